"""The same digest as one would write it without any of ours: rows and dicts in, Slack's dicts out.

Nothing is decided here: no limits, no roles looked up, nobody's rights; what is missing is in the
dicts. It knows the one case that is measured: pilots that nobody was told of before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from storage.pilots.summary import Summary

Body = Mapping[str, Any]
ASKS = {"Owner": "Name the owner", "Metric": "Set the metric", "Funding": "Settle the funding"}


def by_hand(rows: Sequence[Summary], bodies: Mapping[str, Body], today: date) -> dict[str, Any]:
    """Write the message: what is new, what is missing, where each pilot is."""
    pilots = [(row, bodies[row.pilot]) for row in rows]
    new = [
        (row.name, f" is new: {b['now']['stage_label']}, {b['now']['gate']}") for row, b in pilots
    ]
    quiet = [(row.name, _quiet(b, today)) for row, b in pilots]
    gaps = [(row, one) for row, b in pilots for one in b["lacks"]]
    missing = [(row.name, _missing(one, today)) for row, one in gaps]
    where = [(row.name, _where(b["now"])) for row, b in pilots]
    lines = [*new, *quiet, *missing, *where]
    return {
        "text": "\n".join([name + rest for name, rest in lines]),
        "blocks": [
            _list([*new, *quiet]),
            *(
                _asked(row, one, said[1])
                for (row, one), said in zip(gaps[:6], missing[:6], strict=True)
            ),
            _list(missing[6:]),
            _list(where),
        ],
    }


def _quiet(body: Body, today: date) -> str:
    days = (today - date.fromisoformat(body["now"]["latest"])).days
    return f" is stuck: nothing new for {days} days"


def _missing(one: Body, today: date) -> str:
    days = (today - date.fromisoformat(one["opened"])).days
    weight = ", blocks the gate" if one["blocks"] else ""
    return f": {one['label'].casefold()} missing for {days} days{weight}."


def _where(now: Body) -> str:
    red = len(now["red"])
    gate = f"{now['gate']}: {now['met']} of {now['total']}"
    return f" · {now['stage_label']} · {gate} · {red} open"


def _list(lines: Iterable[tuple[str, str]]) -> dict[str, Any]:
    items = [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": name, "style": {"bold": True}},
                {"type": "text", "text": rest},
            ],
        }
        for name, rest in lines
    ]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}],
    }


def _asked(row: Summary, one: Body, said: str) -> dict[str, Any]:
    return {
        "type": "section",
        "text": {"type": "plain_text", "text": row.name + said, "emoji": False},
        "accessory": {
            "type": "button",
            "action_id": "edit",
            "text": {"type": "plain_text", "text": ASKS[one["label"]], "emoji": False},
            "value": f"{row.pilot}|{one['question']}|0",
        },
    }
