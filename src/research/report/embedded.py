"""The embedded engine: pandoc and Typst, both from wheels."""

from __future__ import annotations

import importlib.metadata
import re
from typing import TYPE_CHECKING

from research.errors import InputError, Problem, RenderError
from research.files import write_bytes
from research.report import page, rowheads
from research.report.formats import WHERE
from research.report.pandoc import pandoc
from research.report.pandoc import version as pandoc_version

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from research.report.assembly import Document

    Warn = Callable[[str], None]

__all__ = ["FORMATS", "problem", "render", "version", "web_page"]


def version() -> str:
    """Give the versions of both wheels."""
    return f"pandoc {pandoc_version()}, Typst {importlib.metadata.version('typst')}"


def render(
    document: Document,
    format: str,  # noqa: A002
    output: Path,
    warn: Warn = lambda _: None,
) -> Path:
    """Render the document in one format.

    Parameters
    ----------
    document : the assembled report.
    format : ``html``, ``pdf`` or ``docx``.
    output : the file to write.
    warn : is given what Typst warns of while it sets the pages.

    Returns
    -------
    Path
        The file written; the same document gives the same bytes.

    Raises
    ------
    InputError
        When the engine does not know the format.
    RenderError
        When pandoc or Typst stops, with its message.
    """
    refused = problem(format)
    if refused:
        raise InputError([refused])
    return write_bytes(output, FORMATS[format](document, warn))


def problem(format: str) -> Problem | None:  # noqa: A002
    """Say why this engine does not make a format; None where it does."""
    if format in FORMATS:
        return None
    what = f"the embedded engine makes no '{format}'"
    hint = "other formats need Quarto: --engine quarto"
    return Problem(WHERE, what, allowed=", ".join(FORMATS), hint=hint)


def web_page(document: Document, *options: str) -> bytes:
    """Give the document as one web page with all that it needs inside.

    Parameters
    ----------
    document : the assembled report.
    options : of pandoc, beside those of every page.
    """
    text = _pandoc(
        document,
        "html5",
        "--template=style/template.html",
        "--toc",
        "--toc-depth=3",
        "--section-divs",
        *options,
    )
    return page.embed(text.decode(), document.folder).encode()


def _html(document: Document, _: Warn) -> bytes:
    return web_page(document)


def _pdf(document: Document, warn: Warn) -> bytes:
    import typst

    source = _pandoc(document, "typst", "--template=style/template.typ")
    main = write_bytes(document.folder / ".report.typ", source)
    try:
        content, warnings = typst.compile_with_warnings(
            str(main),
            root=str(document.folder),
            font_paths=[str(document.folder / "style" / "fonts")],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            timestamp=document.time,
        )
    except typst.TypstError as error:
        msg = f"Typst could not set the report: {_said(error)}"
        raise RenderError(msg) from None
    finally:
        main.unlink(missing_ok=True)
    for one in _warned([str(each.message) for each in warnings]):
        warn(one)
    return rowheads.name_rows(content, rowheads.stubs_of(source))


def _docx(document: Document, _: Warn) -> bytes:
    # python-docx takes a moment to import, and not every report is a Word document.
    from research.report import word

    content = _pandoc(
        document,
        "docx",
        "--lua-filter=style/cover.lua",
        "--reference-doc=style/reference.docx",
        "--default-image-extension=png",
        "--output=-",
    )
    return word.finish(content, document.time, document.characters, mark=document.mark)


def _pandoc(document: Document, writer: str, *options: str) -> bytes:
    return pandoc(
        "--from=markdown",
        f"--to={writer}",
        "--standalone",
        "--wrap=none",
        "--default-image-extension=svg" if writer != "docx" else "--dpi=200",
        "--lua-filter=style/look.lua",
        "--lua-filter=style/floats.lua",
        *options,
        document.path.name,
        folder=document.folder,
        environment=document.environment,
    )


# Errors of a document that are told, and warnings; the rest are of the same kind, and counted.
_TOLD = 3

# Typst sets the pages again until all that depends on them stays as it was, five times at most.
_UNSETTLED = re.compile("converge|stabilize")


def _said(error: Exception) -> str:
    said = (getattr(error, "diagnostic", "") or str(error)).strip()
    hints = dict.fromkeys(hint.strip() for hint in getattr(error, "hints", ()) if hint)
    first, *others = re.split(r"\n+(?=error: )", said)
    told = [first, *others[: _TOLD - 1]]
    more = [f"and {len(others) + 1 - len(told)} more"] if len(others) >= _TOLD else []
    return "; ".join(part.strip() for part in [*told, *more, *hints] if part)


def _warned(messages: Sequence[str]) -> list[str]:
    """Give what is told of Typst's warnings: what readers would see first, each once."""
    others = [each for each in dict.fromkeys(messages) if not _UNSETTLED.search(each)]
    told = [f"Typst, pdf: {each}" for each in others[:_TOLD]]
    if len(others) > _TOLD:
        told.append(f"Typst, pdf: and {len(others) - _TOLD} more warnings")
    if any(map(_UNSETTLED.search, messages)):
        told.insert(0, "report.pdf did not settle: the pages that its contents name may be wrong")
    return told


FORMATS: dict[str, Callable[[Document, Warn], bytes]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
}
