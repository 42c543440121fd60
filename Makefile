# `make run` is all one needs to meet Gatepost; `make test` is all one needs before a commit.
PYTHON ?= python3
ARGS ?=

VENV := .venv/bin
TEST := .venv-test/bin
ROOMS := bot handlers knowledge storage
TYPED := $(ROOMS) $(wildcard tests bench)

.DEFAULT_GOAL := help
.PHONY: help run setup test format lint bench chaos pictures playground sbom lock clean test-setup

help: ## show this
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

run: setup ## meet Gatepost in a browser, on this machine only
	@exec $(VENV)/gatepost demo $(ARGS)

setup: ## install what Gatepost runs on into .venv
	@$(PYTHON) scripts/bootstrap.py .venv requirements/run.txt requirements/build.txt

test-setup:
	@$(PYTHON) scripts/bootstrap.py .venv-test requirements/test.txt requirements/build.txt

test: lint ## check everything: style, types, imports, tests, coverage
	@chromium=$$(scripts/chromium) && CHROMIUM="$$chromium" \
	  $(TEST)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report=term-missing:skip-covered $(ARGS)

lint: test-setup
	@$(TEST)/ruff check --quiet
	@$(TEST)/ruff format --check --quiet
	@$(TEST)/mypy --no-error-summary $(TYPED)
	@$(TEST)/lint-imports --no-logo

format: test-setup ## let ruff put the code in order
	@$(TEST)/ruff check --fix --quiet
	@$(TEST)/ruff format --quiet

bench: test-setup ## measure
	@$(TEST)/python -m bench $(ARGS)

chaos: test-setup ## kill it while it works, and count what was lost or repeated
	@$(TEST)/python -m tests.chaos $(ARGS)

pictures: test-setup ## photograph every card and page
	@chromium=$$(scripts/chromium) && CHROMIUM="$$chromium" $(TEST)/python -m tests.pictures $(ARGS)

sbom: test-setup ## write what Gatepost is made of, as CycloneDX
	@$(TEST)/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml \
	  --mc-type application --output-reproducible --of JSON -o $(or $(OUT),dist/gatepost.cdx.json)

playground: test-setup ## play a story in Microsoft's own Teams client for developers (its licence: evaluation)
	@chromium=$$(scripts/chromium) && CHROMIUM="$$chromium" $(TEST)/python -m tests.playground $(ARGS)

lock: ## pin pyproject.toml's dependencies in requirements/
	@$(PYTHON) scripts/bootstrap.py .venv-lock requirements/lock.txt requirements/build.txt
	@scripts/lock

clean: ## throw away what setup and the tests made
	@rm -rf .venv .venv-* .coverage* htmlcov dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
