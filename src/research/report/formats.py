"""Formats of a report: what each engine calls them, what their files are called, which are none."""

from __future__ import annotations

import functools
import re

from research.errors import Problem
from research.problems.nearest import meant
from research.problems.values import shown
from research.report.pandoc import pandoc

__all__ = ["WHERE", "file_name", "foreign", "no_deck", "quartos", "suffix"]

# Our name of a format and Quarto's; the suffix of what Quarto makes. Others keep their name.
_QUARTOS = {"pdf": "typst"}
_SUFFIX = {"typst": "pdf", "gfm": "md", "latex": "tex", "beamer": "pdf"}

_OF_QUARTO = {"dashboard", "email", "gfm", "hugo", "pdf", "typst"}
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[+-][a-z_]+)*")
# Beamer is none of them: it loses no table, and few have the TeX that it needs.
_SLIDES = {"dzslides", "pptx", "revealjs", "s5", "slideous", "slidy"}

# Where a user names formats.
WHERE = "report.formats or --to"


def file_name(format: str) -> str:  # noqa: A002
    """Give the name of a report's file: its suffix is the one that opens it.

    >>> file_name("pdf"), file_name("epub"), file_name("gfm")
    ('report.pdf', 'report.epub', 'report-gfm.md')
    """
    own = suffix(format)
    return f"report.{own}" if own == format else f"report-{format}.{own}"


def suffix(format: str) -> str:  # noqa: A002
    """Give the suffix of a file of a format."""
    return _SUFFIX.get(format, re.split("[+-]", format)[0])


def quartos(format: str) -> str:  # noqa: A002
    """Give Quarto's name of a format: its own way to PDF is Typst.

    >>> quartos("pdf"), quartos("html")
    ('typst', 'html')
    """
    return _QUARTOS.get(format, format)


def no_deck(format: str) -> Problem | None:  # noqa: A002
    """Say why slides are no format of a report; None for any other.

    Of a report Quarto makes one slide a heading: tables are lost, and what is long is cut off.
    """
    if re.split("[+-]", format)[0] not in _SLIDES:
        return None
    what = f"a report makes no slides, and '{format}' is slides"
    hint = "Quarto would make one slide a heading, lose the tables and cut what is long"
    return Problem(WHERE, what, allowed="html, pdf, docx", hint=hint)


def foreign(format: str) -> Problem | None:  # noqa: A002
    """Say why a name can be no format of Quarto; None where it may be one."""
    if _NAME.fullmatch(format) and re.split("[+-]", format)[0] in known():
        return None
    what, allowed = (
        f"{shown(format)} is no format of Quarto",
        "html, pdf, docx, epub, odt, gfm and others",
    )
    return Problem(WHERE, what, allowed=allowed, hint=meant(format, known()))


@functools.cache
def known() -> frozenset[str]:
    """Give the formats that Quarto knows: those of pandoc, and its own."""
    return frozenset(pandoc("--list-output-formats").decode().split()) | _OF_QUARTO
