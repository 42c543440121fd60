"""What stands in deploy/ fits the program: its settings, its pages, its user, its files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from bot.settings import Settings
from tests.docs.pages import ROOT

DEPLOY = ROOT / "deploy"
SETTINGS = {name.upper() for name in Settings.model_fields}
PAGES = {"/healthz", "/readyz", "/metrics"}


def ours(named: set[str]) -> set[str]:
    """Names that are settings of ours, or files that hold one."""
    return {name for name in named if name.removesuffix("_FILE") in SETTINGS}


def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text()


def test_the_image_runs_as_nobody_in_particular_and_holds_no_secret() -> None:
    told = dockerfile()
    users = re.findall(r"^USER (\S+)", told, re.MULTILINE)
    assert users
    assert users[-1].isdigit()
    assert int(users[-1]) > 0
    assert not re.search(r"TOKEN|SECRET|PASSWORD", told)
    assert "--require-hashes" in told


def test_the_image_sets_only_settings_that_there_are() -> None:
    block = re.search(r"^ENV ((?:.*\\\n)*.*)", dockerfile(), re.MULTILINE)
    assert block is not None
    named = set(re.findall(r"\b([A-Z_]+)=", block[1]))
    assert named - ours(named) == {"PATH", "PYTHONDONTWRITEBYTECODE", "MPLCONFIGDIR"}


def test_every_file_that_the_image_copies_from_is_sent_to_the_build() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    for needed in ("requirements", "pyproject.toml", "README.md", "LICENSE", "bot", "knowledge"):
        assert (ROOT / needed).exists()
        assert needed not in ignored
    assert {".env", ".git"} <= set(ignored)


def test_compose_starts_ours_read_only_without_rights_and_after_the_upgrade() -> None:
    told = yaml.safe_load((DEPLOY / "compose.yml").read_text())
    gatepost = told["services"]["gatepost"]
    assert gatepost["read_only"]
    assert gatepost["cap_drop"] == ["ALL"]
    assert set(gatepost["environment"]) == ours(set(gatepost["environment"]))
    assert "upgrade" in gatepost["depends_on"]
    mounted = {
        Path(value).name for name, value in gatepost["environment"].items() if "_FILE" in name
    }
    assert mounted == set(gatepost["secrets"]) <= set(told["secrets"])


def kubernetes() -> dict[str, Any]:
    text = (DEPLOY / "kubernetes" / "gatepost.yml").read_text()
    return {one["kind"]: one for one in yaml.safe_load_all(text)}


def test_kubernetes_asks_for_pages_and_settings_that_there_are() -> None:
    pod = kubernetes()["Deployment"]["spec"]["template"]
    container = pod["spec"]["containers"][0]
    probes = {container[f"{kind}Probe"]["httpGet"]["path"] for kind in ("readiness", "liveness")}
    assert probes == {"/readyz", "/healthz"}
    assert pod["metadata"]["annotations"]["prometheus.io/path"] in PAGES
    named = {one["name"] for one in container["env"]}
    assert named == ours(named)


def test_kubernetes_gives_no_container_more_than_it_needs() -> None:
    pod = kubernetes()["Deployment"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    for container in (*pod["initContainers"], *pod["containers"]):
        locked = container["securityContext"]
        assert locked["readOnlyRootFilesystem"]
        assert not locked["allowPrivilegeEscalation"]
        assert locked["capabilities"] == {"drop": ["ALL"]}


def test_the_bill_of_materials_names_what_the_lock_pins(tmp_path: Path) -> None:
    written = tmp_path / "sbom.json"
    command = [str(Path(sys.executable).with_name("cyclonedx-py")), "requirements"]
    command += [str(ROOT / "requirements/run.txt"), "--of", "JSON", "-o", str(written)]
    subprocess.run(command, check=True, capture_output=True)
    told = {(one["name"], one["version"]) for one in json.loads(written.read_text())["components"]}
    lock = (ROOT / "requirements/run.txt").read_text()
    assert told == set(re.findall(r"^([\w.-]+)==([\w.+-]+)", lock, re.MULTILINE))
    assert len(told) > 20


def test_the_page_for_those_who_run_it_names_every_count_there_is() -> None:
    metrics = (ROOT / "bot/watching/metrics.py").read_text()
    page = (ROOT / "docs/operate.md").read_text()
    named = set(re.findall(r'"(gatepost_\w+)"', metrics))
    assert named
    assert {name for name in named if name not in page} == set()
