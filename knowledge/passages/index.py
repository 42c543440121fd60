"""The index over passages: BM25 by tantivy, in memory, over stems and the words people use."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import tantivy
import yaml
from rapidfuzz import fuzz, process

from knowledge.model import Library
from knowledge.passages.passage import Passage, passages

FIELDS = {
    "title": 2.0,
    "called": 2.0,
    "text": 1.0,
    "more": 0.5,
}  # where a word counts, and how much
SYNONYM = 0.8  # what a word counts that means the same
TYPO = 85  # how close a misspelt word has to come to one of ours, of 100
SHORT = 5  # letters below which a word is taken as it is spelt
LONGEST = 24  # words of a question that are looked at
# Words that carry no meaning in a question; those of the stemmer's own list come on top.
_EMPTY = """
able about all also am any ask asks be been being best better between can could did difference do
does doesn don get gets give go goes going good got had happen happens has have here how i if
important im its just let lets made make makes many matter matters may me mean means might more
most much my name need needs ok okay one ones our please really say so some tell than them there
thing things us used very want wants we well went what when where which who whom whose why would
you your
"""
LIGHT = frozenset({"should", "must"})  # words of ours that only count where nothing else is asked


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of a question with everything that it may be called in a passage, and its weight."""

    names: frozenset[str]
    own: str
    weight: float  # how rare it is: a word that nobody here uses weighs most


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found: its rank's score, and how much of the question it covers."""

    passage: Passage
    score: float
    coverage: float  # 0 to 1


def _analyzer(*more: tantivy.Filter) -> tantivy.TextAnalyzer:
    steps = (
        tantivy.Filter.remove_long(40),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stopword("english"),
        tantivy.Filter.custom_stopword(_EMPTY.split()),
        *more,
    )
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in steps:
        builder = builder.filter(step)
    return builder.build()


class Index:
    """All passages of a library, ready to be asked; built once, then only read."""

    def __init__(self, every: Iterable[Passage]) -> None:
        self.passages = tuple(every)
        self._analyzer = _analyzer(tantivy.Filter.stemmer("english"))
        self._plain = _analyzer()
        self._synonyms = self._read_synonyms()
        self._words = [
            frozenset(self._stems(" ".join(getattr(one, name) for name in FIELDS)))
            for one in self.passages
        ]
        self._counts = _counted(self._words)
        self._spelt = self._spellings()
        self._by_id = self._named()
        self._index, self._schema = self._build()

    def _stems(self, text: str) -> list[str]:
        return self._analyzer.analyze(text)

    def _read_synonyms(self) -> Mapping[str, frozenset[str]]:
        groups = yaml.load(
            (files("knowledge") / "passages" / "synonyms.yml").read_text("utf-8"),
            Loader=yaml.CSafeLoader,
        )
        found: dict[str, frozenset[str]] = {}
        for group in groups:
            stems = frozenset(stem for word in group for stem in self._stems(word))
            for stem in stems:
                found[stem] = found.get(stem, frozenset()) | stems
        return found

    def _build(self) -> tuple[tantivy.Index, tantivy.Schema]:
        builder = tantivy.SchemaBuilder()
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="ours")
        builder.add_unsigned_field("place", stored=True)
        schema = builder.build()
        index = tantivy.Index(schema)
        index.register_tokenizer("ours", self._analyzer)
        writer = index.writer(15_000_000, 1)  # one thread: the same order every time
        for place, one in enumerate(self.passages):
            words = {name: getattr(one, name) for name in FIELDS}
            # Where few have other names, BM25 would take those of any length for long ones.
            words["called"] = one.called or one.title
            writer.add_document(tantivy.Document(place=place, **words))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index, schema

    def _spellings(self) -> tuple[str, ...]:
        """List the longer words that our passages use, as they are spelt."""
        said = (" ".join(getattr(one, name) for name in FIELDS) for one in self.passages)
        words = {word for text in said for word in self._plain.analyze(text)}
        return tuple(sorted(word for word in words if len(word) >= SHORT))

    def concepts(self, question: str) -> tuple[Concept, ...]:
        """Read a question as concepts; one that our passages never name has no other names."""
        words = [word for word in self._plain.analyze(question) if self._says(word)]
        heavy = [word for word in words if word not in LIGHT]
        stems = dict.fromkeys(self._stem(word) for word in (heavy or words)[:LONGEST])
        return tuple(self._concept(stem) for stem in stems)

    def _says(self, word: str) -> bool:
        """Tell whether a word may say what is asked about; a number does where we know it."""
        return word in self._counts if word.isdigit() else len(word) > 1

    def _stem(self, word: str) -> str:
        """Bring a word to its stem, a misspelt one to that of the word that was meant."""
        stem = "".join(self._stems(word))
        if stem in self._counts or stem in self._synonyms or len(word) < SHORT:
            return stem
        near = process.extractOne(word, self._spelt, scorer=fuzz.ratio, score_cutoff=TYPO)
        return "".join(self._stems(near[0])) if near else stem

    def _concept(self, stem: str) -> Concept:
        names = {name for name in self._synonyms.get(stem, ()) if name in self._counts} | {stem}
        return Concept(frozenset(names), stem, self._rarity(self._counts.get(stem, 0)))

    def _rarity(self, count: int) -> float:
        every = len(self.passages)
        return math.log(1 + (every - count + 0.5) / (count + 0.5))

    def _named(self) -> Mapping[str, tuple[Passage, ...]]:
        found: dict[str, tuple[Passage, ...]] = {}
        for one in self.passages:
            for name in dict.fromkeys((one.id, *one.sources)):
                found[name] = (*found.get(name, ()), one)
        return found

    def under(self, name: str) -> tuple[Hit, ...]:
        """Find what stands under an id, of ours or of a source."""
        found = self._by_id.get(name, ())
        own = sorted(found, key=lambda one: (one.id != name, one.kind != "Playbook"))
        return tuple(Hit(one, 1.0, 1.0) for one in own)

    def known(self, concepts: Sequence[Concept]) -> float:
        """Tell how much of a question is in words that some passage uses, from 0 to 1."""
        total = sum(concept.weight for concept in concepts)
        ours = sum(c.weight for c in concepts if any(name in self._counts for name in c.names))
        return ours / total if total else 0.0

    def search(self, concepts: Sequence[Concept], limit: int) -> list[Hit]:
        """Rank passages by BM25; each concept counts once, by its best name and field."""
        if not concepts:
            return []
        wanted = [(tantivy.Occur.Should, self._query(concept)) for concept in concepts]
        query = tantivy.Query.boolean_query(wanted)
        searcher = self._index.searcher()
        hits = []
        for score, address in searcher.search(query, limit).hits:
            place = searcher.doc(address)["place"][0]
            covered = self._coverage(concepts, self._words[place])
            hits.append(Hit(self.passages[place], score, covered))
        return hits

    def _query(self, concept: Concept) -> tantivy.Query:
        ways = [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(self._schema, field, name),
                boost * (1.0 if name == concept.own else SYNONYM),
            )
            for name in sorted(concept.names)
            for field, boost in FIELDS.items()
        ]
        return tantivy.Query.disjunction_max_query(ways, 0.1)

    def _coverage(self, concepts: Sequence[Concept], words: frozenset[str]) -> float:
        total = sum(concept.weight for concept in concepts)
        found = sum(
            concept.weight * (1.0 if concept.own in words else SYNONYM)
            for concept in concepts
            if not concept.names.isdisjoint(words)
        )
        return found / total if total else 0.0


def _counted(words: Iterable[frozenset[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for passage in words:
        for word in passage:
            counts[word] = counts.get(word, 0) + 1
    return counts


def index_of(library: Library) -> Index:
    """Look up, or build, the index of a library: some tens of milliseconds, once."""
    key = ("passages", "")
    found = library.plans.get(key)
    if found is None:
        found = library.plans[key] = Index(passages(library))
    assert isinstance(found, Index)
    return found
