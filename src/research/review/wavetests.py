"""Tests of shares in two waves: which changes are more than chance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.statistics.samples.corrections import adjusted
from research.wording.probabilities import probability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["ShareMoved", "share_lines", "shares_tested"]


@dataclass(frozen=True)
class ShareMoved:
    """The change of a share.

    Parameters
    ----------
    name, label : of the later record.
    old, new : percentages.
    bases : answers that each rests on.
    p : probability of so large a difference by chance, for having tested all of them.
    """

    name: str
    label: str
    old: float
    new: float
    bases: tuple[float, float]
    p: float


def shares_tested(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> list[ShareMoved]:
    """Test every share that both ledgers have, with its base, as of independent samples.

    Parameters
    ----------
    old, new : records of the ledger, of the earlier wave and the later.

    Returns
    -------
    Those that can be tested, the surest first; shares that are 0 or 100 in both are left out.

    Notes
    -----
    The z-test of two shares with their pooled variance, adjusted for the number of shares by Holm
    (1979). Bases are taken as unweighted numbers of respondents who were asked once: weights,
    clusters and people who answered both waves are known to the chapters on waves alone.

    Examples
    --------
    >>> def line(value, base):
    ...     return {"name": "a", "label": "A", "unit": "percent", "value": value, "base": base}
    >>> [round(one.p, 4) for one in shares_tested([line(50, 100)], [line(35, 100)])]
    [0.0319]
    """
    before = {record["name"]: record for record in old}
    pairs = [
        (before[record["name"]], record)
        for record in new
        if record["name"] in before and _testable(before[record["name"]]) and _testable(record)
    ]
    raw = [_p(one, other) for one, other in pairs]
    kept = [(pair, p) for pair, p in zip(pairs, raw, strict=True) if not math.isnan(p)]
    if not kept:
        return []
    sure = adjusted([p for _, p in kept], "holm")
    found = [
        ShareMoved(
            other["name"],
            str(other.get("label", "")),
            one["value"],
            other["value"],
            (one["base"], other["base"]),
            float(p),
        )
        for ((one, other), _), p in zip(kept, sure, strict=True)
    ]
    return sorted(found, key=lambda each: (each.p, each.name))


def _testable(record: Mapping[str, Any]) -> bool:
    base = record.get("base")
    return bool(record["unit"] == "percent" and base and base >= 2)


def _p(old: Mapping[str, Any], new: Mapping[str, Any]) -> float:
    a, b, n, m = old["value"] / 100, new["value"] / 100, old["base"], new["base"]
    pooled = (a * n + b * m) / (n + m)
    variance = pooled * (1 - pooled) * (1 / n + 1 / m)
    return math.erfc(abs(a - b) / math.sqrt(2 * variance)) if variance > 0 else math.nan


def share_lines(found: Sequence[ShareMoved], confidence: float = 0.95) -> list[str]:
    """Say which shares changed by more than chance, a line each.

    Parameters
    ----------
    found : as of `shares_tested`.
    confidence : level of the tests.
    """
    sure = [one for one in found if one.p < 1 - confidence]
    head = (
        f"{len(sure)} of {len(found):,} shares changed by more than chance (z-test of two samples, "
        "adjusted by Holm)"
    )
    return [head, *map(_line, sure)] if found else []


def _line(one: ShareMoved) -> str:
    told = f"{one.label} ({one.name})" if one.label else one.name
    bases = f"base {one.bases[0]:g} and {one.bases[1]:g}"
    return f"{told}: {one.old:.1f}% → {one.new:.1f}%, p {_shown(one.p)}, {bases}"


def _shown(p: float) -> str:
    said = probability(p)
    return said if said.startswith("<") else f"= {said}"
