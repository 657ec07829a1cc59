"""The two engines, and which of them renders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from research.errors import InputError
from research.report import embedded, formats, quarto

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from research.errors import Problem
    from research.report.assembly import Document

__all__ = ["Engine", "cancel", "choose", "file_name"]

cancel = quarto.cancel
file_name = formats.file_name

Name = Literal["auto", "pandoc", "quarto"]


class Engine(Protocol):
    """What renders the assembled document."""

    @property
    def name(self) -> str:
        """``pandoc`` or ``quarto``."""

    @property
    def warnings(self) -> list[str]:
        """What is to be said of the choice, and what the engine warned of while it rendered."""

    def version(self) -> str:
        """Give names and versions, to be shown."""

    def problem(self, format: str) -> Problem | None:  # noqa: A002
        """Say why the engine makes no such format of a report; None where it does."""

    def render(self, document: Document, format: str, output: Path) -> Path:  # noqa: A002
        """Render the document in one format."""


class Embedded:
    """pandoc and Typst from their wheels.

    Parameters
    ----------
    warnings : why it renders although there is a Quarto, or should be.
    """

    name = "pandoc"

    def __init__(self, warnings: Iterable[str] = ()) -> None:
        self.warnings = list(warnings)

    def version(self) -> str:
        """Give the versions of both wheels."""
        return embedded.version()

    def problem(self, format: str) -> Problem | None:  # noqa: A002
        """Say why the engine makes no such format of a report; None where it does."""
        return formats.no_deck(format) or embedded.problem(format)

    def render(self, document: Document, format: str, output: Path) -> Path:  # noqa: A002
        """Render the document in one format; see `research.report.embedded.render`."""
        return embedded.render(document, format, output, self.warnings.append)


def choose(name: Name = "auto", wanted: Iterable[str] = ()) -> Engine:
    """Choose the engine.

    Parameters
    ----------
    name : ``pandoc`` for the embedded engine, ``quarto`` for the command, ``auto`` for the command
        where one is found that can do it, the embedded engine elsewhere. That one says why, where
        there is a command that cannot.
    wanted : formats that it is to make.

    Raises
    ------
    InputError
        When Quarto is asked for and is not there, or too old; when the engine does not make a
        format, with a problem for each.
    """
    engine = _named(name)
    problems = [problem for each in wanted if (problem := engine.problem(each))]
    if problems:
        raise InputError(problems)
    return engine


def _named(name: Name) -> Engine:
    if name == "pandoc":
        return Embedded()
    try:
        return quarto.find()
    except InputError as error:
        if name == "quarto":
            raise
        if not quarto.present():
            return Embedded()
        instead = "the embedded engine renders in its place"
        return Embedded(f"{problem.what}; {instead}" for problem in error.problems)
