"""The only way by which a result enters the report."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Protocol

from research.display.own import own_result
from research.display.result import RESULT_MIME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from research.display.framecells import Format

__all__ = ["Several", "Shown", "show"]


class Shown(Protocol):
    """A result: it gives itself in every form that is asked for later."""

    def bundle(self) -> dict[str, Any]:
        """Give one output in all its MIME types."""
        ...


class Several(Protocol):
    """What stands in the report as several results, one below the other."""

    def shown(self) -> list[Shown]:
        """Give the results in their order."""
        ...


def show(
    *items: Any,
    id: str = "",  # noqa: A002 - what a table or chart calls it
    caption: str = "",
    note: str = "",
    formats: Format | Mapping[Any, Format] | None = None,
    alt: str = "",
    data: pd.DataFrame | pd.Series[Any] | None = None,
) -> None:
    """Display results and put them into the report, in every form that is asked for later.

    What a cell displays otherwise is for the researcher alone: a build names the cells whose output
    it leaves out.

    Parameters
    ----------
    items : in the order of the report. Tables, charts, texts and cross-tabulations of the house are
        shown as they are, results of `research.statistics` with their method. A pandas frame or
        series becomes a table, a figure of matplotlib or seaborn (its axes and grids too) a chart
        in the house's style, a plain text a paragraph: literal, where `Text` takes Markdown.
    id : of one frame, figure or text, for references: ``tbl-``, ``fig-`` or ``txt-`` first. Made of
        the caption, or of the names of rows, columns and axes, when left out: the same from run
        to run.
    caption : of one frame or figure; made of these names when left out.
    note : a sentence under one frame or figure; plain text.
    formats : of the numbers of a frame: ``'.0%'`` for shares of one, ``',.1f'``, ``'+.1f'``,
        ``'d'`` or a function, for all columns or by column; by dtype and range when left out.
        Numbers are rounded as everywhere in the report, half to even.
    alt : what one figure tells those who do not see it. A report needs it: what the axes say stands
        in for it, with a remark.
    data : values behind one figure, for the workbook; what it draws when left out.

    Raises
    ------
    TypeError
        If something cannot be shown, or has no use for a word that was given.
    ValueError
        If a frame is empty or too large to print, a format is none, or an id is of another kind.

    Examples
    --------
    A notebook shows the form that it knows; outside of one, all forms are printed.

    >>> from research import Text
    >>> show(Text("txt-first", "Farming comes first."))  # doctest: +ELLIPSIS
    {'text/markdown': 'Farming comes first.', ...
    >>> import pandas as pd
    >>> shares = pd.Series([0.125, 0.875], index=["Yes", "No"], name="share")
    >>> show(shares, caption="Would buy again", note="Base: 80 customers.")  # doctest: +ELLIPSIS
    {'text/html': '<table...
    """
    from IPython.display import display

    words = {
        "id": id, "caption": caption, "note": note, "formats": formats, "alt": alt, "data": data,
    }  # fmt: skip
    said = {name: value for name, value in words.items() if not _left_out(value)}
    if said and len(items) != 1:
        msg = (
            f"{', '.join(said)} can be said of one thing at a time, and these are {len(items)}: "
            "call show() for each"
        )
        raise TypeError(msg)
    for result, remarks in [one for item in items for one in _results(item, said)]:
        bundle = result.bundle()
        if remarks:
            bundle[RESULT_MIME]["remarks"] = remarks
        display(bundle, raw=True)  # type: ignore[no-untyped-call]
        for remark in remarks:
            sys.stderr.write(f"{remark}\n")


def _left_out(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value)


def _results(item: Any, said: Mapping[str, Any]) -> Iterator[tuple[Shown, list[str]]]:
    """Give the results that something comes to, each with what its author should mend."""
    # Asked of its type: a frame has its columns as attributes, whatever they are called.
    several = hasattr(type(item), "shown")
    if not (several or hasattr(type(item), "bundle")):
        yield own_result(item, said)
        return
    if said:
        msg = (
            f"a {type(item).__name__} has its own {', '.join(said)}: give it where it is made, or "
            "change a copy by dataclasses.replace"
        )
        raise TypeError(msg)
    for result in item.shown() if several else [item]:
        yield result, []
