"""Arrow: arrays of a columnar library as distinct cells."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np

from research.sources.formats.distinct import distinct_numbers, distinct_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = [
    "bytes_of",
    "distinct_cells",
    "distinct_of",
    "distinct_texts",
    "ends_of",
    "joined",
    "numbers_of",
    "stream",
    "whole_texts",
]

# Bytes of text that one array of short offsets can hold.
_MOST = 1 << 31
# Up to here every whole number is a float.
_EXACT = 1 << 53


def stream(path: Path) -> Any:
    """Open a file as a ``pyarrow.NativeFile``, which reads beside Python; its name may be any.

    Parameters
    ----------
    path : the file.
    """
    import pyarrow

    return pyarrow.OSFile(os.fsencode(path))


def distinct_texts(cells: Any) -> tuple[NDArray[np.int32], list[str]]:
    """Give text cells as codes of the distinct ones, without outer blanks.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of n texts, or of a dictionary of texts.

    Returns
    -------
    n places in the list of distinct texts, -1 where blank; and that list.
    """
    from pyarrow import compute

    codes, texts = _encoded(cells)
    if texts is None:
        return codes, []
    trimmed = compute.utf8_trim_whitespace(texts)
    if not trimmed.equals(texts):
        again = trimmed.dictionary_encode()
        codes, texts = np.append(_indices(again), np.int32(-1))[codes], again.dictionary
    blank = compute.index(texts, "").as_py()
    if blank >= 0:
        places = np.arange(len(texts) + 1, dtype="int32")
        places[blank + 1 :] -= 1
        places[[blank, -1]] = -1
        codes = places[codes]
        texts = texts.filter(compute.not_equal(texts, ""))
    return codes, texts.to_numpy(zero_copy_only=False).tolist()


def distinct_cells(cells: Any) -> tuple[NDArray[np.int32], list[object]]:
    """Give cells of any type as codes of the distinct ones, as Python has them.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of n.

    Returns
    -------
    n places in the list of distinct cells, -1 where missing; and that list.
    """
    from pyarrow import types

    codes, found = _encoded(cells)
    if found is None:
        return codes, []
    if types.is_float32(found.type) or types.is_float16(found.type):
        # As it was written: 0.1, and not what a longer float makes of it.
        return codes, [float(str(one)) for one in found.to_numpy()]
    return codes, found.to_pylist()


def numbers_of(cells: Any) -> NDArray[np.float64] | None:
    """Give numbers as such, NaN where missing; None where one of them would not stay what it is.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of n.
    """
    from pyarrow import compute, types

    if types.is_floating(cells.type) and not types.is_float64(cells.type):
        return None
    if types.is_integer(cells.type):
        ends = compute.min_max(cells).as_py()
        if max(abs(end or 0) for end in ends.values()) > _EXACT:
            return None
    elif not types.is_float64(cells.type):
        return None
    values: NDArray[np.float64] = cells.to_numpy().astype("float64", copy=False)
    return values


def distinct_of(cells: Any, numbers: NDArray[np.float64]) -> tuple[NDArray[np.int32], list[object]]:
    """Give numbers as codes of the distinct ones; whole ones by what they are in the file.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of n numbers.
    numbers : the same as `numbers_of` gives them.

    Returns
    -------
    As `distinct_numbers`.
    """
    from pyarrow import compute, types

    if not types.is_integer(cells.type) or cells.null_count == len(cells):
        return distinct_numbers(numbers)
    low, high = compute.min_max(cells).as_py().values()
    blank = cells.is_null().to_numpy() if cells.null_count else None
    whole = cells if blank is None else cells.fill_null(low)
    return distinct_whole(whole.to_numpy(), blank, low, high) or distinct_numbers(numbers)


def whole_texts(cells: Any) -> Callable[[], Any] | None:
    """Give what writes whole numbers as texts, where each may stand once; None where not.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of n cells of any type.
    """
    import pyarrow
    from pyarrow import compute, types

    if not types.is_integer(cells.type) or cells.null_count or not len(cells):
        return None
    low, high = compute.min_max(cells).as_py().values()
    return (lambda: joined(cells.cast(pyarrow.string()))) if high - low + 1 >= len(cells) else None


def _encoded(cells: Any) -> tuple[NDArray[np.int32], Any]:
    from pyarrow import types

    if types.is_dictionary(cells.type):
        encoded = cells.unify_dictionaries()
    else:
        encoded = joined(cells).dictionary_encode()
    chunks = encoded.chunks if hasattr(encoded, "chunks") else [encoded]
    if not chunks:
        return np.array([], dtype="int32"), None
    return np.concatenate([_indices(chunk) for chunk in chunks]), chunks[0].dictionary


def joined(texts: Any) -> Any:
    """Give the chunks of a ``pyarrow.ChunkedArray`` as one, which is encoded much faster."""
    import pyarrow

    if isinstance(texts, pyarrow.Array):
        return texts
    if pyarrow.types.is_string(texts.type) and texts.nbytes >= _MOST:
        texts = texts.cast(pyarrow.large_string())
    return texts.combine_chunks()


def bytes_of(texts: Any) -> NDArray[np.uint8] | None:
    """Give the bytes of all texts one after the other; None where they are not stored so.

    Parameters
    ----------
    texts : a ``pyarrow.Array`` of n texts.
    """
    from pyarrow import types

    if not (types.is_string(texts.type) or types.is_large_string(texts.type)) or not len(texts):
        return None
    content, ends = texts.buffers()[2], ends_of(texts)
    if content is None or ends[0] == ends[-1]:
        return np.array([], dtype="uint8")
    return np.frombuffer(content, dtype="uint8")[ends[0] : ends[-1]]


def ends_of(texts: Any) -> NDArray[np.integer]:
    """Give where the bytes of texts begin, and where the last one ends.

    Parameters
    ----------
    texts : a ``pyarrow.Array`` of n texts, one or more, of short or long offsets.
    """
    from pyarrow import types

    width = "int64" if types.is_large_string(texts.type) else "int32"
    ends: NDArray[np.integer] = np.frombuffer(texts.buffers()[1], dtype=width)
    return ends[texts.offset : texts.offset + len(texts) + 1]


def _indices(chunk: Any) -> NDArray[np.int32]:
    """Give the places of a chunk's cells in its dictionary, -1 where missing."""
    found = chunk.indices
    if found.null_count:
        found = found.fill_null(-1)
    places: NDArray[np.int32] = found.to_numpy(zero_copy_only=False).astype("int32", copy=False)
    return places
