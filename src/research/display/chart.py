"""A chart: what it shows with its caption and its description, drawn when it is written."""

from __future__ import annotations

import base64
import io
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from research.display.defaults import adopt
from research.display.drawing.backend import draw
from research.display.drawing.svg import write_svg
from research.display.escape import escape, quoted
from research.display.framedata import frame_data
from research.display.lettering import letter
from research.display.result import OUTLINED_MIME, RESULT_MIME, Result, records
from research.display.specification.parts import Specification
from research.display.style import settings
from research.wording.frames import Frames
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd
    from matplotlib.figure import Figure

    from research.typefaces.choice import Choice

__all__ = ["Chart"]

_SAY = Frames(__file__)

_PRINT_DPI = 200
# A figure of one's own is saved whole, whatever stands outside of its axes; and what a scale prints
# as a power is no data.
_OWN: Mapping[str, Any] = {
    "savefig.bbox": "tight",
    "savefig.pad_inches": 0.05,
    "text.parse_math": True,
}


@dataclass(frozen=True)
class Chart:
    """A chart of the report.

    Parameters
    ----------
    id : identifier, ``fig-`` first.
    caption : what the chart shows, without a number.
    alt : what the chart says, for those who do not see it; empty only for a decorative picture.
    figure : the specification of what it shows, or a matplotlib figure of your own: what it left to
        matplotlib's defaults gets the house style, and nothing that it draws is clipped.
    data : what is drawn, where the specification's own frame does not do.
    notes : sentences under the chart, as Markdown.
    results : the values for the ledger.
    placed : whether the chart stands, numbered, where it is shown; otherwise a text places it by
        ``{{ id | chart }}``, without a number.
    numbered : whether it is a float with a caption and a number; otherwise it is narrow and stands
        beside the table that was shown before it.
    shares : columns of the data that hold shares of one.
    """

    id: str
    caption: str
    alt: str
    figure: Specification | Figure
    data: pd.DataFrame | None = None
    notes: Sequence[str] = ()
    results: Sequence[Result] = field(default_factory=tuple)
    placed: bool = True
    numbered: bool = True
    shares: Sequence[str] = ()

    @property
    def values(self) -> pd.DataFrame:
        """What is drawn: the data given, or what the specification has."""
        if self.data is not None:
            return self.data
        if isinstance(self.figure, Specification):
            return self.figure.frame()
        msg = f"the chart '{self.id}' has a figure of your own: give `data`, what it draws"
        raise TypeError(msg)

    def drawn(self) -> Figure:
        """Give the chart as a matplotlib figure, with fonts for all that its texts hold."""
        return self._lettered()[0]

    def _lettered(self) -> tuple[Figure, Choice]:
        with warnings.catch_warnings():
            # Texts are measured while they are drawn, before they get the fonts that they lack.
            warnings.filterwarnings("ignore", "Glyph .* missing from", UserWarning)
            if isinstance(self.figure, Specification):
                figure = draw(self.figure)
            else:
                figure = self.figure
                with settings(**_OWN):
                    adopt(figure)
        with settings():
            return figure, letter(figure)

    def svg(self) -> str:
        """Write the chart as SVG, the same bytes each time."""
        figure, choice = self._lettered()
        return self._svg(figure, choice.families)

    def png(self) -> bytes:
        """Write the chart as PNG, for print in a word processor."""
        return self._png(self.drawn())

    def _png(self, figure: Figure) -> bytes:
        buffer = io.BytesIO()
        with settings(**self._saved):
            figure.savefig(buffer, format="png", dpi=_PRINT_DPI, metadata={"Software": None})
        return buffer.getvalue()

    def _svg(self, figure: Figure, families: Sequence[str] = ()) -> str:
        return write_svg(figure, self.id, families, self._saved)

    @property
    def _saved(self) -> Mapping[str, Any]:
        """Settings of matplotlib for how the figure is saved."""
        return {} if isinstance(self.figure, Specification) else _OWN

    def markdown(self) -> str:
        """Write the chart as a numbered float of the report, its notes behind it."""
        if not self.alt:
            return f'![](figures/{self.id}){{.{self.id} fig-alt="" role="presentation"}}\n'
        alt = quoted(self.alt)
        if not self.numbered:
            return f"![](figures/{self.id}){{.{self.id} .strip fig-alt={alt}}}\n"
        if not self.placed:
            return f"![](figures/{self.id}){{.{self.id} fig-alt={alt}}}\n"
        caption = escape(self.caption)
        block = f"![{caption}](figures/{self.id}){{#{self.id} fig-alt={alt}}}\n"
        if not self.notes:
            return block
        return f"{block}\n::: {{.notes}}\n\n{' '.join(self.notes)}\n\n:::\n"

    def bundle(self) -> dict[str, Any]:
        """Give one output in all its MIME types."""
        values = self.values
        payload = {
            "kind": "chart",
            "id": self.id,
            "caption": self.caption,
            "alt": self.alt,
            "markdown": self.markdown(),
            "placed": self.placed,
            "notes": list(self.notes),
            "results": records(self.results, self.id),
            "data": frame_data(
                values,
                capitalise(str(values.index.name or getattr(self.figure, "stub", ""))),
                shares=self.shares,
                coded=isinstance(self.figure, Specification),
            ),
        }
        if isinstance(self.figure, Specification):
            payload["specification"] = self.figure.record()
        figure, choice = self._lettered()
        if choice.faces or choice.absent:
            payload["fonts"] = [face.record() for face in choice.faces]
            payload["absent"] = choice.absent
        drawn = {"image/svg+xml": self._svg(figure, choice.families)}
        if choice.faces:
            # Programs that print set no text of several fonts inside a picture.
            drawn[OUTLINED_MIME] = self._svg(figure)
        return {
            **drawn,
            "image/png": base64.b64encode(self._png(figure)).decode("ascii"),
            RESULT_MIME: payload,
            "text/plain": _SAY("plain", alt=self.alt),
        }
