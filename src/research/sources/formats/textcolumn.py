"""Text columns: texts that a columnar library read, looked at all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from research.sources.formats.arrow import bytes_of, distinct_texts, joined
from research.sources.formats.columns import Column, Numbers
from research.sources.formats.numerals import Marks
from research.sources.formats.signs import distinct_signs

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["column_of_texts", "has_few", "text_numbers"]

# Cells at the top of a column by which it is judged, and the share of distinct ones from which on
# codes of them take more room and time than they save.
_SAMPLE, _MANY = 4096, 0.25


def column_of_texts(
    name: str,
    cells: Any,
    lines: NDArray[np.int64],
    marks: Marks,
    *,
    drop: NDArray[np.int64] | None = None,
) -> Column:
    """Give texts as a column: as codes at once where they repeat, and when asked where not.

    Parameters
    ----------
    name : of the column.
    cells : a ``pyarrow.ChunkedArray`` of n texts, or of a dictionary of texts.
    lines : rows in the file of those that are kept.
    marks : in numbers.
    drop : places of cells that are left out: blank records.
    """
    from pyarrow import types

    if drop is not None and len(drop):
        kept = np.delete(np.arange(len(cells)), drop)
        cells = cells.take(kept)
    if types.is_dictionary(cells.type):
        codes, texts = _held(*distinct_texts(cells))
        return Column(name, lines, lambda: (codes, texts), clean=True, marks=marks)
    if _repeats(cells):
        codes, texts = distinct_signs(cells) or distinct_texts(cells)
        return Column(name, lines, lambda: (codes, texts), clean=True, marks=marks)
    alone = joined(cells)
    return Column(
        name,
        lines,
        lambda: distinct_texts(alone),
        parse=lambda: text_numbers(alone, marks),
        clean=True,
        marks=marks,
        texts=lambda: alone,
    )


def _held(codes: NDArray[np.int32], texts: list[str]) -> tuple[NDArray[np.int32], list[str]]:
    """Leave out texts that a dictionary has and no cell holds."""
    # Blank cells fall on a place of their own, the last.
    held = np.zeros(len(texts) + 1, dtype=bool)
    held[codes] = True
    held = held[:-1]
    if held.all():
        return codes, texts
    places = np.append(np.cumsum(held) - 1, -1).astype("int32")
    return places[codes], [text for text, one in zip(texts, held.tolist(), strict=True) if one]


def text_numbers(texts: Any, marks: Marks) -> Numbers:
    """Read texts as numbers; those that break the marks are told.

    Parameters
    ----------
    texts : a ``pyarrow.Array`` of n texts.
    marks : as their owner declared them.
    """
    from pyarrow import compute, float64

    if marks == Marks() and (plain := _plain_numbers(texts)) is not None:
        return Numbers(plain, np.zeros(len(plain), dtype=bool))
    bare = compute.utf8_trim_whitespace(texts.fill_null(""))
    fits = compute.match_substring_regex(bare, rf"\A(?:{marks.shape})\z")
    plain = compute.if_else(fits, bare, None)
    if marks.thousands:
        plain = compute.replace_substring(plain, marks.thousands, "")
    if marks.decimal != ".":
        plain = compute.replace_substring(plain, marks.decimal, ".")
    values = plain.cast(float64()).to_numpy(zero_copy_only=False)
    wrong = compute.and_not(compute.not_equal(bare, ""), fits).to_numpy(zero_copy_only=False)
    return Numbers(values, wrong)


def _plain_numbers(texts: Any) -> NDArray[np.float64] | None:
    """Read texts of digits, signs and points; None where one of them is more, or no number.

    Without letters there is no exponent, and no word that another library takes for a number.
    """
    import pyarrow
    from pyarrow import compute

    signs = bytes_of(texts)
    if signs is None or not len(signs) or signs.max() > ord("9"):
        return None
    filled = texts
    if compute.any(compute.equal(texts, "")).as_py():
        filled = compute.if_else(compute.not_equal(texts, ""), texts, None)
    try:
        values: NDArray[np.float64] = filled.cast(pyarrow.float64()).to_numpy(zero_copy_only=False)
    except pyarrow.ArrowInvalid:
        return None
    return values


def has_few(cells: Any) -> bool:
    """Whether texts repeat and some are longer than a sign, which is told apart sooner by itself.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of texts from the top of a column.
    """
    from pyarrow import compute

    longest = compute.max(compute.binary_length(cells)).as_py() or 0
    return bool(longest > 1 and _repeats(cells))


def _repeats(cells: Any) -> bool:
    sample = cells.slice(0, _SAMPLE)
    return bool(len(sample.unique()) <= max(_MANY * len(sample), 1))
