"""Wordings: the sentence of a rule in every way to open it, from the frames beside the rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.wording.frames import Frames

__all__ = ["OPENINGS", "worded"]

# Ways to open a sentence: with the name of the subject, with a number, with the setting.
OPENINGS = ("subject", "figure", "frame")


def worded(
    frames: Frames, rule: str, standing: Mapping[str, str], /, **parts: str | int
) -> tuple[str, ...]:
    """A rule's sentence in every opening.

    Parameters
    ----------
    frames : hold the rule's three frames, one for each of `OPENINGS`.
    rule : their name.
    standing : parts that all rules of a kind may use.
    parts : the rule's own; each is asked for by one opening at least.
    """
    asked = frames.fields(rule)
    known = {name: part for name, part in standing.items() if name in asked}
    found = frames.named(rule, **known, **parts)
    return tuple(sentence(found[opening]) for opening in OPENINGS)
