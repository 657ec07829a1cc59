"""Author texts: placeholders and claims resolved from the ledger, typed digits noticed."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Any

from research.display.claims import conditions, settle, unknown
from research.display.escape import escape
from research.display.filters import FILTERS, apply
from research.errors import Problem
from research.problems.nearest import meant, nearest
from research.problems.spots import spot
from research.wording.dates import DAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["digits", "heavy", "judge", "rehearse", "resolve"]

# Quarto's own short codes open with {{< and are left alone.
_PLACEHOLDER = re.compile(r"\{\{(?!<)([^{}]*)\}\}")
_OPEN = re.compile(r"\{\{(?!<)")
# A line that opens so many lists or quotes within each other, and is no rule across the page.
_DEEPEST = 20
_RULE = r"[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*$"
_NESTED = re.compile(
    rf"^(?!{_RULE})(?:[ \t]*(?:[-*+>]|[0-9]{{1,9}}[.)])){{{_DEEPEST + 1},}}", re.MULTILINE
)
_PARTS = re.compile(r"\s*([\w.-]+)\s*(?:\|\s*([a-z]+)\s*(?:\(\s*([0-9]+)\s*\))?\s*)?")

# Each bracket that stays open doubles the time that pandoc takes for its paragraph.
_OPEN_BRACKETS = 8
_BRACKETS = re.compile(r"(?P<end>\n[ \t]*(?=\n))|\\.|`[^`\n]{,2000}`|[\[\]]", re.DOTALL)

# Where a digit is no result: attributes, targets of links, code, comments, references, numbering.
_NO_PROSE = re.compile(
    # Bounded, so that a row of signs that never close costs no more than its length.
    r"`[^`\n]{,2000}`|<!--(?:(?!<!--).)*?-->|\]\([^)\n]{,2000}\)|\{[^}\n]{,2000}\}"
    r"|<[^>\n]{,2000}>|https?://\S+|@[\w-]+|^[ \t]*\d+[.)](?=\s)|^\|?[ \t:|+=-]+$"
    rf"|{DAYS.pattern}",
    re.DOTALL | re.MULTILINE,
)
_TAG = re.compile(r"\{%(?:(?!%\}).)*%\}", re.DOTALL)
# A digit on a keycap is an emoji.
_DIGITS = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?![\w]|\ufe0f?\u20e3)%?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def resolve(
    text: str,
    file: Path | str,
    records: Mapping[str, Mapping[str, Any]],
    write: Callable[[str], str] = escape,
    *,
    confidence: float = 0.95,
    between: Callable[[str], str] = str,
) -> tuple[str, list[Problem]]:
    """Put the values of the ledger where the text names them, and keep the claims that are true.

    Parameters
    ----------
    text : an author's text with placeholders, ``{{ overall.farming.top3 | percent }}``, and claims
        (`research.display.claims`).
    file : where the text comes from, for the problems.
    records : the ledger by name.
    write : what makes text from the data literal; for Markdown when left out.
    confidence : level of the tests that claims may ask for.
    between : given a text without problems once its claims are settled, its placeholders held by
        marks that no Markdown changes; gives what the values are put into.

    Returns
    -------
    (text, problems)
        The text with every placeholder resolved that can be; a problem for each other one, and for
        each claim that is false or cannot be judged.
    """
    known = None if isinstance(records, _Anything) else records
    values, problems = _values(text, file, records, write)
    settled, faults = settle(_hidden(text), file, known, confidence=confidence, source=text)
    said = settled if problems or faults else between(settled)
    return _shown(said, values), problems + faults


def rehearse(
    text: str,
    file: Path | str,
    records: Mapping[str, Mapping[str, Any]],
    write: Callable[[str], str] = escape,
    *,
    between: Callable[[str], str] = str,
) -> str:
    """Give a text as it would read if its claims held, with names where results are missing.

    Parameters
    ----------
    text : an author's text that `judge` finds no fault with.
    file, records, write, between : as for `resolve`.
    """
    found, _ = _values(text, file, records, write)
    asked = [match[1].partition("|")[0].strip() for match in _PLACEHOLDER.finditer(text)]
    pairs = zip(found, asked, strict=True)
    values = [f"[{name}]" if "{{" in value else value for value, name in pairs]
    said, _ = settle(_hidden(text), file, None, source=text)
    return _shown(between(said), values)


# Values are put in after the claims are judged, so that none of them is taken for a claim.
_HELD = re.compile("\x03([0-9]+)\x03")


def _hidden(text: str) -> str:
    """The text with a number for each placeholder."""
    count = itertools.count()
    return _PLACEHOLDER.sub(lambda _: f"\x03{next(count)}\x03", text.replace("\x03", ""))


def _shown(text: str, values: Sequence[str]) -> str:
    """The text with the values of its placeholders."""
    return _HELD.sub(lambda match: values[int(match[1])], text)


def _values(
    text: str,
    file: Path | str,
    records: Mapping[str, Mapping[str, Any]],
    write: Callable[[str], str],
) -> tuple[list[str], list[Problem]]:
    """Words for each placeholder, in order, and what is wrong with them and with the text."""
    problems: list[Problem] = []

    def put(match: re.Match[str]) -> str:
        where = spot(text, match.start())
        parts = _PARTS.fullmatch(match[1])
        if parts is None:
            what = f"the placeholder '{match[0]}' cannot be read"
            allowed = "{{ name }}, {{ name | filter }} or {{ name | number(1) }}"
            problems.append(Problem(file, what, **where, allowed=allowed))
            return match[0]
        name, chosen, argument = parts[1], parts[2] or "", parts[3] or ""
        fault = _fault(name, chosen, records)
        if fault is not None:
            problems.append(Problem(file, fault[0], **where, allowed=fault[1], hint=fault[2]))
            return match[0]
        record = records[name]
        try:
            words = apply(record, chosen, argument)
            return write(words) if _is_data(record, chosen) else words
        except (ValueError, ArithmeticError) as error:
            what = f"the filter '{chosen}' does not fit '{name}': {error}"
            problems.append(Problem(file, what, **where))
            return match[0]

    values = [put(match) for match in _PLACEHOLDER.finditer(text)]
    return values, [*problems, *_unread(_PLACEHOLDER.sub(_blank, text), file)]


def judge(
    text: str, file: Path | str, known: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Problem]:
    """Find what is wrong with a text whatever the ledger holds: placeholders, claims, nesting.

    Parameters
    ----------
    text : as its author wrote it.
    file : where it comes from.
    known : the ledger of the last build, in which the names of claims are looked up.
    """
    _, problems = resolve(text, file, _Anything())
    if not problems and known is not None:
        problems = unknown(_hidden(text), file, known, source=text)
    return problems


class _Anything(dict[str, Any]):
    """A ledger that knows every name, with a value that fits every filter."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> Any:
        return {"name": name, "value": 1, "unit": "chart", "label": name}


def _unread(text: str, file: Path | str) -> Iterator[Problem]:
    """Find what opens as a placeholder and is none, and what nests without end."""
    for pattern, what, allowed in (
        (_OPEN, "a placeholder opens here and never closes", "{{ name }}"),
        (_NESTED, "too many lists or quotes open within each other", f"{_DEEPEST} at most"),
    ):
        for match in pattern.finditer(text):
            yield Problem(file, what, **spot(text, match.start()), allowed=allowed)
    for start in _brackets(text):
        what, allowed = (
            "too many brackets open here and stay open",
            f"{_OPEN_BRACKETS} in a paragraph",
        )
        hint = "close them, or write \\["
        yield Problem(file, what, **spot(text, start), allowed=allowed, hint=hint)


def heavy(text: str) -> bool:
    """Tell whether a text nests so deep that pandoc, which reads it later, would take very long.

    Parameters
    ----------
    text : as its author wrote it.
    """
    return bool(_NESTED.search(text)) or any(True for _ in _brackets(text))


def _brackets(text: str) -> Iterator[int]:
    """Give the places at which a paragraph opens one bracket too many."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        if match["end"]:
            depth = 0
        elif match[0] == "[":
            depth += 1
            if depth == _OPEN_BRACKETS + 1:
                yield match.start()
        elif match[0] == "]":
            depth = max(depth - 1, 0)


def _blank(match: re.Match[str]) -> str:
    """Give the lines of a match without what stands on them."""
    return re.sub(r"[^\n]", " ", match[0])


def _is_data(record: Mapping[str, Any], chosen: str) -> bool:
    """Tell whether a value is text from the data, which no filter made."""
    return chosen == "label" or (isinstance(record["value"], str) and record["unit"] != "chart")


def _fault(
    name: str, chosen: str, records: Mapping[str, Mapping[str, Any]]
) -> tuple[str, str, str] | None:
    if name not in records:
        near = nearest(name, records, count=3, likeness=0.5)
        hint = f"nearest names: {', '.join(near)}" if near else ""
        return f"no result is called '{name}'", "", hint or "`research results` lists the names"
    if chosen and chosen not in FILTERS:
        known = ", ".join(sorted(FILTERS))
        return f"no filter is called '{chosen}'", known, meant(chosen, FILTERS)
    return None


def digits(text: str, file: Path | str, allowed: Collection[str] = ()) -> list[Problem]:
    """Notice figures that an author typed where a placeholder should stand.

    Years, numbered lists, links, code and attributes are no results, and a claim vouches for the
    figures that it compares; `allowed` names the rest.

    Parameters
    ----------
    text : the text as its author wrote it.
    file : where it comes from.
    allowed : figures as they stand in the text ("12", "95%").
    """
    claims = conditions(text)
    prose = _NO_PROSE.sub(_blank, _TAG.sub(_blank, _PLACEHOLDER.sub(_blank, text)))
    problems = []
    for match in _DIGITS.finditer(prose):
        figure = match[0]
        if _YEAR.fullmatch(figure) or figure in allowed or figure.rstrip("%") in allowed:
            continue
        if any(
            start <= match.start() < end and figure.rstrip("%") in _DIGITS.findall(said)
            for start, end, said in claims
        ):
            continue
        what = f"the figure {figure} is typed by hand"
        hint = "use a placeholder, or name it in report.digits"
        problems.append(Problem(file, what, **spot(prose, match.start()), hint=hint))
    return problems
