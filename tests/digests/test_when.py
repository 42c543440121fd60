from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from handlers.digests.when import missed, next_time, occurrences, week_for, week_of


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_time_of_a_doubled_hour_comes_once_the_first_time() -> None:
    # BI-304: 02:30 on 25 October 2026 comes twice in Berlin.
    found = list(islice(occurrences(6, "02:30", "Europe/Berlin", utc("2026-10-20T00:00")), 2))
    assert found == [utc("2026-10-25T00:30"), utc("2026-11-01T01:30")]


def test_a_time_of_a_missing_hour_comes_an_hour_late() -> None:
    [found] = islice(occurrences(6, "02:30", "Europe/Berlin", utc("2027-03-26T00:00")), 1)
    assert found.astimezone(ZoneInfo("Europe/Berlin")).strftime("%d %H:%M") == "28 03:30"


@pytest.mark.parametrize("tz", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
def test_a_weekly_time_comes_once_in_every_week_of_years(tz: str) -> None:
    found = list(islice(occurrences(0, "09:00", tz, utc("2026-01-01T00:00")), 200))
    assert len({week_of(one, tz) for one in found}) == 200
    assert all(one.astimezone(ZoneInfo(tz)).strftime("%H:%M") == "09:00" for one in found)


def test_week_53_and_the_turn_of_the_year_are_weeks_like_others() -> None:
    tz = "America/New_York"
    found = islice(occurrences(4, "16:00", tz, utc("2026-12-20T00:00")), 3)
    assert [week_of(one, tz) for one in found] == ["2026-W52", "2026-W53", "2027-W01"]


def test_a_week_that_had_its_digest_gets_no_second_one() -> None:
    monday = utc("2026-11-23T09:00")
    assert next_time(4, "09:00", "UTC", monday, but="2026-W48") == utc("2026-12-04T09:00")
    assert next_time(4, "09:00", "UTC", monday, but="") == utc("2026-11-27T09:00")


def test_missed_times_are_counted() -> None:
    first = utc("2026-11-02T09:00")
    assert len(missed(0, "09:00", "UTC", first, utc("2026-11-18T12:00"))) == 3
    assert missed(0, "09:00", "UTC", first, first) == (first,)


def test_a_late_digest_counts_for_the_week_in_which_it_comes() -> None:
    sunday = utc("2026-11-22T23:59")
    assert week_for(sunday, sunday + timedelta(seconds=70), "UTC") == "2026-W47"
    assert week_for(sunday, sunday + timedelta(hours=2), "UTC") == "2026-W48"
