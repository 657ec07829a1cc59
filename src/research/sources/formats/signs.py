"""Signs: texts of no more than one, as most codes are, told apart without looking each one up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from research.sources.formats.arrow import bytes_of, ends_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["distinct_signs"]

_SIGNS = 128


def distinct_signs(cells: Any) -> tuple[NDArray[np.int32], list[str]] | None:
    """Give cells as codes of the distinct ones; None where one has several signs or is not ASCII.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of n texts.

    Returns
    -------
    As `research.sources.formats.arrow.distinct_texts`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> distinct_signs(pa.chunked_array([["3", "", "1", "3"]]))
    (array([ 0, -1,  1,  0], dtype=int32), ['3', '1'])
    """
    found: list[NDArray[np.uint8]] = []
    for chunk in cells.chunks:
        signs = None if chunk.null_count else _signs(chunk)
        if signs is None:
            return None
        found.append(signs)
    if not found:
        return None
    places = np.concatenate(found)
    held = np.bincount(places, minlength=_SIGNS) > 0
    held[[sign for sign in range(_SIGNS) if not chr(sign).strip()]] = False
    order = sorted(np.flatnonzero(held).tolist(), key=places.tobytes().find)
    codes = np.full(_SIGNS, -1, dtype="int32")
    codes[order] = np.arange(len(order), dtype="int32")
    return codes[places], [chr(sign) for sign in order]


def _signs(texts: Any) -> NDArray[np.uint8] | None:
    """Give the one sign of each text, a blank for none; None where a text is longer."""
    content = bytes_of(texts)
    if content is None or len(content) > len(texts) or content.max(initial=0) >= _SIGNS:
        return None
    lengths = np.diff(ends_of(texts))
    if lengths.max() > 1:
        return None
    if len(content) == len(texts):
        return content
    signs = np.full(len(texts), ord(" "), dtype="uint8")
    signs[lengths == 1] = content
    return signs
