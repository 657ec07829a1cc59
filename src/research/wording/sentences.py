"""Sentences: how one opens and ends."""

from __future__ import annotations

import re

__all__ = ["capitalise", "inside", "sentence"]


def capitalise(text: str) -> str:
    """Text with its first letter large and all others as they are.

    Examples
    --------
    >>> capitalise("a third of UK firms")
    'A third of UK firms'
    """
    return text[:1].upper() + text[1:]


def inside(label: str) -> str:
    """A label within a sentence: its first letter small, unless it opens an abbreviation.

    Examples
    --------
    >>> inside("Speed of answer"), inside("NPS of sites"), inside("Streaming TV")
    ('speed of answer', 'NPS of sites', 'streaming TV')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def sentence(*parts: str) -> str:
    """Parts joined to one sentence: single spaces, a capital first, a full stop last.

    A number that opens the sentence is written as it is anywhere else.

    Examples
    --------
    >>> sentence("in Insurance,", "", "People leads")
    'In Insurance, People leads.'
    >>> sentence("55% of respondents agree.")
    '55% of respondents agree.'
    """
    text = " ".join(" ".join(part for part in parts if part).split())
    text = re.sub(r" ([,;:.])", r"\1", text)
    return capitalise(text if text.endswith(".") else f"{text}.")
