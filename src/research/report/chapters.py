"""Executed notebooks as Markdown: results and markdown cells stay, code goes."""

from __future__ import annotations

import base64
import copy
import functools
from typing import TYPE_CHECKING, Any

from research.csvtext import csv_text
from research.display.result import OUTLINED_MIME
from research.pipeline.copies import load_nbconvert
from research.report.executed import cells, joined, result_of
from research.report.page import DATA, PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbconvert import MarkdownExporter

    from research.report.executed import Chapter, Result

__all__ = ["chart_files", "markdown"]

SUFFIXES = {"image/svg+xml": ".svg", "image/png": ".png"}


def markdown(chapter: Chapter) -> str:
    """Turn an executed chapter into Markdown by nbconvert.

    Only what `show` displayed counts as a result; what else a cell printed stays in the notebook,
    and so do cells tagged ``lab``.

    Parameters
    ----------
    chapter : the executed chapter.
    """
    kept = [_kept(chapter.id, cell) for cell in cells(chapter)]
    exporter = _exporter()
    from nbformat.notebooknode import from_dict

    book: Any = from_dict(  # type: ignore[no-untyped-call]
        {**chapter.notebook, "cells": [cell for cell in kept if cell]}
    )
    text, _ = exporter.from_notebook_node(book)
    return str(text).strip() + "\n"


def chart_files(result: Result) -> dict[str, bytes]:
    """Give what a chart has of files, by name: drawn (SVG), in dots (PNG), and its data (CSV).

    A chart with letters of other scripts is drawn twice: in outlines for print, in text for the
    page, which has their fonts.
    """
    files = {}
    for mime, suffix in SUFFIXES.items():
        if mime in result.images:
            image = result.images[mime]
            content = base64.b64decode(image) if suffix == ".png" else image.encode()
            files[f"{result.id}{suffix}"] = content
    if OUTLINED_MIME in result.images:
        files[f"{result.id}{PAGE}"] = files[f"{result.id}.svg"]
        files[f"{result.id}.svg"] = result.images[OUTLINED_MIME].encode()
    data = result.content.get("data", {})
    if files and data.get("columns"):
        files[f"{result.id}{DATA}"] = csv_text(data["columns"], data["rows"]).encode("utf-8-sig")
    return files


@functools.cache
def _exporter() -> MarkdownExporter:
    # nbconvert takes a quarter of a second to import, and with all that it tries two.
    from traitlets.config import Config

    options = Config()
    options.MarkdownExporter.exclude_input = True
    options.MarkdownExporter.exclude_input_prompt = True
    options.MarkdownExporter.exclude_output_prompt = True
    options.NbConvertBase.display_data_priority = ["text/markdown"]
    exporter: MarkdownExporter = load_nbconvert().MarkdownExporter(config=options)
    return exporter


def _kept(chapter: str, cell: Mapping[str, Any]) -> dict[str, Any] | None:
    """Give a cell as the report has it; nothing for code that showed no result."""
    if cell["cell_type"] == "markdown":
        return {**copy.deepcopy(dict(cell)), "source": joined(cell["source"]).strip() + "\n"}
    if cell["cell_type"] != "code":
        return None
    found = [result_of(chapter, output) for output in cell.get("outputs", ())]
    shown = [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/markdown": f"{result.markdown.strip()}\n"},
        }
        for result in found
        if result is not None and result.placed
    ]
    return {**copy.deepcopy(dict(cell)), "source": "", "outputs": shown} if shown else None
