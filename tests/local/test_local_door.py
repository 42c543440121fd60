from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatus

from bot.local.chat import LocalChat
from bot.local.door import NotLoopback, must_be_loopback
from tests.local.client import ask, line
from tests.local.rig import Rig


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",  # BI-242
        "127.0.0.1.evil.example",
        "evil.example:80",
        "127.0.0.1@evil.example",
        "127.0.0.2",
        "0.0.0.0",
        "[::1]",
        "127.0.0.1:99999999",
        "localhost:",
        "",
    ],
)
def test_only_names_of_this_machine_are_answered(rig: Rig, host: str) -> None:
    assert ask(rig, host=host).status == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_this_machine_is_answered_by_its_names(rig: Rig, name: str) -> None:
    assert ask(rig, host=f"{name}:{rig.port}").status == 200


def test_the_printed_address_opens_the_page_and_leaves_no_token_in_it(rig: Rig) -> None:
    answer = ask(rig, f"/?token={rig.token}", cookie=False)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"].lower()
    assert cookie.startswith(f"gatepost_{rig.port}=")
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/" in cookie
    assert "domain" not in cookie


@pytest.mark.parametrize(
    "path",
    ["/", "/?token=", "/?token=wrong", "/people", "/static/app.js", "/people?token={}", "/nope"],
)
def test_without_the_token_one_is_told_to_use_the_printed_address(rig: Rig, path: str) -> None:
    answer = ask(rig, path.format(rig.token), cookie=False)
    assert answer.status == 403
    assert "printed in the terminal" in answer.text


def test_a_token_that_is_not_even_ascii_is_wrong_too(rig: Rig) -> None:
    assert ask(rig, "/?token=%C3%BC%00", cookie=False).status == 403


@pytest.mark.parametrize("origin", ["null", "https://evil.example", "http://127.0.0.1:1", ""])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_a_foreign_page_can_change_nothing(rig: Rig, method: str, origin: str) -> None:
    assert ask(rig, "/", method, origin=origin).status == 403


@pytest.mark.parametrize("path", ["/", "/people", "/static/app.js"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_the_page_itself_has_nothing_to_post_to(rig: Rig, method: str, path: str) -> None:
    assert ask(rig, path, method, origin=rig.origin).status == 405


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://localhost:1"])
def test_a_websocket_needs_the_pages_own_origin(rig: Rig, origin: str | None) -> None:  # BI-248
    with pytest.raises(InvalidStatus) as refused, line(rig, origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("cookie", ["", "gatepost_{port}=wrong", "gatepost_1={token}"])
def test_a_websocket_needs_the_token(rig: Rig, cookie: str) -> None:
    with pytest.raises(InvalidStatus) as refused, line(rig, cookie=cookie):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("path", ["/", "/people", "/static/app.js", "/nope"])
def test_every_answer_carries_the_policy(rig: Rig, path: str) -> None:
    headers = ask(rig, path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../storage/gate.db",  # BI-244
        "/static/../chat.py",
        "/static/%2e%2e/chat.py",
        "/static/%252e%252e/chat.py",
        "/static/..%2fchat.py",
        "/static/..%5cchat.py",
        "/static/..\\chat.py",
        "/static/....//chat.py",
        "/static/vendor/../../chat.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/static/%c0%ae%c0%ae/chat.py",
        "/static/%00",
        "/static/app.js%00.css",
        "/static/",
        "/static",
        "/static/vendor",
        "//evil.example/static/app.js",
        "/../bot/local/chat.py",
    ],
)
def test_nothing_but_the_pages_own_files_can_be_read(rig: Rig, path: str) -> None:
    answer = ask(rig, path)
    assert answer.status in (404, 307), path
    assert "class LocalChat" not in answer.text
    assert "root:" not in answer.text


def test_the_pages_files_are_served_with_their_types(rig: Rig) -> None:
    assert ask(rig, "/").headers["content-type"].startswith("text/html")
    assert "javascript" in ask(rig, "/static/app.js").headers["content-type"]
    assert ask(rig, "/static/page.css").headers["content-type"].startswith("text/css")
    assert ask(rig, "/static/gatepost.svg").headers["content-type"].startswith("image/svg")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "evil.example", ""])
def test_it_listens_on_this_machine_only(host: str) -> None:  # BI-246
    with pytest.raises(NotLoopback, match=r"this machine only"):
        must_be_loopback(host)


def test_loopback_is_fine() -> None:
    must_be_loopback("127.0.0.1")
    must_be_loopback("localhost")


def test_there_is_no_chat_without_a_token(rig: Rig) -> None:
    with pytest.raises(ValueError, match="needs a token"):
        LocalChat(rig.store, rig.desk, token="")
