"""Contradictions: claims printed elsewhere that the data do not bear out, named in sentences.

A publication prints one number in two tables, or its text says what its tables do not. Each printed
claim is held against the data; where they disagree, a sentence sets beside each other what was
printed and what is computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.errors import StatisticsError
from research.prose.claims import OVERALL
from research.prose.kinds import KINDS, holds, read_claim
from research.prose.observation import Observation
from research.prose.share_view import box
from research.prose.wordings import OPENINGS
from research.wording.figures import figure, plain
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.numbers import number
from research.wording.ordinals import ordinal
from research.wording.plurals import counted
from research.wording.sentences import sentence
from research.wording.shares import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from research.prose.claims import Claim
    from research.prose.evidence import Evidence, Standings
    from research.prose.names import Names

__all__ = ["PublishedClaim", "contradictions", "read_claims", "verdict"]

_SAY = Frames(__file__)


@dataclass(frozen=True)
class PublishedClaim:
    """What a publication says, and where.

    Parameters
    ----------
    place : subject of the sentence: "Table 19", "the text".
    prints : what it says there, as the verb and the rest of that sentence.
    claim : the same for the machine.
    """

    place: str
    prints: str
    claim: Claim


def read_claims(entries: Iterable[Mapping[str, Any]]) -> list[PublishedClaim]:
    """Published claims from mappings with ``place``, ``prints`` and ``claim``.

    Raises
    ------
    StatisticsError
        An entry lacks one of the three, or its claim is malformed.
    """
    claims = []
    for position, entry in enumerate(entries, start=1):
        missing = [key for key in ("place", "prints", "claim") if key not in entry]
        if missing:
            msg = f"published claim {position} lacks {', '.join(missing)}; add it"
            raise StatisticsError(msg)
        place, prints = str(entry["place"]), str(entry["prints"])
        claims.append(PublishedClaim(place, prints, read_claim(entry["claim"])))
    return claims


def contradictions(
    published: Iterable[PublishedClaim], evidence: Evidence, names: Names
) -> list[Observation]:
    """Name the published claims that the data do not bear out.

    Parameters
    ----------
    published : the claims as printed.
    evidence : all frames that the claims are about.
    names : what themes and groups are called.

    Returns
    -------
    list of Observation
        One a contradiction, in the order of the claims; each carries the claim that fails.
    """
    return [
        _contradiction(one, evidence, names) for one in published if not holds(one.claim, evidence)
    ]


def verdict(published: Sequence[PublishedClaim], found: Sequence[Observation]) -> str:
    """Say how many published claims were held against the data and how many fail.

    Parameters
    ----------
    published : all claims checked.
    found : the contradictions among them.
    """
    checked, wrong = counted(len(published), _SAY("verdict.claim")), len(found)
    if not found:
        return sentence(_SAY("verdict.none", claims=checked))
    return sentence(_SAY.form("verdict.some", many=wrong > 1, claims=checked, count=number(wrong)))


def _contradiction(one: PublishedClaim, evidence: Evidence, names: Names) -> Observation:
    computed = _computed(one.claim, evidence, names)
    told = sentence(_SAY("beside", place=one.place, prints=one.prints, computed=computed))
    about = one.claim.themes[0] if one.claim.themes else (one.claim.groups or (OVERALL,))[0]
    return Observation("contradiction", about, (told,) * len(OPENINGS), 1, (one.claim,))


def _computed(claim: Claim, evidence: Evidence, names: Names) -> str:
    """What the data say about a claim that fails."""
    source = KINDS[claim.kind][0]
    if source == "standings" and evidence.standings is not None and claim.themes:
        return _TOLD.get(claim.kind, _ranks)(claim, evidence.standings, names)
    if source == "distribution" and evidence.distribution is not None and claim.themes:
        data = evidence.distribution
        count, base = data.count(claim.theme, claim.measure or "first"), data.bases[claim.theme]
        return _SAY(
            "computed.share",
            share=percent(count, base),
            count=plain(count),
            base=plain(base),
            theme=names.theme(claim.theme),
            where=box(claim.measure or "first"),
        )
    if source == "benchmark" and evidence.benchmark is not None and claim.themes:
        scores = evidence.benchmark.scores[claim.theme]
        told = [
            _SAY(
                "computed.score",
                score=figure(scores[group].value(claim.measure)),
                where=_where(group, names),
            )
            for group in claim.groups or (OVERALL,)
        ]
        return _SAY("computed.scores", scores=series(told), theme=names.theme(claim.theme))
    if source == "together" and evidence.together is not None:
        first, second = claim.themes
        count, base = evidence.together[first, second, claim.measure]
        return _SAY("computed.together", count=count, base=base)
    return _SAY("computed.not")


def _where(group: str, names: Names) -> str:
    return _SAY("computed.overall") if group == OVERALL else names.group(group).text


def _ranks(claim: Claim, data: Standings, names: Names) -> str:
    """The ranks of the claim's themes in its groups, with the overall rank where it matters."""
    groups = [group for group in claim.groups or data.members(claim.breakdown) if group != OVERALL]
    told = []
    for theme in claim.themes:
        beside = claim.kind in ("gains", "moved", "steady", "half") or not groups
        ranks = [
            _rank(theme, group, data, names) for group in [*groups, *([OVERALL] if beside else [])]
        ]
        told.append(_SAY("computed.theme", theme=names.theme(theme), ranks=series(ranks)))
    return _SAY("computed.ranks", themes=_apart(told))


def _apart(told: Sequence[str]) -> str:
    """Statements in a row, parted so that the lists inside them stay whole."""
    parted = any(" and " in one for one in told)
    return "; ".join(told) if parted else series(told)


def _differing(claim: Claim, data: Standings, names: Names) -> str:
    """Just those of many printed ranks that the data give otherwise."""
    groups = claim.groups if claim.kind == "row" else claim.groups * len(claim.themes)
    themes = claim.themes if claim.kind == "column" else claim.themes * len(claim.groups)
    found = [
        (theme, group)
        for theme, group, value in zip(themes, groups, claim.values, strict=True)
        if data.rank(theme, group) != value
    ]
    return _listed(found, data, names)


def _rank(theme: str, group: str, data: Standings, names: Names) -> str:
    return _SAY("computed.rank", rank=ordinal(data.rank(theme, group)), where=_where(group, names))


def _listed(found: Iterable[tuple[str, str]], data: Standings, names: Names) -> str:
    """Themes with their ranks in one group each."""
    told = [
        _SAY("computed.theme", theme=names.theme(theme), ranks=_rank(theme, group, data, names))
        for theme, group in found
    ]
    return _SAY("computed.ranks", themes=series(told))


def _shared(claim: Claim, data: Standings, names: Names) -> str:
    """The ranks that themes share in the groups of the claim."""
    found = dict.fromkeys(
        (data.sharing(theme, group), group)
        for group in claim.groups
        for theme in claim.themes
        if len(data.sharing(theme, group)) > 1
    )
    told = (
        _SAY(
            "computed.shared one",
            themes=names.listed(themes),
            rank=ordinal(data.rank(themes[0], group)),
            where=_where(group, names),
        )
        for themes, group in found
    )
    return _SAY("computed.shared", themes="; ".join(told))


def _left_out(claim: Claim, data: Standings, names: Names) -> str:
    """Where themes of the overall top fall out of it, and which take their places."""
    groups = claim.groups or data.members(claim.breakdown)
    moved = [
        (theme, group)
        for group in groups
        for theme, overall in data.overall.items()
        if (overall <= claim.value) is not (data.rank(theme, group) <= claim.value)
    ]
    return _listed(moved, data, names) if moved else _SAY("computed.not")


def _meant(claim: Claim, _: Standings, names: Names) -> str:
    return _SAY("computed.meant", theme=names.theme(claim.theme))


def _spreads(claim: Claim, data: Standings, names: Names) -> str:
    """The themes that spread as widely as the claim's or more, the widest first."""
    spreads = {theme: data.spread(theme, claim.breakdown) for theme in data.overall}
    own = spreads[claim.theme]
    wider = sorted((t for t in spreads if spreads[t] > own), key=lambda theme: -spreads[theme])
    listed = [*wider[: max(3, int(claim.value))], claim.theme]
    told = series(
        _SAY(
            "computed.spread.later" if n else "computed.spread.first",
            theme=names.theme(theme),
            places=counted(spreads[theme], _SAY("computed.place")),
        )
        for n, theme in enumerate(listed)
    )
    if not claim.breakdown:
        return _SAY("computed.spreads", themes=told)
    many = names.breakdown(claim.breakdown).many
    return _SAY("computed.spreads over", themes=told, many=many)


_TOLD: dict[str, Callable[[Claim, Standings, Names], str]] = {
    "spread": _spreads,
    "row": _differing,
    "column": _differing,
    "untied": _shared,
    "keeps": _left_out,
    "names": _meant,
}
