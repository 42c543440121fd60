"""Cards that between them hold every block, every field and every way to set them."""

from __future__ import annotations

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChannelField,
    Chart,
    ChoiceField,
    DateField,
    Divider,
    Entry,
    Facts,
    Form,
    InputField,
    Link,
    Note,
    Option,
    Para,
    PersonField,
    Row,
    Said,
    Series,
    TextField,
    Title,
    line,
)

PEOPLE = (Option("UANNA", "Anna Berg"), Option("UBEN", "Ben Okafor"), Option("UTOM", "Tom Reed"))
CROWD = tuple(Option(f"U{n}", f"Person {n}") for n in range(40))
CHANNELS = (Option("CPILOT", "#invoice-pilot"), Option("CLEAD", "#leadership"))

NASTY = (
    "**bold** _it_ `code` [click](javascript:alert(1)) <b>x</b> <script>alert(2)</script> &amp; "
    "{{DATE(2026-11-23T09:00:00Z)}} {{{TIME(2026-11-23T09:00:00Z)}}} <at>Bot</at> \u202eevil"
)


def choice(count: int, **more: object) -> ChoiceField:
    options = tuple(Option(f"v{n}", f"Choice {n}") for n in range(count))
    return ChoiceField(f"choice{count}", f"One of {count}", options, **more)  # type: ignore[arg-type]


FIELDS: tuple[InputField, ...] = (
    TextField("name", "Name of the pilot", hint="Invoice matching"),
    TextField("why", "What is it for?", value="Match invoices\nto orders", lines=3, optional=True),
    DateField("start", "First day"),
    DateField("end", "Last day", value="2026-11-23", optional=True),
    choice(1),
    choice(2),
    choice(6, value="v3"),
    choice(7),
    choice(12, value="v11", optional=True),
    choice(13),
    choice(3, many=True),
    choice(20, many=True, value="v1,v2"),
    PersonField("owner", "Accountable owner"),
    PersonField("sponsor", "Sponsor", value="UBEN", optional=True),
    PersonField("team", "Team", value="UANNA,UTOM", many=True),
    ChannelField("room", "Channel"),
    ChannelField("other", "Another channel", value="CLEAD", optional=True),
)

YES = Button("Yes", "answer.yes", "q1", "primary")
NO = Button("No", "answer.no", "q1")
DROP = Button("Close the pilot", "pilot.close", "p1", "danger", confirm="Close it for everybody?")
PLAIN = tuple(Button(f"Number {n}", "pick", str(n)) for n in range(9))

LINES = Chart(
    "Gate readiness by week",
    "lines",
    ("2 Nov", "9 Nov", "16 Nov"),
    (Series("Invoice matching", (25.0, 38.0, 50.0)), Series(NASTY, (None, 10.0, 10.0))),
    "Invoice matching 25, 38, 50 %",
)

CARDS: dict[str, Card] = {
    "chart": Card("A chart", (Title("Trend"), LINES, Buttons((YES,)))),
    "title": Card("A title", (Title("Invoice matching"),)),
    "lines": Card(
        "Lines",
        (
            Para(
                line(
                    "Plain, ",
                    Bold("bold"),
                    ", ",
                    Said("said"),
                    " and ",
                    Link("https://x.io", "a link"),
                )
            ),
            Note(line("A note with ", Said("words"))),
            Bullets((line("one"), line(Bold("two"), " and more"))),
            Facts((("Owner", line(Said("Maria Lopez"))), ("Metric", line()))),
            Divider(),
            Para(line("After the line")),
            Divider(),
        ),
    ),
    "row": Card("Rows", (Row(line("Owner missing"), YES), Row(line("Close it"), DROP))),
    "buttons": Card("Buttons", (Buttons((YES, NO, DROP)),)),
    "folded": Card("Folded", (Buttons((YES, NO), (*PLAIN[:2], DROP)),)),
    "many buttons": Card("Nine", (Buttons(PLAIN),)),
    "entry": Card("Entry", (Entry(FIELDS, "save", "q1"), Buttons((NO,)))),
    "two entries": Card(
        "Two", (Entry(FIELDS[:1], "one", "a", "Name"), Entry(FIELDS[2:3], "two", "b", "Start"))
    ),
    "nasty": Card(
        NASTY,
        (
            Title(NASTY),
            Para(line(Said(NASTY), Link("javascript:alert(3)", NASTY))),
            Para(line(Said("-"))),
            Bullets((line(Said(NASTY)),)),
            Facts(((NASTY, line(Said(NASTY))),)),
            Row(line(Said(NASTY)), Button(NASTY, "x", NASTY, confirm=NASTY)),
            Entry(
                (
                    TextField("t", NASTY, hint=NASTY, value=NASTY),
                    ChoiceField("c", NASTY, (Option(NASTY, NASTY), Option("-", "-"))),
                ),
                "save",
                NASTY,
                NASTY,
            ),
        ),
    ),
}

FORM = Form("Start a pilot", FIELDS, "pilot.start", "r1", (Para(line("Five minutes.")),), "Start")
