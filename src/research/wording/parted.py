"""Paragraphs parted into sentences, for what is read or compared a sentence at a time."""

from __future__ import annotations

import re

__all__ = ["sentences"]

# A sign that ends a sentence, what closes behind it, and the beginning of another.
_END = re.compile(
    r"(?<=[.!?…])(?P<closed>[\"'”’)\]*_]*)\s+(?=[\"'“‘(\[*_†{@$]*[^\W_a-z])|(?<=[。！？])(?!$)"
)
# What ends with a point and stands within a sentence: an initial, a number, an abbreviation.
_OPEN = re.compile(
    r"(?:^|[\s(\[])(?:[A-Z]|\d{1,2}|approx|cf|ca|Co|Dr|ed|eds|[Ee]\.g|etc|Fig|[Ii]\.e|incl|Mr|"
    r"Mrs|Ms|No|Nr|p|pp|Prof|St|Tab|vol|vs|z\.B)\.$"
)


def sentences(text: str) -> list[str]:
    """Give the sentences of a paragraph, each on one line.

    A rule of signs, and no grammar: what ends with a point and goes on with a capital ends there,
    but for initials, numbers and a few abbreviations. The same text parts in the same places.

    Parameters
    ----------
    text : a paragraph; line breaks in it are spaces.

    Examples
    --------
    >>> sentences("Farming leads (see No. 3). Of 105, half say so! E.g. Dr. Day did.")
    ['Farming leads (see No. 3).', 'Of 105, half say so!', 'E.g. Dr. Day did.']
    """
    line = " ".join(text.split())
    found = []
    start = 0
    for match in _END.finditer(line):
        end = match.end("closed") if match["closed"] is not None else match.end()
        if not _OPEN.search(line[start:end]):
            found.append(line[start:end])
            start = match.end()
    return [*found, line[start:]] if line[start:] else found
