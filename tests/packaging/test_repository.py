from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.install import ROOT, pinned

# In two halves, so that this file does not name what it looks for.
REGISTRIES = [
    *("pypi|.org", "python|hosted.org", "npmjs|.org", "npmjs|.com", "yarnpkg|.com"),
    *("golang|.org/proxy", "proxy.golang|.org", "crates|.io", "anaconda|.org", "jfrog|.io"),
    *("--index|-url", "--extra-index|-url", "index|_url", "--find|-links"),
]
OUTPUTS = [
    *(".coverage", ".coverage.host.1.x", "htmlcov/index.html", ".pytest_cache/x", ".mypy_cache/x"),
    *(".ruff_cache/x", ".hypothesis/x", ".import_linter_cache/x", ".venv/x", ".venv-test/x"),
    *("build/x", "dist/x", "gatepost.db", "gatepost-demo.db-wal", "bot/__pycache__/x.pyc"),
]
PYTHONS = ("3.11", "3.12", "3.13")


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 128:
        pytest.fail(f"git {' '.join(words)}: {done.stderr}")
    return done.stdout


def lines_with(words: str) -> list[str]:
    found = git("grep", "-nIiF", "-e", words, "--", ".", ":!*.min.js")
    return [line[:160] for line in found.splitlines()]


@pytest.mark.parametrize("halves", REGISTRIES)
def test_no_file_names_a_package_registry(halves: str) -> None:
    assert lines_with(halves.replace("|", "")) == []


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    home = str(ROOT) + "/"
    assert lines_with(home) == []


@pytest.mark.parametrize("output", OUTPUTS)
def test_what_setup_and_tests_write_is_nothing_that_git_tracks(output: str) -> None:
    assert git("check-ignore", output).strip() == output
    assert git("ls-files", output) == ""


def declared(group: str) -> list[Requirement]:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())
    plain = about["project"]["dependencies"]
    extra = {"run": [], "test": about["dependency-groups"]["test"]}
    if group == "build":
        return [Requirement(each) for each in about["dependency-groups"]["build"]]
    return [Requirement(each) for each in [*plain, *extra[group]]]


@pytest.mark.parametrize("lock", ["run", "test", "build"])
def test_a_lock_holds_all_that_is_declared(lock: str) -> None:
    have = {canonicalize_name(name): version for name, version in pinned(lock)}
    for wanted in declared(lock):
        version = have.get(canonicalize_name(wanted.name))
        assert version is not None, wanted
        assert wanted.specifier.contains(version), f"{wanted} is locked as {version}"


@pytest.mark.parametrize("lock", ["run", "test", "build"])
def test_every_locked_package_has_its_hashes(lock: str) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text()
    entries = re.findall(r"^[a-z0-9][^\n]*==(?:[^\n]*\\\n)+[^\n]*", text, re.MULTILINE | re.I)
    names = re.findall(r"^[a-z0-9][^\n]*==", text, re.MULTILINE | re.I)
    assert len(entries) == len(names) > 0
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_tests_run_on_the_versions_that_people_run_on() -> None:
    run, tests = dict(pinned("run")), dict(pinned("test"))
    assert {name: tests.get(name) for name in run} == run


@pytest.mark.parametrize("version", PYTHONS)
@pytest.mark.parametrize("lock", ["run", "test"])
def test_a_lock_serves_each_python_that_is_promised(lock: str, version: str) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text().replace("\\\n", " ")
    pins = [line.split(" --hash")[0] for line in text.splitlines() if "==" in line.split("#")[0]]
    here = {"python_version": version, "python_full_version": f"{version}.1"}
    there = [
        requirement.name
        for requirement in map(Requirement, pins)
        if requirement.marker is None or requirement.marker.evaluate(here)
    ]
    assert len(there) == len(set(there)), "two versions of one package for one Python"
    missing = {canonicalize_name(each.name) for each in declared(lock)} - set(there)
    assert missing == set()


def test_ci_runs_what_people_run() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert git("ls-files", "-s", ".ci/run").startswith("100755")
    assert re.search(r"^make test$", script.read_text(), re.MULTILINE)


def test_only_what_git_knows_goes_into_the_repository() -> None:
    tracked = git("ls-files").splitlines()
    assert not [name for name in tracked if Path(name).suffix in {".db", ".pyc", ".log"}]
