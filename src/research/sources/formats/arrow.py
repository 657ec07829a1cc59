"""Arrow: arrays of a columnar library as distinct cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["distinct_texts"]

# Bytes of text that one array of short offsets can hold.
_MOST = 1 << 31


def distinct_texts(cells: Any) -> tuple[NDArray[np.int32], list[str], bool]:
    """Give text cells as codes of the distinct ones.

    Parameters
    ----------
    cells : a ``pyarrow.ChunkedArray`` of n texts, or of a dictionary of texts.

    Returns
    -------
    n places in the list of distinct cells, -1 where blank; that list; whether its texts are as
    `research.sources.content.text` would give them, and none is blank.
    """
    from pyarrow import compute, types

    if types.is_dictionary(cells.type):
        encoded = cells.unify_dictionaries()
    else:
        encoded = _joined(cells).dictionary_encode()
    chunks = encoded.chunks if hasattr(encoded, "chunks") else [encoded]
    if not chunks:
        return np.array([], dtype="int32"), [], True
    texts = chunks[0].dictionary
    codes = np.concatenate([_indices(chunk) for chunk in chunks])
    blank = compute.index(texts, "").as_py()
    if blank >= 0:
        codes = np.where(codes == blank, -1, codes - (codes > blank)).astype("int32")
        texts = texts.filter(compute.not_equal(texts, ""))
    clean = compute.utf8_trim_whitespace(texts).equals(texts)
    return codes, texts.to_numpy(zero_copy_only=False).tolist(), clean


def _joined(texts: Any) -> Any:
    """Give the chunks as one, which is encoded in a fraction of the time."""
    import pyarrow

    if texts.nbytes >= _MOST:
        texts = texts.cast(pyarrow.large_string())
    return texts.combine_chunks()


def _indices(chunk: Any) -> NDArray[np.int32]:
    """Give the places of a chunk's cells in its dictionary, -1 where missing."""
    found = chunk.indices
    if found.null_count:
        found = found.fill_null(-1)
    places: NDArray[np.int32] = found.to_numpy(zero_copy_only=False).astype("int32", copy=False)
    return places
