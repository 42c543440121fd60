"""Keep docs/knowledge in step with the YAML: `python -m tests.docs.frameworks` rewrites it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from handlers.pilots.starting import PLAYBOOK
from handlers.views.marks import GATE, STAGE, is_ours
from knowledge.loading.reading import load
from knowledge.model import Gate, Library, Need, Overlay, Playbook, RuleUse, Stage, Step
from knowledge.passages.passage import figure_of, spell_weeks
from tests.docs import drawing
from tests.docs.pages import DOCS, _slug

FOLDER = DOCS / "knowledge"
TEMPLATES = Path(__file__).with_name("templates")
KINDS = (
    ("figure", "Figures"),
    ("order", "What comes when"),
    ("meaning", "What words and roles mean"),
    ("advice", "Advice"),
    ("inside", "Inside one source"),
)
STRENGTHS = {
    "named-study": "a named study",
    "named-firm": "a named firm",
    "article-own": "the article's own",
    "vendor": "a vendor's own",
    "unattributed": "nobody named",
}
SHADES = ("#274690", "#2f5aa8", "#3a6fbf", "#26708f", "#227468", "#2f6f4f", "#4d6530")
FILLS = {"must": "#1d4ed8", "should": "#93b4f5", "tip": "#ffffff"}


class Pages:
    """Everything under docs/knowledge, written from one library."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.titles = {one.id: one.title for one in library.criteria.values()}
        files = FileSystemLoader(TEMPLATES)
        self.words = Environment(
            loader=files, undefined=StrictUndefined, keep_trailing_newline=True
        )
        self.art = Environment(loader=files, undefined=StrictUndefined, autoescape=True)
        self.words.filters["cell"] = lambda said: str(said).replace("|", "\\|")
        self.art.filters["px"] = lambda number: f"{number:.1f}".removesuffix(".0")
        self.words.globals.update(self._helpers())

    def _helpers(self) -> Mapping[str, Any]:
        return {
            "frameworks": self.frameworks,
            "cited": cited,
            "weeks": weeks,
            "counts": drawing.counts,
            "approvers": self.approvers,
            "criterion": self.library.criterion,
            "needs": sorted_needs,
            "figures": self.figures,
            "figure_of": figure_of,
            "ours": self.ours,
            "star": lambda ours: " *(reconstructed)*" if ours else "",
            "slug": _slug,
            "heading": heading,
            "role": lambda name: self.library.role(name).label,
            "title": lambda framework: self.library.frameworks[framework].title,
        }

    def all(self) -> Iterator[tuple[str, str]]:
        """Give every page and picture with its name."""
        for book in self.library.playbooks.values():
            drawn = drawing.drawing(book, self.titles)
            yield f"{book.id}.svg", self.picture(drawn)
            yield (
                f"{book.id}.md",
                self.page("playbook", book=book, told=drawn.told, default=PLAYBOOK),
            )
        for overlay in self.library.overlays.values():
            yield f"{overlay.id}.md", self.page("overlay", overlay=overlay, rules=self.rules_of)
        yield "criteria.md", self.criteria()
        conflicts = list(self.library.conflicts.values())
        yield "disagreements.md", self.page("disagreements", conflicts=conflicts, kinds=KINDS)
        numbers = list(self.library.statistics.values())
        yield "numbers.md", self.page("numbers", statistics=numbers, strengths=STRENGTHS)
        yield "gaps.md", self.page("gaps", gaps=list(self.library.gaps.values()))
        yield "README.md", self.index()

    def page(self, name: str, **given: Any) -> str:
        said = self.words.get_template(f"{name}.md.j2").render(**given)
        return f"{said.rstrip()}\n"

    def picture(self, drawn: drawing.Drawing) -> str:
        sizes = {"top": drawing.TOP, "height": drawing.HEIGHT, "gates": drawing.GATES}
        drawn_with = {"shades": SHADES, "fills": FILLS, **sizes}
        return f"{self.art.get_template('stages.svg.j2').render(d=drawn, **drawn_with)}\n"

    def criteria(self) -> str:
        return self.page(
            "criteria",
            criteria=list(self.library.criteria.values()),
            questions=len(self.library.questions),
            rules={use.id for use in self.library.rules()},
            standing=list(self.library.standing.values()),
        )

    def index(self) -> str:
        return self.page(
            "README",
            criteria=len(self.library.criteria),
            playbooks=self.in_order(),
            overlays=list(self.library.overlays.values()),
            musts=lambda book: sum(n.need == "must" for s in book.stages for n in s.gate.needs),
            frameworks=list(self.library.frameworks.values()),
        )

    def in_order(self) -> list[Playbook]:
        return sorted(self.library.playbooks.values(), key=lambda book: book.id != PLAYBOOK)

    def frameworks(self, sources: Iterable[str]) -> str:
        """Name the frameworks behind some ids, each once."""
        ids = dict.fromkeys(source.partition(".")[0] for source in sources)
        return ", ".join(self.library.frameworks[one].title for one in ids)

    def approvers(self, gate: Gate) -> str:
        return ", ".join(self.library.role(role).label for role in gate.approvers) or "nobody"

    def figures(self, need: Need) -> str:
        """List what the rules of a need compare with: the playbook's own figure before others."""
        own = need.threshold
        rules = self.library.criterion(need.criterion).rules
        others = [use.figure for use in rules if not (own and own.rule == use.id)]
        told = (f"{figure_of(f)}{_changeable(f.editable)}" for f in (own, *others) if f)
        return "; ".join(dict.fromkeys(told))

    def ours(self, stage: Stage) -> str:
        """List the reconstructed parts of a stage and its gate."""
        parts = [f"{STAGE[part]} (stage)" for part in stage.derived]
        parts += [GATE.get(part, part) for part in stage.gate.derived]
        criteria = [self.titles[need.criterion] for need in stage.gate.needs if is_ours(need)]
        if criteria and "needs" not in stage.gate.derived:
            parts.append(f"at this gate: {', '.join(criteria)}")
        return "; ".join(parts)

    def rules_of(self, overlay: Overlay) -> list[RuleUse]:
        found = {use.id: use for use in self.library.rules() if use.id in overlay.rules}
        return [found[rule] for rule in overlay.rules]


def _changeable(editable: bool) -> str:
    return " (a team may set its own)" if editable else ""


def cited(sources: Iterable[str]) -> str:
    """Cite places in the sources by their ids."""
    return ", ".join(f"`{source}`" for source in sources) or "us"


def weeks(stage: Stage | Step) -> str:
    if not stage.weeks:
        return "no usual length"
    ours = " *(reconstructed)*" if "weeks" in stage.derived else ""
    return f"{spell_weeks(stage.weeks)}{ours}"


def heading(stage: Stage) -> str:
    return f"{stage.label}, up to {stage.gate.label}"


def sorted_needs(gate: Gate) -> list[Need]:
    return sorted(gate.needs, key=lambda need: drawing.WEIGHTS.index(need.need))


def write() -> None:
    """Write every page, and take away what no longer belongs there."""
    FOLDER.mkdir(exist_ok=True)
    made = dict(Pages(load()).all())
    for name, said in made.items():
        (FOLDER / name).write_text(said, "utf-8")
    for old in FOLDER.iterdir():
        if old.name not in made:
            old.unlink()


if __name__ == "__main__":
    write()
