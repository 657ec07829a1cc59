"""Group labels dealt out at random, and the spread between groups that chance alone gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Cells = NDArray[np.float64] | NDArray[np.float32]

__all__ = ["between_groups", "permuted_between", "share_as_large"]

# Permutations in one block: enough for the matrix product to pay.
_AT_ONCE = 100
# Cells of a product that the linear algebra library does without starting threads; those would
# stand in each other's way on a busy machine.
_ALONE = 260_000
# Whole numbers up to here are exact in single precision.
_EXACT = 2**24
# Sums of squares this close, relatively, are the same but for rounding.
_SAME = 1e-9


def between_groups(total: Floats, base: Floats) -> Floats:
    """Spread between groups: sums of squares of group means around the mean of all.

    Parameters
    ----------
    total : (..., groups, k) sums of values, centred so that they add up to zero over all groups.
    base : (..., groups, k or 1) bases; a group without a base adds nothing.

    Returns
    -------
    (..., k) sums of squares.
    """
    square: Floats = np.square(total) / np.where(base > 0, base, np.inf)
    spread: Floats = square.sum(axis=-2)
    return spread


def share_as_large(drawn: Floats, observed: Floats) -> Floats:
    """Share of all orders of the labels that give as much as was observed: its p.

    Parameters
    ----------
    drawn : (permutations, ...) statistics under random relabelling.
    observed : (...) the statistic of the labels as they are, which count as one order more.

    Returns
    -------
    (...) p-values.
    """
    least = observed - _SAME * np.maximum(np.abs(observed), 1e-300)
    p: Floats = (1 + (drawn >= least).sum(axis=0)) / (1 + len(drawn))
    return p


def permuted_between(
    values: Floats, bases: Floats, codes: Ints, permutations: int, seed: int
) -> Floats:
    """Spread between groups under random relabelling of the units.

    Parameters
    ----------
    values : (n, k) weighted values of the units, adding up to zero in every column.
    bases : (n, k) their weighted bases; (n, 1) where all columns share one.
    codes : (n,) group of each unit, from 0 without gaps.
    permutations : number of relabellings.
    seed : of the relabelling.

    Returns
    -------
    (permutations, k) sums of squares between groups.

    Notes
    -----
    Labels are permuted in blocks; the sums of all groups of a block are one matrix product of their
    indicators with the values. The last group's sums are what the others leave.
    """
    rng = np.random.default_rng(seed)
    groups = int(codes.max()) + 1
    k = values.shape[1]
    stacked, shift = _stacked(values, bases)
    whole = stacked.sum(axis=0, dtype=np.float64)
    spread = np.empty((permutations, k))
    for start in range(0, permutations, _AT_ONCE):
        count = min(_AT_ONCE, permutations - start)
        dealt = _deal(codes, groups, count, rng)
        indicator = np.empty(dealt.shape, dtype=stacked.dtype)
        sums = np.empty((count, groups, stacked.shape[1]))
        for group in range(groups - 1):
            np.equal(dealt, group, out=indicator, casting="unsafe")
            sums[:, group] = _product(indicator, stacked)
        sums[:, -1] = whole - sums[:, :-1].sum(axis=1)
        base = sums[:, :, k:]
        spread[start : start + count] = between_groups(sums[:, :, :k] + shift * base, base)
    return spread


def _deal(codes: Ints, groups: int, count: int, rng: np.random.Generator) -> NDArray[np.integer]:
    """(count, n) random orders of the labels.

    Sorting random numbers that carry the label in their last bits is faster than shuffling. Equal
    random parts would put the smaller label first, so it serves only where they hardly occur.
    """
    bits = groups.bit_length()
    if len(codes) > 1 << 15 or bits > 5:
        labels = codes.astype(np.int16 if groups < 1 << 15 else np.int64)
        return rng.permuted(np.broadcast_to(labels, (count, len(codes))), axis=1)
    mask = np.uint32((1 << bits) - 1)
    keys = rng.integers(0, 1 << 32, (count, len(codes)), dtype=np.uint32)
    keys &= ~mask
    keys |= codes.astype(np.uint32)
    keys.sort(axis=1)
    keys &= mask
    return keys


def _product(indicator: Cells, stacked: Cells) -> Floats:
    """Matrix product in portions of the units."""
    step = max(_ALONE // (len(indicator) * stacked.shape[1]), 16)
    total = np.zeros((len(indicator), stacked.shape[1]))
    for start in range(0, len(stacked), step):
        total += indicator[:, start : start + step] @ stacked[start : start + step]
    return total


def _stacked(values: Floats, bases: Floats) -> tuple[Cells, Floats]:
    """Values and bases side by side, in single precision where that loses nothing, and the shift.

    Unweighted ranks are whole or half numbers once shifted: they add up exactly in single
    precision, which halves the time.
    """
    raw = np.column_stack([values, bases])
    if not (bases == 1).all():
        return raw, np.zeros(1)
    shift = values[0] - np.rint(values[0])
    moved = np.column_stack([values - shift, bases])
    doubled = 2 * moved
    exact = (np.abs(doubled - np.rint(doubled)) < 1e-6).all()
    if not exact or np.abs(moved).sum(axis=0).max() * 2 >= _EXACT:
        return raw, np.zeros(1)
    return (np.rint(doubled) / 2).astype(np.float32), shift
