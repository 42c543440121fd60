"""Slack's tokens go to Slack's own hosts, and to this machine where a test says so."""

from __future__ import annotations

import pytest

from bot.slack import hosts


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", "https://slack.com/api/"),
        ("https://slack.com/api", "https://slack.com/api/"),
        ("https://slack-gov.slack.com/api//", "https://slack-gov.slack.com/api/"),
        ("http://127.0.0.1:9/api/", "http://127.0.0.1:9/api/"),
        ("http://localhost:9", "http://localhost:9/"),
        ("http://[::1]:9/api", "http://[::1]:9/api/"),
    ],
)
def test_slack_and_this_machine_may_be_the_api(given: str, meant: str) -> None:
    assert hosts.api_url(given) == meant


@pytest.mark.parametrize(
    "given",
    [
        "http://slack.com/api/",
        "https://slack.com.evil.example/",
        "https://evilslack.com/",
        "https://slack.com:8443/",
        "https://slack.com@evil.example/",
        "https://evil.example/?slack.com",
        "http://192.168.0.1/",
        "ftp://127.0.0.1/",
        "https://[::1/",
        "https://slack.com:port/",
        "slack.com",
    ],
)
def test_any_other_host_is_refused(given: str) -> None:
    with pytest.raises(hosts.ForeignHost):
        hosts.api_url(given)


@pytest.mark.parametrize(
    ("url", "api", "may"),
    [
        ("https://hooks.slack.com/actions/T1/2/3", hosts.SLACK_API, True),
        ("http://hooks.slack.com/actions/T1", hosts.SLACK_API, False),
        ("https://evil.example/x", hosts.SLACK_API, False),
        ("https://hooks.slack.com.evil.example/x", hosts.SLACK_API, False),
        ("https://hooks.slack.com@evil.example/", hosts.SLACK_API, False),
        ("http://127.0.0.1:9/hooks/1", hosts.SLACK_API, False),
        ("http://127.0.0.1:9/hooks/1", "http://127.0.0.1:9/api/", True),
        ("http://127.0.0.1:8/hooks/1", "http://127.0.0.1:9/api/", False),
        ("https://hooks.slack.com/actions/T1", "http://127.0.0.1:9/api/", False),
        ("", hosts.SLACK_API, False),
    ],
)
def test_a_response_url_is_called_only_where_slack_listens(url: str, api: str, may: bool) -> None:
    assert hosts.may_respond(url, api) is may


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("ws://wss-primary.slack.com/link", hosts.SLACK_API),
        ("wss://evil.example/link", hosts.SLACK_API),
        ("ws://127.0.0.1:9/link", hosts.SLACK_API),
        ("wss://evil.example/link", "http://127.0.0.1:9/api/"),
    ],
)
def test_a_socket_elsewhere_is_refused(url: str, api: str) -> None:
    with pytest.raises(hosts.ForeignHost):
        hosts.socket_url(url, api)


def test_slacks_own_socket_is_taken() -> None:
    url = "wss://wss-primary.slack.com/link/?ticket=1"
    assert hosts.socket_url(url, hosts.SLACK_API) == url
