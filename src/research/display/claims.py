"""Claims of author texts: words that stand only where the results bear them out.

``{% claim overall.farming.rank == 1 %}Farming leads.{% else %}…{% endclaim %}`` prints what the
ledger supports; a false claim with nothing else to say stops the build. The language is Jinja's,
sandboxed and cut down to what a claim needs: names of results, numbers, text, comparisons, sums,
``and``, ``or``, ``not`` and the tests of `research.display.claim_tests`. There are no loops, no
filters and no loaders, so that a text costs no more than its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from jinja2 import TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

from research.display.claim_tests import SIGNATURES, TESTS, Misused, Results, tested
from research.errors import Problem
from research.problems.nearest import meant, nearest
from research.problems.spots import spot
from research.problems.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from jinja2 import Template
    from jinja2.parser import Parser

    from research.problems.spots import Spot

__all__ = ["conditions", "settle", "unknown", "words"]

LONGEST = 1_000_000
"""Characters of a text with claims, and so a bound on the time that it takes."""
LARGEST = 100
"""Names, numbers and signs of one claim."""

_TAG = re.compile(r"\{%[-+]?\s*(\w*)")
_ANY = re.compile(r"\{%(?:(?!%\}).)*%\}", re.DOTALL)
_SAID = re.compile(r"\{%[-+]?\s*claim\b((?:(?!%\}).)*?)[-+]?%\}", re.DOTALL)
_BLOCK = re.compile(r"\{%[-+]?\s*claim\b((?:(?!%\}).)*)%\}(.*?)\{%[-+]?\s*endclaim", re.DOTALL)
# A tag alone on its line takes the line with it; the mark tells where, and keeps the lines' count.
_ALONE = re.compile(r"^[ \t]*(\{%(?:(?!%\}).)*%\})[ \t]*\n", re.DOTALL | re.MULTILINE)
_MARK = "\x01\n"
_SIGNS = (
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Add,
    nodes.Sub, nodes.Const, nodes.Name, nodes.Getattr, nodes.Call,
)  # fmt: skip
_FORM = "{% claim … %} … {% else %} … {% endclaim %}"
_PARTS = (
    "names of results, numbers, text in quotes, == != < <= > >=, + -, and, or, not, "
    f"{', '.join(SIGNATURES.values())}"
)


def conditions(text: str) -> list[tuple[int, int, str]]:
    """Where the words of each claim begin and end in a text, and what the claim says."""
    return [(match.start(2), match.end(2), match[1]) for match in _BLOCK.finditer(text)]


def words(text: str) -> str:
    """Give all the words of a text, whichever of its claims are true."""
    return _ANY.sub("", text)


def settle(
    text: str,
    file: Path | str,
    records: Mapping[str, Mapping[str, Any]] | None,
    *,
    confidence: float = 0.95,
    source: str = "",
) -> tuple[str, list[Problem]]:
    """Keep the words whose claims are true.

    Parameters
    ----------
    text : an author's text.
    file : where it comes from, for the problems.
    records : the ledger by name; None judges the tags alone.
    confidence : level of the tests, between 0 and 1.
    source : as the lines and columns of the file are counted, where the text is not all of it.

    Returns
    -------
    (text, problems)
        The text without tags; a problem for each claim that cannot be read, names what the ledger
        lacks, or is false and has no ``else``. With problems the text is as it came.
    """
    if "{%" not in text:
        return text, []
    results = None if records is None else Results(records, confidence)
    template, judge = _parsed(text, file, results, source or text)
    found = template.render().replace(_MARK, "") if template else text
    return (text, judge.problems) if judge.problems else (found, [])


def unknown(
    text: str, file: Path | str, records: Mapping[str, Mapping[str, Any]], *, source: str = ""
) -> list[Problem]:
    """Find what is wrong with the claims of a text whatever the values: form, and names.

    Parameters
    ----------
    text, file, source : as for `settle`.
    records : a ledger that has the names, of an earlier build perhaps.
    """
    if "{%" not in text:
        return []
    return _parsed(text, file, Results(records), source or text)[1].problems


def _parsed(
    text: str, file: Path | str, results: Results | None, source: str
) -> tuple[Template | None, _Judge]:
    """The claims of a text, read; no template where they cannot be judged."""
    judge = _Judge(file, results, source, _foreign(source, file))
    if len(text) > LONGEST:
        what = f"a text with claims is too long, with {len(text)} characters"
        judge.problems = [Problem(file, what, allowed=f"{LONGEST} at most", hint="divide it")]
    template = None
    try:
        if not judge.problems:
            template = _environment(judge).from_string(_ALONE.sub(rf"\1{_MARK}", text))
    except TemplateSyntaxError as error:
        whole = _unreadable(file, error, _tag_on(source, error.lineno))
        judge.problems = list(_unread(source, file)) or [whole]
    except RecursionError:
        judge.problems.append(Problem(file, "claims nest too deeply", allowed=_FORM))
    return (None if judge.problems else template), judge


def _foreign(text: str, file: Path | str) -> list[Problem]:
    """Find tags that are none of a claim's."""
    return [
        Problem(
            file,
            f"texts have no tag '{match[1]}'",
            **spot(text, match.start()),
            allowed=_FORM,
        )
        for match in _TAG.finditer(text)
        if match[1] not in ("claim", "else", "endclaim")
    ]


def _unread(text: str, file: Path | str) -> Iterator[Problem]:
    """Find claims that cannot be read, each by itself: one does not hide the next."""
    for match in _SAID.finditer(text):
        alone = f"{{% claim {match[1]} %}}{{% endclaim %}}"
        try:
            _environment(_Judge(file, None, alone)).parse(alone)
        except TemplateSyntaxError as error:
            yield _unreadable(file, error, spot(text, match.start()))


def _unreadable(file: Path | str, error: TemplateSyntaxError, where: Spot) -> Problem:
    what = f"a claim cannot be read: {(error.message or 'it has no end').rstrip('.')}"
    return Problem(file, what, **where, allowed=_FORM)


def _tag_on(text: str, row: int) -> Spot:
    """Give the spot of the first tag of a line."""
    line = text.splitlines()[row - 1] if row <= text.count("\n") + 1 else ""
    return {"row": row, "place": line.find("{%") + 1 or 1}


def _environment(judge: _Judge) -> ImmutableSandboxedEnvironment:
    """Give Jinja the one tag, and nothing that a claim could call or load."""
    never = {
        f"{part}_{end}_string": f"\x02{part}{end}"
        for part in ("variable", "comment")
        for end in ("start", "end")
    }
    environment = ImmutableSandboxedEnvironment(
        extensions=[_Claims], keep_trailing_newline=True, cache_size=0, **never
    )
    environment.globals = {_JUDGE: judge}
    return environment


_JUDGE = "judge"
_PLAIN = nodes.EvalContext(ImmutableSandboxedEnvironment())


@dataclass
class _Judge:
    """Every claim of a text, read when it is met and judged when its words are asked for."""

    file: Path | str
    results: Results | None
    source: str
    problems: list[Problem] = field(default_factory=list)
    asked: dict[int, tuple[nodes.Expr, bool]] = field(default_factory=dict)
    begun: int = 0

    @cached_property
    def claims(self) -> list[re.Match[str]]:
        """The tags of the claims, in the order in which they begin."""
        return [*_SAID.finditer(self.source)]

    def begin(self) -> int:
        """Give a claim its number, before those within it."""
        self.begun += 1
        return self.begun - 1

    def read(self, number: int, asked: nodes.Expr, *, otherwise: bool) -> None:
        """Take a claim up; what is wrong with it whatever its value becomes a problem."""
        if unfit := _unfit(asked):
            self.problems.append(Problem(self.file, unfit, **self._where(number), allowed=_PARTS))
        elif self.results is not None:
            self._known(asked, number)
        self.asked[number] = (asked, otherwise)

    def __call__(self, number: int) -> bool:
        """Judge a claim."""
        asked, otherwise = self.asked[number]
        if self.results is None:
            return True
        seen: dict[str, Any] = {}
        said = self._said(number)
        try:
            value = _value(asked, self.results, seen)
        except (Misused, nodes.Impossible) as error:
            reason = str(error) or "its parts cannot be compared"
            self._report(f"the claim '{said}' has no value: {reason}", number, seen)
            return True
        if not isinstance(value, bool):
            self._report(f"'{said}' is no claim, but a value", number, seen)
        elif not value and not otherwise:
            self._report(f"the claim '{said}' is false", number, seen)
        return bool(value)

    def _known(self, asked: nodes.Expr, number: int) -> None:
        """Look for names that the ledger lacks, in claims that no words will ask for too."""
        for name in _names(asked):
            if self.results is not None and name not in self.results.records:
                near = nearest(name, self.results.records, count=3, likeness=0.5)
                hint = f"nearest names: {', '.join(near)}" if near else ""
                what = f"no result is called '{name}'"
                hint = hint or "`research results` finds the names"
                self.problems.append(
                    Problem(self.file, what, **self._where(number, name), hint=hint)
                )

    def _report(self, what: str, number: int, seen: Mapping[str, Any]) -> None:
        values = ", ".join(f"{name} is {shown(value)}" for name, value in seen.items())
        hint = "correct the words, or say after {% else %} what holds instead"
        what = f"{what}: {values}" if values else what
        self.problems.append(Problem(self.file, what, **self._where(number), hint=hint))

    def _said(self, number: int) -> str:
        return " ".join(self.claims[number][1].split())

    def _where(self, number: int, name: str = "") -> Spot:
        """Give the spot of a claim, or of a name in it where it stands as it is called."""
        tag = self.claims[number]
        named = self.source.find(name, *tag.span(1)) if name else -1
        return spot(self.source, named if named >= 0 else tag.start())


class _Claims(Extension):
    """The one tag that texts may use."""

    tags = {"claim"}  # noqa: RUF012 - as the base class has it

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn a claim into a choice between what it says and what stands after ``else``."""
        judge = cast("_Judge", self.environment.globals[_JUDGE])
        place, row = judge.begin(), next(parser.stream).lineno
        asked = parser.parse_expression()
        body = parser.parse_statements(("name:else", "name:endclaim"))
        other: list[nodes.Node] = []
        otherwise = next(parser.stream).value == "else"
        if otherwise:
            other = parser.parse_statements(("name:endclaim",), drop_needle=True)
        judge.read(place, asked, otherwise=otherwise)
        call = nodes.Call(nodes.Name(_JUDGE, "load"), [nodes.Const(place)], [], None, None)
        return nodes.If(call, body, [], other).set_lineno(row)


def _dotted(node: nodes.Node) -> str:
    """The name that attributes of a name spell; empty where they belong to something else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (before := _dotted(node.node)):
        return f"{before}.{node.attr}"
    return ""


def _names(node: nodes.Node) -> list[str]:
    """Names of results that a claim asks for."""
    if isinstance(node, nodes.Call):
        return []
    if name := _dotted(node):
        return [name]
    return [name for child in node.iter_child_nodes() for name in _names(child)]


def _value(asked: nodes.Expr, results: Results, seen: dict[str, Any]) -> Any:
    """Value of a claim, with what it saw on the way."""
    return _settled(asked, results, seen).as_const(_PLAIN)


def _settled(node: Any, results: Results, seen: dict[str, Any]) -> Any:
    """The claim with a value in the place of every name and every test."""
    if isinstance(node, nodes.Call):
        return nodes.Const(_tested(node, results, seen))
    if name := _dotted(node):
        seen[name] = results.value(name)
        return nodes.Const(seen[name])
    for place, child in node.iter_fields():
        if isinstance(child, list):
            setattr(node, place, [_settled(one, results, seen) for one in child])
        elif isinstance(child, nodes.Node):
            setattr(node, place, _settled(child, results, seen))
    return node


def _tested(call: nodes.Call, results: Results, seen: dict[str, Any]) -> bool | float | str:
    """Answer of a test, with what it saw."""
    found, saw = tested(results, _dotted(call.node), [one.value for one in _words(call)])
    seen.update(saw)
    return found


def _words(call: nodes.Call) -> list[nodes.Const]:
    """What stands in the brackets of a test: texts in quotes."""
    return [one for one in call.args if isinstance(one, nodes.Const) and isinstance(one.value, str)]


def _unfit(asked: nodes.Expr) -> str:
    """What a claim holds that no claim may; empty where there is nothing."""
    parts = [asked, *asked.find_all(nodes.Node)]
    for part in parts:
        if not isinstance(part, _SIGNS):
            return f"a claim knows no {type(part).__name__.lower()}"
        if isinstance(part, nodes.Getattr) and not _dotted(part):
            return "a claim asks nothing of a value"
    for call in (part for part in parts if isinstance(part, nodes.Call)):
        name = _dotted(call.node)
        if name not in TESTS:
            return f"there is no test '{name}' {meant(name, TESTS)}".rstrip()
        if call.kwargs or call.dyn_args or call.dyn_kwargs or len(_words(call)) < len(call.args):
            return f"{name} takes text in quotes alone"
    return "" if len(parts) <= LARGEST else f"a claim has more than {LARGEST} parts"
