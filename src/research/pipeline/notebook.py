"""Notebooks as bytes: the same run gives the same bytes, whenever and wherever it ran."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from research.files import digest
from research.pipeline.outputs import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = [
    "bare",
    "code",
    "executed",
    "hidden_paths",
    "joined",
    "last_lines",
    "left_early",
    "read",
    "shows_results",
    "write",
]

RESULT = "application/vnd.research.result+json"
INJECTED = "injected-parameters"
_LONGEST = 500

# Where IPython says that the code of a cell stands, by process; and where a thing lies in memory.
# Bounded: without an end a long word would be searched anew from each of its letters.
_CELL_FILE = re.compile(r"[^\s\"']{0,400}ipykernel_\d+[/\\]\d+\.py")
_ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]{6,}")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def read(content: bytes) -> dict[str, Any]:
    """Read a notebook."""
    notebook: dict[str, Any] = json.loads(content)
    return notebook


def write(notebook: Mapping[str, Any]) -> bytes:
    """Write a notebook: keys sorted, one space of indent, a line feed at the end."""
    text = json.dumps(notebook, sort_keys=True, indent=1, ensure_ascii=False)
    return f"{text}\n".encode()


def bare(content: bytes) -> bytes:
    """Give a notebook without the outputs stored in it: all that a run of it needs."""
    notebook = read(content)
    cells = [
        {**cell, "outputs": []} if cell["cell_type"] == "code" else cell
        for cell in notebook["cells"]
    ]
    return write({**notebook, "cells": cells})


def code(notebook: Mapping[str, Any]) -> str:
    """Give a digest of what a notebook executes: its code cells and its language, not its prose."""
    language = notebook.get("metadata", {}).get("kernelspec", {}).get("language", "python")
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    parts = (f"{_tags(cell)}\n{joined(cell['source'])}" for cell in cells)
    return digest([str(language), *parts])


def executed(
    source: Mapping[str, Any], cells: Sequence[Mapping[str, Any]], hidden: Mapping[str, str]
) -> dict[str, Any]:
    """Put the outcome of a run into the notebook as its author last wrote it.

    Prose comes from the source and outputs from the run, so that a notebook whose prose changed
    after its run has the bytes that a new run would give.

    Parameters
    ----------
    source : the notebook as written.
    cells : the code cells that ran, in order, the one with the injected parameters among them;
        fewer than the source has where the run failed.
    hidden : absolute paths, and what stands for them in printed output.

    Returns
    -------
    A notebook without times, absolute paths or random ids.
    """
    injected = [_injected(cell) for cell in cells if INJECTED in _tags(cell)]
    outcome = (cell for cell in cells if INJECTED not in _tags(cell))
    written = [cell for cell in source["cells"] if INJECTED not in _tags(cell)]
    marked = [at for at, cell in enumerate(written, 1) if "parameters" in _tags(cell)]
    result = []
    for position, cell in enumerate(written):
        kept = _cell(cell, str(cell.get("id") or f"cell-{position}"))
        if cell["cell_type"] == "code":
            run = next(outcome, {})
            kept["execution_count"] = run.get("execution_count")
            kept["outputs"] = list(_outputs(run.get("outputs", ()), hidden))
        result.append(kept)
    place = marked[0] if marked else 0
    result[place:place] = injected
    described = source["metadata"]
    metadata = {key: described[key] for key in ("kernelspec", "title") if key in described}
    metadata["language_info"] = {"name": described.get("language_info", {}).get("name", "python")}
    return {"cells": result, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _injected(cell: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": cell.get("execution_count"),
        "id": INJECTED,
        "metadata": {"tags": [INJECTED]},
        "outputs": [],
        "source": joined(cell["source"]),
    }


def _cell(cell: Mapping[str, Any], name: str) -> dict[str, Any]:
    kept = {
        "cell_type": cell["cell_type"],
        "id": name,
        "metadata": {"tags": _tags(cell)} if _tags(cell) else {},
        "source": joined(cell["source"]),
    }
    if "attachments" in cell:
        kept["attachments"] = cell["attachments"]
    return kept


def _outputs(
    outputs: Sequence[Mapping[str, Any]], hidden: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Give outputs as shown, after all that was printed: the kernel sends that in any pieces."""
    printed = {"stdout": "", "stderr": ""}
    for output in outputs:
        if output["output_type"] == "stream":
            printed[output["name"]] += joined(output["text"])
    for name, text in printed.items():
        if text:
            yield {"output_type": "stream", "name": name, "text": _hide(text, hidden)}
    for output in outputs:
        if output["output_type"] == "error":
            trace = [_hide(line, hidden) for line in output["traceback"]]
            yield {**output, "evalue": _hide(output["evalue"], hidden), "traceback": trace}
        elif output["output_type"] != "stream":
            yield _shown(output, hidden)


def _shown(output: Mapping[str, Any], hidden: Mapping[str, str]) -> dict[str, Any]:
    data = {
        kind: value if kind.endswith("json") else joined(value)
        for kind, value in output["data"].items()
    }
    if "text/plain" in data:
        data["text/plain"] = _hide(data["text/plain"], hidden)
    return {**output, "data": data, "metadata": dict(output.get("metadata", {}))}


def shows_results(cells: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a run showed anything that enters a report."""
    outputs = (output for cell in cells for output in cell.get("outputs", ()))
    return any(RESULT in output.get("data", {}) for output in outputs)


def last_lines(cells: Sequence[Mapping[str, Any]], count: int = 6) -> list[str]:
    """Give the last lines of the error in the cells, without colours; none where none failed.

    A magic that IPython does not know, or that is used wrongly, raises nothing: IPython prints
    what is wrong and stops the cell. Then these are the last lines that the last cell printed
    there.
    """
    for cell in reversed(cells):
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error":
                return _lines("\n".join(output["traceback"]))[-count:]
    last = cells[-1].get("outputs", ()) if cells else ()
    return _lines("".join(joined(item["text"]) for item in last if _is_complaint(item)))[-count:]


def left_early(cells: Sequence[Mapping[str, Any]]) -> str:
    """Say how a notebook ended of its own will; empty where it ran through.

    ``sys.exit()`` ends the run without an error, and what stands below it is never shown.
    """
    for cell in cells:
        for output in cell.get("outputs", ()):
            if output["output_type"] == "error" and output["ename"] == "SystemExit":
                return f"SystemExit: {output['evalue']}".removesuffix(": ")
    return ""


def _lines(text: str) -> list[str]:
    lines = _COLOURS.sub("", text).splitlines()
    return [shortened(line, _LONGEST) for line in lines if line.strip()]


def _is_complaint(output: Mapping[str, Any]) -> bool:
    return (output["output_type"], output.get("name")) == ("stream", "stderr")


def hidden_paths(root: Path, prefix: str) -> dict[str, str]:
    """Say what stands for the absolute paths of a machine in printed output."""
    return {str(root): ".", prefix: "<python>"}


def joined(text: str | Sequence[str]) -> str:
    """Give a multi-line value of a notebook as one string."""
    return text if isinstance(text, str) else "".join(text)


def _tags(cell: Mapping[str, Any]) -> list[str]:
    return list(cell.get("metadata", {}).get("tags", ()))


def _hide(text: str, hidden: Mapping[str, str]) -> str:
    """Put what is the same on every machine, and in every run, in the place of what is not."""
    if "ipykernel_" in text:
        text = _CELL_FILE.sub("<cell>", text)
    text = _ADDRESS.sub("at 0x…", text)
    # The longest first: an environment often stands inside the project.
    for path in sorted(hidden, key=len, reverse=True):
        text = text.replace(path, hidden[path])
    return text
