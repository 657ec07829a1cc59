"""What was found in a stranger's file, for a person to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from research.wording.plurals import numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from research.proposing.draft import Draft
    from research.proposing.proposal import Proposal

__all__ = ["found", "notes"]

_MOST = 40
_COLUMNS = 3


def found(proposal: Proposal) -> Iterator[RenderableType]:
    """Give what a terminal shows of a proposal: the file, who answered, the questions.

    Parameters
    ----------
    proposal : what the file seems to hold.
    """
    kind = proposal.dialect.platform or proposal.path.suffix.lstrip(".")
    size = f"{numbered(proposal.rows, 'row')}, {numbered(len(proposal.columns), 'column')}"
    yield f"{proposal.path.name} ({kind}): {size}"
    for key, why in proposal.dialect.why.items():
        yield f"  {key}: {why}"
    for problem in proposal.remarks:
        yield f"  look at: {problem}"
    roles = proposal.roles
    for what, held in (
        ("told apart by", roles.id or "their rows"),
        ("of accounts", roles.account),
        ("only those count who have", _counting(proposal)),
        ("weighted by", roles.weight),
        ("perhaps of waves", roles.wave),
        ("taken out as personal", ", ".join(roles.personal)),
        ("fieldwork", proposal.fieldwork),
        ("language of the wordings", proposal.language),
    ):
        if held:
            yield f"  {what}: {held}"
    yield _questions(proposal.drafts[:_MOST])
    more = len(proposal.drafts) - _MOST
    if more > 0:
        yield f"  and {numbered(more, 'question')} more"
    for loop in proposal.loops:
        columns = f"{_some(loop.columns)}, asked of {numbered(len(loop.items), 'item')} each"
        yield f"  a loop, '{loop.name}': {columns}"
        yield _questions(loop.drafts)
    if roles.aside:
        yield f"  no questions: {_some(list(roles.aside))}"


def _counting(proposal: Proposal) -> str:
    told = [f"{' or '.join(cells)} in {name}" for name, cells in proposal.roles.finished.items()]
    told += [f"no {' or '.join(cells)} in {name}" for name, cells in proposal.roles.totals.items()]
    return "; ".join(told)


def notes(proposal: Proposal) -> list[str]:
    """Give what was guessed, a line each, with the question that it is about.

    Parameters
    ----------
    proposal : what the file seems to hold.
    """
    lines = [f"{key}: {note}" for key, note in proposal.roles.notes.items()]
    drafts = [*proposal.drafts, *(draft for loop in proposal.loops for draft in loop.drafts)]
    return lines + [f"{draft.name}: {note}" for draft in drafts for note in draft.notes]


def _questions(drafts: Sequence[Draft]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for head, least, most in (
        ("name", 12, 24),
        ("type", 10, 10),
        ("columns", 12, 34),
        ("wording", 12, None),
    ):
        table.add_column(head, min_width=least, max_width=most, overflow="ellipsis", no_wrap=True)
    for draft in drafts:
        table.add_row(draft.name, draft.type, _some(draft.columns), _said(draft))
    return table


def _some(names: list[str]) -> str:
    rest = len(names) - _COLUMNS
    return ", ".join(names[:_COLUMNS]) + (f" and {rest} more" if rest > 0 else "")


def _said(draft: Draft) -> str:
    return draft.wording or str(draft.keys.get("title", ""))
