"""Rising texts: keys that programs write in order, each of which stands once for certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from research.sources.formats.arrow import bytes_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["rises"]

# Signs that are seen, of ASCII; small and capital letters.
_SEEN, _CAPITAL, _SMALL = (33, 126), (65, 90), (97, 122)


def rises(texts: Any) -> bool:
    """Whether each text is greater than the one above, and none differs by blanks or capitals.

    Such texts are distinct, also without capitals, and nobody needs to look them up. None is blank.

    Parameters
    ----------
    texts : a ``pyarrow.Array`` of n texts.

    Examples
    --------
    >>> import pyarrow as pa
    >>> [rises(pa.array(texts)) for texts in (["R1", "R2"], ["R2", "R1"], ["R1", "r2"])]
    [True, False, False]
    """
    from pyarrow import compute

    signs = bytes_of(texts)
    if signs is None or texts.null_count or not texts[0].as_py():
        return False
    # The top tells of most columns that they do not: they are not read to the end.
    return all(
        compute.all(compute.greater(some[1:], some[:-1]), min_count=0).as_py()
        for some in (texts[:100], texts)
    ) and _is_plain(signs)


def _is_plain(signs: NDArray[np.uint8]) -> bool:
    low, high = int(signs.min()), int(signs.max())
    if low < _SEEN[0] or high > _SEEN[1]:
        return False
    return high < _SMALL[0] or not (_any(signs, _CAPITAL) and _any(signs, _SMALL))


def _any(signs: NDArray[np.uint8], among: tuple[int, int]) -> bool:
    return bool(((signs >= among[0]) & (signs <= among[1])).any())
