"""The rank of every item over the groups, one thin line each, for decoration."""

from __future__ import annotations

from typing import Literal

from research.display.palette import Role
from research.display.specification.parts import Number, Row, Specification

__all__ = ["Path", "Paths"]


class Path(Row):
    """Ranks of one item, a group each."""

    ranks: tuple[Number, ...]
    role: Role = "other"


class Paths(Specification):
    """One line an item over the groups.

    Parameters
    ----------
    paths : what comes first is drawn over what comes later; ranks from 1, downwards.
    """

    kind: Literal["paths"] = "paths"
    paths: tuple[Path, ...]
