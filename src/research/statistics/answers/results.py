"""What every result has: a frame, a method in words, and a look in a notebook."""

from __future__ import annotations

import dataclasses
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

__all__ = ["StatisticalResult"]

_SCALARS = (str, int, float, np.generic, type(None))


class StatisticalResult:
    """Base of results, which are dataclasses with a field or property ``method``.

    A notebook shows a result as pandas shows its frame, with the method below.
    """

    if TYPE_CHECKING:

        @property
        def method(self) -> str:
            """How it was come by, in words."""

    @property
    def frame(self) -> pd.DataFrame:
        """The result as a frame: by default one row with each of its single values."""
        own: Any = self
        values = {
            field.name: getattr(self, field.name)
            for field in dataclasses.fields(own)
            if field.name not in ("method", "note")
        }
        return pd.DataFrame([{n: v for n, v in values.items() if isinstance(v, _SCALARS)}])

    def _repr_html_(self) -> str | None:
        # None where the reader has told pandas to show plain text.
        table: str | None = self.frame._repr_html_()  # type: ignore[operator]
        if table is None:
            return None
        told = [self.method, *filter(None, [getattr(self, "note", "")])]
        lines = [f"\n<p><small>{escape(text, quote=False)}</small></p>" for text in told]
        return table + "".join(lines)
