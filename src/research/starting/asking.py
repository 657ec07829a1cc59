"""Asking: a person at a terminal, one thing after the other, each with a proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from research.proposing.choices import Asked

__all__ = ["ask"]


def ask(
    questions: Iterable[Asked], read: Callable[[str], str], say: Callable[[str], None]
) -> dict[str, str | list[str]]:
    """Ask until each answer is one that is allowed; Enter takes the proposal.

    Parameters
    ----------
    questions : what is asked, in order.
    read : shows a prompt and gives the line that was typed.
    say : shows a line.

    Returns
    -------
    The answers by key.
    """
    answers: dict[str, str | list[str]] = {}
    for one in questions:
        while True:
            proposed = _shown(one.proposal)
            typed = read(f"{one.prompt} [{proposed}] ").strip()
            try:
                answers[one.key] = one.read(typed) if typed else one.proposal
                break
            except ValueError as fault:
                say(f"  {fault}")
    return answers


def _shown(proposal: str | list[str]) -> str:
    return proposal if isinstance(proposal, str) else ", ".join(proposal) or "none"
