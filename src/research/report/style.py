"""The styles that travel with a report: template, fonts and the reference document of Word."""

from __future__ import annotations

import functools
import importlib.metadata
import io
import zipfile
from pathlib import Path

from research.files import write_bytes
from research.report.pandoc import pandoc

__all__ = ["FAMILY", "copy", "font_files", "font_folder", "web_font"]

FAMILY = "Source Sans Pro"
CUTS = ("Light", "Regular", "It", "Semibold")

# Latin with its accents, Greek, punctuation, currency, arrows, mathematics, geometric shapes.
_RANGES = "U+0020-017F,U+0370-03FF,U+1E00-1EFF,U+2000-20CF,U+2100-22FF,U+25A0-25FF,U+2700-27BF"


def copy(template: Path, folder: Path) -> None:
    """Put everything that a document needs beside it, and nothing else there.

    Parameters
    ----------
    template : folder of the template; its ``word`` folder becomes ``reference.docx``.
    folder : where the styles go.
    """
    wanted = {path: (template / path).read_bytes() for path in _files(template, without="word")}
    wanted[Path("reference.docx")] = reference_document(template / "word")
    for path, content in wanted.items():
        write_bytes(folder / path, content)
    _copy_fonts(folder / "fonts")
    for path in _files(folder, without="fonts"):
        if path not in wanted:
            (folder / path).unlink()
    _remove_empty(folder)


def _files(folder: Path, *, without: str) -> list[Path]:
    """Give the files below a folder, relative to it; hidden ones and one folder left out."""
    found = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [
        path
        for path in found
        if path.parts[0] != without and not any(part.startswith(".") for part in path.parts)
    ]


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _copy_fonts(folder: Path) -> None:
    # Subsetting takes seconds, and gives the same until the font or its subset changes.
    recipe = folder / "recipe.txt"
    text = f"{importlib.metadata.version('font-source-sans-pro')} {_RANGES}\n"
    if recipe.is_file() and recipe.read_text(encoding="utf-8") == text:
        return
    for name, path in font_files().items():
        write_bytes(folder / path.name, path.read_bytes())
        write_bytes(folder / f"{path.stem}.woff2", web_font(name))
    write_bytes(folder / "LICENSE.txt", (path.parent / "LICENSE.txt").read_bytes())
    write_bytes(recipe, text.encode())


def font_files() -> dict[str, Path]:
    """Give the font files that the report uses, by the name of the cut."""
    return {name: font_folder() / f"SourceSansPro-{name}.ttf" for name in CUTS}


def font_folder() -> Path:
    """Give the folder of the font files, in their wheel."""
    import font_source_sans_pro

    return Path(font_source_sans_pro.__path__[0]) / "files"


@functools.cache
def web_font(name: str) -> bytes:
    """Give one cut as WOFF2, with the characters that a report in a European language has.

    Parameters
    ----------
    name : a key of `font_files`.
    """
    from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

    options = Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "lnum", "mark"])
    options.with_zopfli = False
    font = load_font(str(font_files()[name]), options)
    font.recalcTimestamp = False
    subset = Subsetter(options)
    subset.populate(unicodes=parse_unicodes(_RANGES))
    subset.subset(font)
    stream = io.BytesIO()
    save_font(font, stream, options)
    font.close()
    return stream.getvalue()


def reference_document(folder: Path) -> bytes:
    """Give the Word document whose styles pandoc takes, always the same bytes.

    Parameters
    ----------
    folder : the parts that differ from those of pandoc's own reference document.
    """
    own = pandoc("--print-default-data-file=reference.docx")
    with zipfile.ZipFile(io.BytesIO(own)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for path in folder.rglob("*"):
        if path.is_file():
            parts[path.relative_to(folder).as_posix()] = path.read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            part = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, parts[name])
    return stream.getvalue()
