"""A real HTTP proxy, a private authority, and `gatepost serve` behind both."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import trustme

from tests.stories.served import GATEPOST

AUTHORITY = "authority.pem"


@contextmanager
def proxy(folder: Path) -> Iterator[tuple[str, Path]]:
    """A real HTTP proxy; gives its address and the log of what it was asked for."""
    told, port_file = folder / "proxy.log", folder / "proxy.port"
    command = [sys.executable, "-m", "proxy", "--hostname", "127.0.0.1", "--port", "0"]
    command += ["--port-file", str(port_file), "--log-file", str(told), "--num-workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not (port_file.exists() and port_file.read_text().strip()):
                assert process.poll() is None, told.read_text() if told.exists() else "no log"
            yield f"http://127.0.0.1:{port_file.read_text().strip()}", told
        finally:
            process.terminate()


def tls(folder: Path) -> ssl.SSLContext:
    """Certify this machine by an authority that is written down in the folder, and nowhere else."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(folder / AUTHORITY))
    return context


@contextmanager
def served(settings: Mapping[str, str], folder: Path, **environment: str) -> Iterator[str]:
    """`gatepost serve` with nothing of this machine's proxy settings; gives where it listens."""
    unwanted = {"ssl_cert_file", "ssl_cert_dir", "requests_ca_bundle", "curl_ca_bundle"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and name.lower() not in unwanted
    }
    trusted = {"SSL_CERT_FILE": str(folder / AUTHORITY)}
    database = f"sqlite:///{folder / 'gatepost.db'}"
    process = subprocess.Popen(
        [GATEPOST, "serve", "--port", "0", "--db", database],
        cwd=folder,
        env=kept | trusted | {**settings} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        found = re.search(r"listens on (\S+)", told)
        assert found, told
        yield f"http://{found[1]}"
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=60)
        assert "Traceback" not in said, said
