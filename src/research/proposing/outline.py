"""Outlines: the sections that a report of a stranger's file can have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.proposing.loops import Loop
    from research.proposing.proposal import Proposal

__all__ = ["BANNER", "loop_banner", "sections_of"]

BANNER = "profile"
"""The banner that tables are split by."""

_SHOWN = 8
_MOST_ITEMS = 12
_TABLED = ("single", "multi", "scale", "grid", "numeric", "allocation")


def sections_of(proposal: Proposal) -> list[dict[str, Any]]:
    """Give the sections of a first report, only those that the questions can fill.

    Parameters
    ----------
    proposal : what the file holds.
    """
    banner = {"banner": BANNER} if proposal.groups else {}
    opening = [{"notebook": name} for name in ("integrity", "profile", "topline")]
    found: list[dict[str, Any]] = [{"text": "summary"}, *opening]
    body = [*_recommended(proposal, banner), *_ranked(proposal, banner), *_shown(proposal, banner)]
    picked = [draft.name for draft in proposal.of_type("maxdiff")]
    body += [_each("maxdiff", picked, banner)] if picked else []
    quoted = [draft.name for draft in proposal.of_type("open") if draft.keys.get("consent")]
    body += [_each("open", quoted, {})] if quoted else []
    body += [section for loop in proposal.loops for section in _looped(loop)]
    if body:
        found += [{"heading": "What respondents say"}, *body]
    if banner:
        table = {"notebook": "crosstab", "each": {"banner": [BANNER]}, "appendix": True}
        found.append(table)
    found += [_crossed(loop) for loop in proposal.loops if loop_banner(loop)]
    found.append({"notebook": "questionnaire", "appendix": True})
    return found


def loop_banner(loop: Loop) -> str:
    """Give the banner that tables of a loop are split by, its items; empty where they are many.

    Parameters
    ----------
    loop : what is asked of each of several items.
    """
    item = loop.item
    return loop.name if item and 1 < len(item.keys.get("codes", ())) <= _MOST_ITEMS else ""


def _looped(loop: Loop) -> Iterator[dict[str, Any]]:
    banner = loop_banner(loop)
    given = {**({"banner": banner} if banner else {}), "table": loop.name}
    item = loop.item
    for notebook, types in (("nps", ("nps",)), ("ranking", ("ranking",)), ("question", _TABLED)):
        names = [one.name for one in loop.drafts if one.type in types and one is not item]
        if names:
            yield _each(notebook, names[:_SHOWN], given)


def _crossed(loop: Loop) -> dict[str, Any]:
    section = {"notebook": "crosstab", "each": {"banner": [loop_banner(loop)]}}
    return {**section, "parameters": {"table": loop.name}, "appendix": True}


def _recommended(proposal: Proposal, banner: dict[str, str]) -> list[dict[str, Any]]:
    names = [draft.name for draft in proposal.of_type("nps")]
    return [_each("nps", names, banner)] if names else []


def _ranked(proposal: Proposal, banner: dict[str, str]) -> list[dict[str, Any]]:
    names = [draft.name for draft in proposal.of_type("ranking")]
    return [_each("ranking", names, banner)] if names else []


def _shown(proposal: Proposal, banner: dict[str, str]) -> list[dict[str, Any]]:
    """A section each for the first questions that do not say who respondents are."""
    groups = {draft.name for draft in proposal.groups}
    names = [draft.name for draft in proposal.of_type(*_TABLED) if draft.name not in groups]
    return [_each("question", names[:_SHOWN], banner)] if names else []


def _each(notebook: str, names: list[str], parameters: dict[str, str]) -> dict[str, Any]:
    """A notebook, run once for each question."""
    section: dict[str, Any] = {"notebook": notebook, "each": {"question": names}}
    return {**section, "parameters": parameters} if parameters else section
