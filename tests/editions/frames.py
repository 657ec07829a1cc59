"""Frames: patterns of whole sentences, each with the computation that must bear it out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def verdict(
    sentence: str, facts: Any, frames: Iterable[tuple[str, Callable[..., bool]]]
) -> str | None:
    """What is wrong with a sentence: nothing where a frame bears it out, None where none matches.

    Parameters
    ----------
    sentence : as its reader sees it.
    facts : what the frames' computations are given, with the match.
    frames : the first that matches decides.
    """
    for frame, check in frames:
        match = re.fullmatch(frame, sentence)
        if match:
            return "" if check(facts, match) else "not borne out by the data"
    return None
