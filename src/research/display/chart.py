"""A chart: a figure with its caption, its description and the data that it draws."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from research.display.escape import escape
from research.display.result import RESULT_MIME, Result, records
from research.display.style import settings
from research.display.table import frame_data

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.figure import Figure

__all__ = ["Chart"]

_PRINT_DPI = 200


@dataclass(frozen=True)
class Chart:
    """A chart of the report.

    Parameters
    ----------
    id : identifier, ``fig-`` first.
    caption : what the chart shows, without a number.
    alt : what the chart says, for those who do not see it; empty only for a decorative picture.
    figure : drawn by one of the functions of this room.
    data : what is drawn.
    notes : sentences under the chart, as Markdown.
    results : the values for the ledger.
    placed : whether the chart stands, numbered, where it is shown; otherwise a text places it by
        ``{{ id | chart }}``, without a number.
    """

    id: str
    caption: str
    alt: str
    figure: Figure
    data: pd.DataFrame
    notes: Sequence[str] = ()
    results: Sequence[Result] = field(default_factory=tuple)
    placed: bool = True

    def svg(self) -> str:
        """Write the chart as SVG, the same bytes each time."""
        buffer = io.StringIO()
        with settings(**{"svg.hashsalt": self.id}):
            self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
        return buffer.getvalue()

    def png(self) -> bytes:
        """Write the chart as PNG, for print in a word processor."""
        buffer = io.BytesIO()
        with settings():
            self.figure.savefig(buffer, format="png", dpi=_PRINT_DPI, metadata={"Software": None})
        return buffer.getvalue()

    def markdown(self) -> str:
        """Write the chart as a numbered float of the report, its notes behind it."""
        if not self.alt:
            return f'![](figures/{self.id}){{.{self.id} fig-alt="" role="presentation"}}\n'
        alt = self.alt.replace("\\", "").replace('"', "”")
        if not self.placed:
            return f'![](figures/{self.id}){{.{self.id} fig-alt="{alt}"}}\n'
        caption = escape(self.caption)
        block = f'![{caption}](figures/{self.id}){{#{self.id} fig-alt="{alt}"}}\n'
        if not self.notes:
            return block
        return f"{block}\n::: {{.notes}}\n\n{' '.join(self.notes)}\n\n:::\n"

    def bundle(self) -> dict[str, Any]:
        """Give one output in all its MIME types."""
        payload = {
            "kind": "chart",
            "id": self.id,
            "caption": self.caption,
            "alt": self.alt,
            "markdown": self.markdown(),
            "placed": self.placed,
            "notes": list(self.notes),
            "results": records(self.results, self.id),
            "data": frame_data(self.data, str(self.data.index.name or "")),
        }
        return {
            "image/svg+xml": self.svg(),
            "image/png": base64.b64encode(self.png()).decode("ascii"),
            RESULT_MIME: payload,
            "text/plain": f"Figure: {self.alt}",
        }
