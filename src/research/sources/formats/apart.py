"""Apart: keys of which no two are alike, found without looking each one up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from research.sources.formats.arrow import bytes_of, ends_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Texts", "are_apart"]

# Signs that are seen, of ASCII; small and capital letters.
_SEEN, _CAPITAL, _SMALL = (33, 126), (65, 90), (97, 122)
# At the top of a column many would be alike already where they are no keys.
_TOP = 4096
# Places of a table for each text, and in all, at most.
_ROOM, _LARGEST = 16, 1 << 30
# Longer texts are no keys. A word of the processor holds eight signs.
_LONGEST, _WORD = 64, 8
# An odd factor with as many ones as zeros, and half a word (Knuth, 1973, multiplicative hashing).
_FACTOR, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


class Texts(Sequence[str]):
    """Texts of a columnar library, which become Python's when one is asked for.

    Parameters
    ----------
    held : a ``pyarrow.Array`` of texts, none missing.

    Examples
    --------
    >>> import pyarrow as pa
    >>> Texts(pa.array(["R1", "R2"]))[1]
    'R2'
    """

    def __init__(self, held: Any) -> None:
        self._held = held

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self._texts[at]

    def __len__(self) -> int:
        return len(self._held)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._texts == list(other)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _texts(self) -> list[str]:
        texts: list[str] = self._held.to_numpy(zero_copy_only=False).tolist()
        return texts


def are_apart(texts: Any) -> bool:
    """Whether no two texts are alike, nor would be without capitals; none is blank or has blanks.

    Only texts that are seen at once to be so are said to be: keys as programs write them, in ASCII.

    Parameters
    ----------
    texts : a ``pyarrow.Array`` of n texts.

    Examples
    --------
    >>> import pyarrow as pa
    >>> [are_apart(pa.array(texts)) for texts in (["R2", "R1"], ["R1", "R1"], ["R1", "r1"])]
    [True, False, False]
    """
    signs = bytes_of(texts)
    if signs is None or texts.null_count:
        return False
    longest = _longest(texts)
    if not longest or not _is_seen(signs):
        return False
    if _any(signs, _CAPITAL) and _any(signs, _SMALL):
        from pyarrow import compute

        texts = compute.ascii_lower(texts)
    return _rise(texts) or all(_differ(some, longest) for some in (texts[:_TOP], texts))


def _longest(texts: Any) -> int:
    """Give the length of the longest text; 0 where one is blank, or longer than a key."""
    lengths = np.diff(ends_of(texts))
    longest = int(lengths.max())
    return longest if lengths.min() and longest <= _LONGEST else 0


def _is_seen(signs: NDArray[np.uint8]) -> bool:
    return bool(signs.min() >= _SEEN[0] and signs.max() <= _SEEN[1])


def _any(signs: NDArray[np.uint8], among: tuple[int, int]) -> bool:
    return bool(((signs >= among[0]) & (signs <= among[1])).any())


def _rise(texts: Any) -> bool:
    """Whether each text is greater than the one above: most programs write keys in their order."""
    from pyarrow import compute

    # The top tells of most columns that they do not: they are not read to the end.
    return all(
        compute.all(compute.greater(some[1:], some[:-1]), min_count=0).as_py()
        for some in (texts[:100], texts)
    )


def _differ(texts: Any, longest: int) -> bool:
    numbered = _numbered(texts, longest)
    if numbered is not None:
        return numbered
    keys = _keys(texts, longest)
    keys.sort()
    return not (keys[1:] == keys[:-1]).any()


def _numbered(texts: Any, longest: int) -> bool | None:
    """Whether texts of one length differ, by a table of all that their signs could spell.

    None where lengths differ, or the table would be much longer than the column: programs number
    keys, and of numbers most are held. A table is filled far sooner than texts are sorted.
    """
    signs = bytes_of(texts)
    count = len(texts)
    if signs is None or len(signs) != count * longest:
        return None
    places, size = np.zeros(count, dtype="int32"), 1
    for column in signs.reshape(count, longest).T:
        own = np.ascontiguousarray(column)
        low, high = own.min(), own.max()
        if low == high:
            continue
        span = int(high) - int(low) + 1
        size *= span
        if size > min(_ROOM * count, _LARGEST):
            return None
        places *= np.int32(span)
        places += own - low
    held = np.zeros(size, dtype=bool)
    held[places] = True
    return int(np.count_nonzero(held)) == count


def _keys(texts: Any, longest: int) -> NDArray[np.uint64]:
    """Give a number for each text: the same for the same text, and another for nearly any other."""
    from pyarrow import compute

    words = -(-longest // _WORD)
    signs = bytes_of(compute.ascii_rpad(texts, words * _WORD, padding=" "))
    parts = np.asarray(signs).view("uint64").reshape(len(texts), words)
    keys = parts[:, 0].copy()
    for place in range(1, words):
        keys ^= keys >> _HALF
        keys *= _FACTOR
        keys ^= parts[:, place]
    return keys
