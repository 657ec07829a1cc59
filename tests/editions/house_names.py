"""One name for a group, and one rule for names of themes, held against a report as it reads.

A group is what a single question's codes part respondents, accounts or firms into. Its name is the
text of the code, in heads, rows, charts and sentences alike; a ``phrase`` gives it grammar. What
looks like such a name and is not it is found: another joint (``&`` for *and*), an abbreviation, a
part left out. Two declared names may be alike only where the glossary says what one of them means.

A theme's full name stands in headings, captions and tables; in running sentences stands its short
name, and both where the one is told by the other.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from house import Passage

__all__ = ["Group", "alike_names", "full_names", "groups_of", "other_names", "themes_of"]

# A joint of a name, as it may stand between two of its words.
JOINTS = {"", " ", " & ", "&", " and ", " and the ", "/", " / ", " or ", "-"}
WORD = re.compile(r"\w[\w,]*\w|\w")
LIGHT = {"and", "the", "or", "of", "in"}
# Letters that two words share before they are one word with two endings: finance, financial.
STEM = 6


class Group(NamedTuple):
    """What a group is called.

    Parameters
    ----------
    name : as tables and charts print it.
    phrase : within a sentence, with its preposition; empty where none is declared.
    band : whether it is a band of numbers: such are alike by nature.
    """

    name: str
    phrase: str = ""
    band: bool = False

    def allows(self, said: str) -> bool:
        """Whether what is said is the name, alone or as the phrase has it."""
        plain = said.casefold()
        return plain == self.name.casefold() or f" {plain}" in f" {self.phrase.casefold()}"


def groups_of(content: dict[str, Any]) -> list[Group]:
    """All groups that a parameter file declares, each name once; themes are none."""
    found: dict[str, Group] = {}
    themes = themes_of(content)
    for question in _questions(content):
        codes = question.get("codes", {})
        pairs = codes.items() if isinstance(codes, dict) else ((None, code) for code in codes)
        for cell, code in pairs if question.get("type") == "single" else ():
            told = code if isinstance(code, dict) else {"text": code}
            name = str(told.get("text", cell))
            if name in themes:
                continue
            found.setdefault(name, Group(name, str(told.get("phrase", ""))))
        for band in question.get("bands", {}):
            found.setdefault(str(band), Group(str(band), band=True))
    return list(found.values())


def themes_of(content: dict[str, Any]) -> dict[str, str]:
    """Short name by full name of the themes that an edition ranks, of those that have one."""
    asked = content.get("themes", {}).get("question")
    rows = next((one["rows"] for one in _questions(content) if one["name"] == asked), {})
    return {row["text"]: row["short"] for row in rows.values() if row.get("short")}


def _questions(content: Any) -> Iterator[dict[str, Any]]:
    if isinstance(content, dict):
        for key, part in content.items():
            if key == "questions" and isinstance(part, list):
                yield from (one for one in part if isinstance(one, dict))
            yield from _questions(part)


def _words(text: str) -> list[str]:
    return [word for word in WORD.findall(text.casefold()) if word not in LIGHT]


def _stands_for(said: str, word: str) -> bool:
    """Whether a word is another, its abbreviation, or has another ending."""
    if said == word:
        return True
    if len(said) < 2 or said[:2] != word[:2] or said.isdigit():
        return False
    if said[:STEM] == word[:STEM] and len(said) >= STEM:
        return True
    left = iter(word)
    return len(said) < len(word) and all(letter in left for letter in said)


def _fits(said: list[str], name: list[str], skips: tuple[int, ...] = (0,)) -> bool:
    """Whether words stand for a name: each for one of its words, or for several by initials.

    A word between others may be left out; the first and the last may not.
    """
    if not said or not name:
        return not said and not name
    for skip in skips:
        rest = name[skip:]
        if rest and _stands_for(said[0], rest[0]) and _fits(said[1:], rest[1:], (0, 1)):
            return True
        initials = "".join(word[0] for word in rest[: len(said[0])])
        short = len(said[0]) > 1 and said[0] == initials
        if short and _fits(said[1:], rest[len(said[0]) :], (0, 1)):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    """Whether a name could be taken for another: it stands for it, or is the end of it."""
    said, name = _words(one), _words(other)
    return len(said) > 1 and (_fits(said, name) or name[-len(said) :] == said)


def alike_names(content: dict[str, Any]) -> list[str]:
    """Pairs of declared names that look like one, where no glossary tells them apart."""
    defined = {str(term.get("term")) for term in content.get("glossary", [])}
    names = [group.name for group in groups_of(content) if not group.band]
    return [
        f"{one} / {other}"
        for one, other in combinations(names, 2)
        if (_alike(one, other) or _alike(other, one)) and not {one, other} & defined
    ]


def other_names(parts: list[Passage], groups: list[Group]) -> list[str]:
    """Places that call a group by another name than the declared one."""
    several = [
        (group, words)
        for group in groups
        if len(words := _words(group.name)) > 1 and not group.name[0].islower()
    ]
    found = []
    for one in parts:
        for line in one.lines:
            # Under a quotation stands what its author wrote of their sector.
            if not (line.startswith(">") and one.kind == "passage"):
                told = (
                    f"{said} for {group.name}" for said, group in _called(line, several, groups)
                )
                found += [f"{one.name}: {fault}" for fault in told]
    return found


def _called(
    line: str, several: list[tuple[Group, list[str]]], groups: list[Group]
) -> Iterator[tuple[str, Group]]:
    words = list(WORD.finditer(line))
    for first, start in enumerate(words):
        own = start[0].casefold()
        for group, name in several if not start[0][0].islower() else ():
            if not any(_stands_for(own, word) for word in name[:2]):
                continue
            for run in _runs(line, words[first:], len(name)):
                said = line[run[0].start() : run[-1].end()]
                tokens = _words(said)
                if len(tokens) > 1 and _fits(tokens, name):
                    if not any(each.allows(said) for each in groups):
                        yield said, group
                    break


def _runs(line: str, words: list[re.Match[str]], most: int) -> Iterator[list[re.Match[str]]]:
    """Words of a line that hang together by the joints of names, the longest run first."""
    run, heavy = words[:1], 1
    runs = []
    for word in words[1:]:
        if heavy == most or line[run[-1].end() : word.start()] not in JOINTS | {" the "}:
            break
        run = [*run, word]
        light = word[0].casefold() in LIGHT
        heavy += not light
        if not light:
            runs.append(run)
    return reversed(runs)


def full_names(parts: list[Passage], themes: dict[str, str]) -> list[str]:
    """Running sentences with a theme's full name and without its short one.

    Parameters
    ----------
    parts : of the report.
    themes : short name by full name, of themes that have one.
    """
    return [
        f"{one.name}: {name}"
        for one in parts
        if one.kind in ("passage", "text")
        for line in one.lines
        if line[0] not in "#|>" and not line.startswith("**")
        for name, short in themes.items()
        if name in line and not re.search(rf"\b{re.escape(short)}(?=\W|$)", line.replace(name, ""))
    ]
