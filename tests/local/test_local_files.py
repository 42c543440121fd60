"""A file given on the page: shown by its name, heard whole, and never too much of it."""

from __future__ import annotations

import http.client
import json
from typing import Any
from urllib.parse import urlencode

import pytest

from handlers.files import limit_of
from handlers.heard import File
from tests.local.client import Tab
from tests.local.rig import Rig


def give(
    rig: Rig, content: bytes = b"name: Ours\n", origin: str = "", **about: Any
) -> tuple[int, Any]:
    asked = {
        "as": "UANNA",
        "key": "file-key-1",
        "conversation": "DUANNA",
        "name": "ours.yml",
        "size": len(content),
    } | about
    connection = http.client.HTTPConnection("127.0.0.1", rig.port, timeout=20)
    headers = {"Cookie": f"gatepost_{rig.port}={rig.token}", "Origin": origin or rig.origin}
    try:
        connection.request("POST", f"/files?{urlencode(asked)}", content, headers)
        response = connection.getresponse()
        text = response.read().decode()
        return response.status, json.loads(text) if text.startswith("{") else text
    finally:
        connection.close()


def test_a_file_arrives_whole_and_only_its_name_is_shown(rig: Rig) -> None:
    with Tab(rig) as anna:
        status, frame = give(rig, key="whole-file-1")
        assert (status, frame["kind"]) == (200, "done")
        assert rig.desk.heard[-1].what == File("ours.yml", 11, b"name: Ours\n")
        anna.act("look")
        texts = [message["text"] for message in anna.messages()]
        assert "ours.yml (1 KiB)" in texts
        assert not any("name: Ours" in text for text in texts)


def test_a_file_sent_again_is_heard_once(rig: Rig) -> None:
    give(rig, key="twice-sent-1")
    before = len(rig.desk.heard)
    assert give(rig, key="twice-sent-1")[1]["kind"] == "done"
    assert len(rig.desk.heard) == before


def test_in_a_channel_gatepost_is_called_beside_it(rig: Rig) -> None:
    before = len(rig.desk.heard)
    _, frame = give(rig, key="channel-1", conversation="CINVOICE")
    assert "@Gatepost" in frame["text"]
    assert len(rig.desk.heard) == before
    give(rig, key="channel-2", conversation="CINVOICE", text="<@UGATEPOST> take this")
    assert isinstance(rig.desk.heard[-1].what, File)


def test_more_than_is_taken_is_not_read(rig: Rig) -> None:
    give(rig, b"#" * (limit_of("x.yml") + 1), key="too-large-1", size=5)
    heard = rig.desk.heard[-1].what
    assert heard == File("ours.yml", limit_of("x.yml") + 1)
    give(rig, b"\x89PNG", key="picture-1", name="x.png")
    assert rig.desk.heard[-1].what == File("x.png", 4)


def test_a_name_is_shown_on_one_line_and_is_no_path(rig: Rig) -> None:  # BI-271
    with Tab(rig) as anna:
        give(rig, key="evil-name-1", name="../../evil\n\u202e.yml")
        anna.act("look")
        assert "../../evil .yml (1 KiB)" in [m["text"] for m in anna.messages()]


@pytest.mark.parametrize(
    "about",
    [
        {"as": "UNOBODY"},
        {"key": "short"},
        {"size": "-1"},
        {"size": "ten"},
        {"size": "9" * 400},
        {"name": "x" * 256},
        {"text": "x" * 8001},
        {"kind": "say"},
    ],
)
def test_what_the_page_would_not_send_is_refused(rig: Rig, about: dict[str, Any]) -> None:
    before = len(rig.desk.heard)
    status, _ = give(rig, **about)
    assert status == 400
    assert len(rig.desk.heard) == before


def test_a_foreign_page_gives_nothing(rig: Rig) -> None:
    assert give(rig, origin="https://evil.example")[0] == 403


def test_another_persons_conversation_is_not_there(rig: Rig) -> None:
    _, frame = give(rig, key="elsewhere-1", conversation="DUBEN")
    assert frame["kind"] == "error"
