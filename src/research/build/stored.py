"""Notebooks as they are stored: what cells show, with the values of charts in place of pictures.

A picture is a line of a hundred thousand letters in which nobody sees what changed. What is kept
is what it draws, as a table that any viewer of notebooks shows, and a digest of it; and a line of a
text is a line of the file, so that `git diff` shows what moved.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from research.pipeline import notebook as notebooks
from research.report.executed import RESULT, result_of
from research.report.plain import drawn, picture_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["stored", "stored_output"]

# Rows of values that are shown; all are in the result's own record.
_SHOWN = 60


def stored(notebook: bytes) -> bytes:
    """Give an executed notebook as it is stored.

    Parameters
    ----------
    notebook : as JSON.
    """
    content = notebooks.read(notebook)
    return notebooks.write({**content, "cells": [_cell(cell) for cell in content["cells"]]})


def _cell(cell: Mapping[str, Any]) -> dict[str, Any]:
    """A cell with a line of its texts a line of the file, as Jupyter writes them."""
    kept = {**cell, "source": _lines(cell["source"])}
    if "outputs" in cell:
        kept["outputs"] = [_parted(stored_output(one)) for one in cell["outputs"]]
    return kept


def _parted(output: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(output)
    if "text" in output:
        kept["text"] = _lines(output["text"])
    if "data" in output:
        kept["data"] = {
            mime: one if mime.endswith("json") else _lines(one)
            for mime, one in output["data"].items()
        }
    return kept


def _lines(text: str | list[str]) -> list[str]:
    return notebooks.joined(text).splitlines(keepends=True)


def stored_output(output: Mapping[str, Any]) -> dict[str, Any]:
    """Give an output without its pictures, where it is a chart.

    Parameters
    ----------
    output : of a cell; one that shows no chart, or that is stored already, is as it was.
    """
    found = result_of("", output)
    if found is None or not found.images:
        return dict(output)
    digest = picture_of(found)[2]
    data = {mime: one for mime, one in output["data"].items() if not mime.startswith("image/")}
    content = dict(found.content) | {"picture": digest}
    data[RESULT] = content
    data["text/html"] = _html(content, digest)
    return {**output, "data": data}


def _html(content: Mapping[str, Any], digest: str) -> str:
    """What a viewer of notebooks shows in place of a picture."""
    rows = drawn(content.get("data") or {})
    named = escape(str(content.get("caption") or content.get("id", "")))
    more = len(rows) - 1 - _SHOWN
    told = f"<p>and {more} more rows</p>" if more > 0 else ""
    return (
        f"<p><strong>{named}</strong><br>{escape(str(content.get('alt', '')))}</p>\n"
        f"{_table(rows[: _SHOWN + 1])}{told}\n"
        f"<p><small>Picture {escape(str(content.get('id', '')))}, digest {digest}: "
        "run the notebook to see it drawn.</small></p>"
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in rows[1:]
    )
    return f"<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
