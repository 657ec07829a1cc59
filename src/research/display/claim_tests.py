"""Tests that claims of author texts may use, over the results of the ledger."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.problems.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["SIGNATURES", "TESTS", "Misused", "Results", "tested"]


class Misused(Exception):  # noqa: N818 - told to authors, as the reason why a claim has no value
    """A claim asks for something that the results cannot tell."""


@dataclass
class Results:
    """The ledger as claims ask it.

    Parameters
    ----------
    records : the ledger by name.
    confidence : one less the risk of a false alarm of the tests.
    """

    records: Mapping[str, Mapping[str, Any]]
    confidence: float = 0.95

    def value(self, name: str) -> float | str:
        """Value of a result: a number, or text; a rank is a number whether shared or not.

        Raises
        ------
        Misused
            No result has the name, or it is a chart.
        """
        record = self.records.get(name)
        if record is None:
            near = nearest(name, self.records, count=3, likeness=0.5)
            msg = f"no result is called '{name}'"
            raise Misused(f"{msg}; nearest names: {', '.join(near)}" if near else msg)
        value = record["value"]
        if record["unit"] == "rank" and isinstance(value, str):
            value = value.rstrip("=")
            return int(value) if value.isdecimal() else value
        if record["unit"] == "chart" or isinstance(value, bool):
            msg = f"'{name}' is a chart, and no number or text"
            raise Misused(msg)
        found: float | str = value
        return found

    def alike(self, pattern: str) -> dict[str, float]:
        """Numbers of all results whose names fit a pattern with one star, by what stands for it.

        The star stands for a word or for several with dots between them.
        """
        if pattern.count("*") != 1:
            msg = f"'{pattern}' needs one star, as in 'overall.*.first'"
            raise Misused(msg)
        fits = re.compile(re.escape(pattern).replace(r"\*", r"([\w.-]+)"))
        found = {}
        for name in self.records:
            match = fits.fullmatch(name)
            value = self.value(name) if match else ""
            if match and not isinstance(value, str):
                found[match[1]] = value
        if not found:
            msg = f"no result is called like '{pattern}'"
            raise Misused(msg)
        return found


Answer = tuple["bool | float | str", "dict[str, Any]"]


def differs(results: Results, breakdown: str, theme: str = "") -> Answer:
    """Whether groups differ by more than chance, over all themes or in the rank of one."""
    name = ".".join(filter(None, ("omnibus", breakdown, theme, "p_adjusted")))
    p = results.value(name)
    return not isinstance(p, str) and p <= 1 - results.confidence + 1e-12, {name: p}


def highest(results: Results, pattern: str, key: str) -> Answer:
    """Whether a result is above all others that are called alike."""
    return _edge(results, pattern, key, 1)


def lowest(results: Results, pattern: str, key: str) -> Answer:
    """Whether a result is below all others that are called alike."""
    return _edge(results, pattern, key, -1)


def value(results: Results, name: str) -> Answer:
    """Value of a result whose name holds a dash."""
    found = results.value(name)
    return found, {name: found}


def _edge(results: Results, pattern: str, key: str, sign: int) -> Answer:
    found = results.alike(pattern)
    if key not in found:
        msg = f"no result is called '{pattern.replace('*', key)}'"
        raise Misused(msg)
    if len(found) < 2:
        msg = f"'{pattern}' has nothing to compare '{key}' with"
        raise Misused(msg)
    own = found.pop(key)
    rival = max(found, key=lambda one: sign * found[one])
    seen = {pattern.replace("*", key): own, pattern.replace("*", rival): found[rival]}
    return sign * own > sign * found[rival], seen


TESTS: dict[str, Callable[..., Answer]] = {
    "differs": differs,
    "highest": highest,
    "lowest": lowest,
    "value": value,
}
SIGNATURES: dict[str, str] = {
    "differs": 'differs("breakdown") or differs("breakdown", "theme")',
    "highest": 'highest("overall.*.first", "key")',
    "lowest": 'lowest("overall.*.first", "key")',
    "value": 'value("name")',
}


def tested(results: Results, name: str, words: list[str]) -> Answer:
    """Answer of a test.

    Raises
    ------
    Misused
        When it is given too few or too many words, or asks for what the ledger lacks.
    """
    try:
        inspect.signature(TESTS[name]).bind(results, *words)
    except TypeError:
        msg = f"{name} is asked as {SIGNATURES[name]}"
        raise Misused(msg) from None
    return TESTS[name](results, *words)
