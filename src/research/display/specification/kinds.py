"""The kinds of chart by name, and specifications read back from JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from research.display.specification.bands import Bands
from research.display.specification.bars import Bars
from research.display.specification.circle import Circle
from research.display.specification.columns import Columns
from research.display.specification.curves import Curves
from research.display.specification.dots import Dots
from research.display.specification.flows import Flows
from research.display.specification.heat import Heat
from research.display.specification.panels import Panels
from research.display.specification.paths import Paths
from research.display.specification.ranges import Ranges
from research.display.specification.scatter import Scatter, Views
from research.display.specification.shifts import Shifts
from research.display.specification.slopes import Slopes
from research.display.specification.stacks import Stacks
from research.display.specification.strips import Strips
from research.display.specification.trends import Trends
from research.errors import RenderError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from research.display.specification.parts import Specification

__all__ = ["KINDS", "read_specification"]

_CLASSES: tuple[type[Specification], ...] = (
    Bands,
    Bars,
    Circle,
    Columns,
    Curves,
    Dots,
    Flows,
    Heat,
    Panels,
    Strips,
    Paths,
    Ranges,
    Scatter,
    Shifts,
    Slopes,
    Stacks,
    Trends,
    Views,
)

KINDS: Mapping[str, type[Specification]] = {
    kind.model_fields["kind"].default: kind for kind in _CLASSES
}
"""Class of each kind."""


def read_specification(record: Mapping[str, Any]) -> Specification:
    """Read a specification that `Specification.record` wrote.

    Parameters
    ----------
    record : as it stands in a result of a notebook.

    Raises
    ------
    RenderError
        When there is no such kind, or the record does not fit it.

    Examples
    --------
    >>> read_specification({"kind": "bars", "bars": []}).kind
    'bars'
    """
    name = str(record.get("kind", ""))
    if name not in KINDS:
        msg = f"'{name}' is no kind of chart; the kinds are {', '.join(sorted(KINDS))}"
        raise RenderError(msg)
    try:
        return KINDS[name].model_validate(record)
    except ValidationError as errors:
        first = errors.errors()[0]
        place = ".".join(map(str, first["loc"]))
        msg = f"the specification of a chart of kind '{name}' is wrong at {place}: {first['msg']}"
        raise RenderError(msg) from None
