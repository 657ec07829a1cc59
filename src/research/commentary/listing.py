"""Lists of names: on a terminal, as JSON and as CSV."""

from __future__ import annotations

import json
import os
import shutil
import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from research.csvtext import csv_text
from research.problems.values import one_line
from research.wording.figures import grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from research.commentary.names import Name

__all__ = ["as_csv", "as_json", "show"]

# Names that a terminal shows with the words of each filter; of more it shows a table.
_WORDED = 12
# What is no terminal breaks no line.
_ENDLESS = 10_000
_FIELDS = ("name", "value", "unit", "base", "label", "float", "section", "chapter", "where")


def as_json(found: Sequence[Name]) -> str:
    """Give names with all that is known of them, and the words of each filter.

    Parameters
    ----------
    found : the names.
    """
    return json.dumps([name.line() for name in found], ensure_ascii=False, indent=1)


def as_csv(found: Sequence[Name]) -> str:
    """Give names as a table for a spreadsheet, values unrounded.

    Parameters
    ----------
    found : the names.
    """
    lines = (name.line() for name in found)
    return csv_text(_FIELDS, ([line[field] for field in _FIELDS] for line in lines))


def show(found: Sequence[Name]) -> None:
    """Print names on the terminal: few with the words of each filter, many as a table.

    Parameters
    ----------
    found : the names, the best first.
    """
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _ENDLESS
    console = Console(width=width, highlight=False, emoji=False, no_color="NO_COLOR" in os.environ)
    if len(found) > _WORDED:
        with console.capture() as written:
            console.print(_table(found))
        for line in written.get().splitlines():
            sys.stdout.write(f"{line.rstrip()}\n")
        return
    for name in found:
        console.print(Text(str(name), style="bold"), soft_wrap=True)
        for line in _described(name):
            console.print(Text(f"  {one_line(line)}"), soft_wrap=True)


def _described(name: Name) -> list[str]:
    record = name.record
    said = [str(record["label"]), f"{name.value}, {record['unit']}", _base(name), str(name.place)]
    words = [f"{filter_}: {words}" for filter_, words in name.words.items() if filter_ != "label"]
    marks = [mark for mark in ("tied", "reconstructed") if record.get(mark)]
    return ["; ".join(filter(None, [*said, *marks])), *([" | ".join(words)] if words else [])]


def _base(name: Name) -> str:
    base = name.record["base"]
    return "" if base is None else f"base {grouped(base)}"


def _table(found: Sequence[Name]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("name", no_wrap=True, overflow="fold")
    table.add_column("value", justify="right")
    table.add_column("unit")
    table.add_column("base", justify="right")
    table.add_column("where")
    table.add_column("label")
    for name in found:
        base = name.record["base"]
        cells = (name.value, name.record["unit"], "" if base is None else grouped(base))
        told = (*cells, str(name.place), str(name.record["label"]))
        table.add_row(Text(str(name)), *(Text(one_line(str(cell))) for cell in told))
    return table
