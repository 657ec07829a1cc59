"""The two engines, and which of them renders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from research.errors import InputError
from research.report import embedded, quarto

if TYPE_CHECKING:
    from pathlib import Path

    from research.report.assembly import Document

__all__ = ["Engine", "cancel", "choose", "file_name"]

cancel = quarto.cancel
file_name = quarto.file_name


class Engine(Protocol):
    """What renders the assembled document."""

    @property
    def name(self) -> str:
        """``pandoc`` or ``quarto``."""

    @property
    def warnings(self) -> list[str]:
        """What the engine warned of while it rendered."""

    def version(self) -> str:
        """Give names and versions, to be shown."""

    def render(self, document: Document, format: str, output: Path) -> Path:  # noqa: A002
        """Render the document in one format."""


class Embedded:
    """pandoc and Typst from their wheels."""

    name = "pandoc"

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def version(self) -> str:
        """Give the versions of both wheels."""
        return embedded.version()

    def render(self, document: Document, format: str, output: Path) -> Path:  # noqa: A002
        """Render the document in one format; see `research.report.embedded.render`."""
        return embedded.render(document, format, output)


def choose(name: Literal["auto", "pandoc", "quarto"] = "auto") -> Engine:
    """Choose the engine.

    Parameters
    ----------
    name : ``pandoc`` for the embedded engine, ``quarto`` for the command, ``auto`` for the command
        where one is found that can do it, the embedded engine elsewhere.

    Raises
    ------
    InputError
        When Quarto is asked for and is not there, or too old.
    """
    if name == "pandoc":
        return Embedded()
    try:
        return quarto.find()
    except InputError:
        if name == "quarto":
            raise
        return Embedded()
