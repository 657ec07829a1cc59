"""The rules of the house for what a report says, held against the report as it reads.

What a reader would notice is looked for in the text of ``report.md`` alone: under an exhibit stand
three sentences at most; a section uses no frame more than twice; a chapter tells a fact once;
numbers are written one way. What computed sentences are made of is known from the YAML files of
frames beside the modules that fill them.

The rule of numbers: how many there are of a thing is told in words up to twelve and in figures
above, wherever it stands, and of two numbers of which one is counted out of the other both are in
words or both in figures. Percentages, scores, money, years, ranges of a scale or of a group, and
the least that a base must have are in figures.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Passage", "many_sentences", "numerals", "passages", "told_twice", "worn_frames"]

SOURCE = Path(__file__).parents[2] / "src" / "research"
MARKER = re.compile(r"<!-- (\w+)(?: (\S+))? -->")
# Lists that are no observations: traits and aims of a theme, plays and steps, what to do, and what
# the publication prints against its own figures.
LISTS = re.compile(r"-(opening|aim|plays|steps|quotes|actions|claims)$")
MOST, USES = 3, 2
# Letters of its own that make a pattern a frame and not a mere list of its gaps.
OWN, OWN_OF_RULES = 9, 5
OPENINGS = ("subject", "figure", "frame")


@dataclass
class Passage:
    """A passage, table or chart of a report, as it reads.

    Parameters
    ----------
    section : heading of the section that it stands in; of a report without sections, its chapter.
    chapter : its own chapter.
    kind : ``passage``, ``table``, ``chart`` or ``text``.
    name : its id.
    lines : without Markdown's escapes, in order.
    """

    section: str
    chapter: str
    kind: str
    name: str
    lines: list[str] = field(default_factory=list)

    @property
    def observations(self) -> list[str]:
        """Sentences of its list of observations."""
        if self.kind != "passage" or LISTS.search(self.name):
            return []
        return [line[2:] for line in self.lines if line.startswith("- ")]

    @property
    def lead(self) -> list[str]:
        """The sentence that opens a chapter; that of a theme is its author's."""
        if not self.name.endswith("-opening") or self.chapter.startswith("theme-"):
            return []
        prose = [line for line in self.lines if line and line[0] not in "#-*>|"]
        return prose[:1]


def passages(report: str) -> list[Passage]:
    """The parts of a report, from ``report.md``."""
    found: list[Passage] = []
    section, chapter, kind, name = "", "", "", ""
    for line in report.splitlines():
        marker = MARKER.fullmatch(line)
        if marker:
            kind, name = marker[1], marker[2] or ""
            chapter = name if kind == "chapter" else chapter
            found.append(Passage(section, chapter, kind, name))
        elif kind == "part" and line.startswith("# "):
            section = line[2:]
            found[-1].section = section
        elif found and line.strip():
            found[-1].lines.append(re.sub(r"\\(.)", r"\1", line.strip()))
    for one in found:
        # A book of tables is a section by itself.
        if one.chapter.startswith("crosstab") or not one.section:
            one.section = one.chapter
    return found


def many_sentences(parts: list[Passage]) -> list[str]:
    """Exhibits with more than three observations."""
    return [f"{one.name}: {len(one.observations)}" for one in parts if len(one.observations) > MOST]


@cache
def _frames() -> list[tuple[int, str, re.Pattern[str]]]:
    """Every frame of a sentence: its own letters, what it is, and the pattern that it makes.

    Those with most letters come first, of equal ones those with most signs between them: a gap of
    the one may hold what the other says itself.
    """
    found = []
    for path in sorted([*SOURCE.glob("prose/*.yml"), *SOURCE.glob("chapters/**/*.yml")]):
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))["en"]
        for key, frame in _leaves(tree):
            pieces = [text for text, *_ in Formatter().parse(frame)]
            own = sum(letter.isalpha() for text in pieces for letter in text)
            gaps = sum(name is not None for _, name, *_ in Formatter().parse(frame))
            rule = path.parent.name == "prose" and key.rpartition(".")[2] in OPENINGS
            least = OWN_OF_RULES if rule else OWN
            if gaps and own >= least and (rule or path.parent.name != "prose"):
                parsed = Formatter().parse(frame)
                pattern = "".join(
                    re.escape(text) + ("" if name is None else ".*?") for text, name, *_ in parsed
                )
                found.append((own, f"{path.stem}: {key}", re.compile(pattern + r"\.?", re.I)))
    return sorted(found, key=lambda one: (-one[0], -len(one[2].pattern.replace(".*?", ""))))


def _leaves(tree: Any, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, str):
        yield at, tree
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    if not isinstance(tree, str):
        for key, part in pairs:
            yield from _leaves(part, f"{at}.{key}" if at else str(key))


def frame_of(sentence: str) -> str:
    """The frame that a sentence fills, the one with most letters of its own; empty if none."""
    return next((name for _, name, known in _frames() if known.fullmatch(sentence)), "")


def worn_frames(parts: list[Passage]) -> list[str]:
    """Frames that a section uses more than twice; the cards of plans, all alike, are no prose."""
    used = Counter(
        (one.section, frame)
        for one in parts
        if not one.chapter.startswith("plan-")
        for sentence in [*one.lead, *one.observations]
        if (frame := frame_of(sentence))
    )
    return [f"{section}: {frame}: {n}" for (section, frame), n in used.items() if n > USES]


FIGURE = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?%?")
ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b"
)


def _cited(sentence: str) -> set[tuple[str, str]]:
    """Results that a sentence cites: each figure or place with what is named right before it."""
    found = set()
    for match in FIGURE.finditer(sentence):
        before = re.findall(r"“[^”]*”|\b[A-Z][\w&]+(?: & [A-Z]\w+)?", sentence[: match.start()])
        found.add((before[-1] if before else "", match[0]))
    for match in re.finditer(rf"([A-Z][\w& ]*?) \(({ORDINAL.pattern})\b", sentence):
        found.add((match[1], match[2]))
    return found


def told_twice(parts: list[Passage]) -> list[str]:
    """Pairs of sentences of a chapter of which one cites nothing that the other does not."""
    found = []
    by_chapter: dict[str, list[tuple[str, set[tuple[str, str]]]]] = {}
    for one in parts:
        for sentence in [*one.lead, *one.observations]:
            cited = _cited(sentence)
            for other, before in by_chapter.get(one.chapter, []):
                if len(cited & before) and (cited <= before or before <= cited):
                    found.append(f"{one.chapter}: {other} / {sentence}")
            by_chapter.setdefault(one.chapter, []).append((sentence, cited))
    return found


WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
SPELT = re.compile(
    r"\b(?:thir|four|fif|six|seven|eigh|nine)teen\b|\b(?:twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety)(?:-\w+)?\b|\ba hundred\b|\bper cent\b",
    re.I,
)
OUT_OF = re.compile(
    rf"(?<!all but )\b(?:({WORDS})|(\d[\d,]*)) of (?:the |all |its |their )?"
    rf"(?:({WORDS})|(\d[\d,]*))\b(?!%)",
    re.I,
)
# What may stand after a figure that counts nothing: a place on a scale, a score, a date.
PLAIN = (
    "points?|percentage|or|to|and|of|out|over|at|for|in|on|with|after|by|is|against|than|from|would"
    "|where|the|tells"
)
SMALL = re.compile(rf"(?<![\d.,–−+-])\b([2-9]|1[0-2]) (?!(?:{PLAIN})\b)([a-z]{{3,}})")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What is quoted, dated or referred to, and the ranges and thresholds that name a group.
ELSEWHERE = re.compile(
    rf"“[^”]*”|`[^`]*`|\(base[^)]*\)|\d+ (?:{MONTHS})"
    r"|\b(?:Table|Figure|rank|fewer than|at least|with) \d+(?: to \d+)?"
)
# What is counted out of a number in figures is in figures, wherever in the sentence it stands.
COUNTED_OUT = re.compile(r"\b(?:of|among) the (?:1[3-9]|[2-9]\d|\d{3,})\b[^.;]*", re.I)


def numerals(parts: list[Passage]) -> list[str]:
    """Lines with a number that is not written as the house writes numbers."""
    found = []
    for one in parts:
        for line in one.lines:
            if line[0] in "|>" or line.startswith("Picture "):
                continue
            said = ELSEWHERE.sub("", line)
            mixed = [m[0] for m in OUT_OF.finditer(said) if bool(m[1]) != bool(m[3])]
            small = [m[0] for m in SMALL.finditer(COUNTED_OUT.sub("", said))]
            spelt = [m[0] for m in SPELT.finditer(said)]
            found += [f"{one.name}: {fault}: {said}" for fault in [*mixed, *small, *spelt]]
    return found
