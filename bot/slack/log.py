"""How failures are logged: what and where, never what somebody wrote."""

from __future__ import annotations

from traceback import format_tb


def reason(error: BaseException) -> str:
    """Name a failure by Slack's error code, or by its kind."""
    response = getattr(error, "response", None)
    said = getattr(response, "data", response)
    code = said.get("error") if isinstance(said, dict) else None
    return str(code or type(error).__name__)


def failure(error: BaseException) -> str:
    """Name a failure and where it happened; its message may quote what somebody wrote."""
    return f"{reason(error)}\n{''.join(format_tb(error.__traceback__))}"
