"""Colours as readers see them who lack one kind of cone.

Matrices for full severity in linear RGB: Machado, Oliveira and Fernandes (2009), A physiologically
based model for simulation of color vision deficiency.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from research.display.drawing.stacks import colours_of
from research.display.palette import AREAS, GROUPS, lightened, shades
from research.display.specification.stacks import Answer

SEEN = {
    "all cones": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# Linear RGB to XYZ of D65 (sRGB, IEC 61966-2-1).
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
# A difference that is seen without looking for it is 5 or so.
CLEAR = 8.0


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    x = XYZ @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(x > 216 / 24389, np.cbrt(x), (24389 / 27 * x + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, two: str, seen: str) -> float:
    matrix = np.array(SEEN[seen])
    return float(np.linalg.norm(lab(matrix @ linear(one)) - lab(matrix @ linear(two))))


@pytest.mark.parametrize("seen", SEEN)
def test_parts_of_a_whole_are_told_apart(seen: str):
    colours = [AREAS[role] for role in (*GROUPS, "other")]
    assert all(difference(one, two, seen) > 2 * CLEAR for one, two in combinations(colours, 2))


@pytest.mark.parametrize("seen", SEEN)
@pytest.mark.parametrize("count", [2, 3, 4, 5, 7, 10, 11])
def test_answers_of_a_scale_are_told_apart(seen: str, count: int):
    half = count // 2
    sides = ["low"] * half + ["middle"] * (count % 2) + ["high"] * half
    colours = colours_of([Answer(label="", side=side) for side in sides])
    assert all(difference(one, two, seen) > CLEAR for one, two in combinations(colours, 2))


def test_shades_grow_lighter_from_the_colour_itself():
    found = shades("#0b5c73", 5)
    light = [float(lab(linear(colour))[0]) for colour in found]
    assert found[0] == "#0b5c73"
    assert light == sorted(light)
    assert shades("#0b5c73", 0) == []


def test_a_colour_moved_all_the_way_is_white():
    assert (lightened("#0b5c73", 0), lightened("#0b5c73", 1)) == ("#0b5c73", "#ffffff")
