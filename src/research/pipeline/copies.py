"""Copies of executed notebooks for reviewers: HTML with the code shown, by nbconvert."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from research.pipeline.imports import without_unused

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["html", "load_nbconvert"]


def load_nbconvert() -> ModuleType:
    """Import nbconvert without what it never uses here."""
    with without_unused():
        import nbconvert
    return nbconvert


def html(notebook: bytes, title: str) -> bytes:
    """Give an executed notebook as one HTML file that needs nothing else.

    Parameters
    ----------
    notebook : the executed notebook, as JSON.
    title : title of the page.
    """
    from nbformat.notebooknode import from_dict

    from research.pipeline.notebook import read

    body, _ = _exporter().from_notebook_node(
        from_dict(read(notebook)),  # type: ignore[no-untyped-call]
        resources={"metadata": {"name": title}},
    )
    return str(body).encode()


@functools.cache
def _exporter() -> Any:
    exporter = load_nbconvert().HTMLExporter(
        # Nothing from elsewhere: the page must show without a network.
        mathjax_url="",
        require_js_url="",
        jquery_url="",
    )
    exporter.embed_images = True
    return exporter
