"""The styles that travel with a report: template, fonts and the reference document of Word."""

from __future__ import annotations

import functools
import importlib.metadata
import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from research.files import digest, digest_file, write_bytes, write_text
from research.report.characters import RANGES, Characters
from research.report.pandoc import pandoc
from research.typefaces.house import font_files, font_folder

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["copy", "web_font"]


def copy(template: Path, folder: Path, needed: Characters | None = None) -> None:
    """Put everything that a document needs beside it, and nothing else there.

    Parameters
    ----------
    template : folder of the template; its ``word`` folder becomes ``reference.docx``.
    folder : where the styles go.
    needed : what the document needs beyond the report's own family.
    """
    more = _more(needed or Characters(), folder)
    wanted = {path: (template / path).read_bytes() for path in _files(template, without="word")}
    wanted[Path("reference.docx")] = reference_document(template / "word")
    wanted |= more
    for path, content in wanted.items():
        write_bytes(folder / path, content)
    own = {Path("fonts") / name for name in _copy_fonts(folder / "fonts")}
    for path in _files(folder):
        if path not in wanted and path not in own:
            (folder / path).unlink()
    _remove_empty(folder)


def _more(needed: Characters, folder: Path) -> dict[Path, bytes]:
    """Give the fonts beyond the report's own; those there already where they are what is needed."""
    if not needed.sheet:
        return {}
    recipe = Path("fonts") / "more.txt"
    names = [recipe.as_posix(), *needed.names()]
    if _kept(folder, ".more", names, needed.recipe):
        return {Path(name): (folder / name).read_bytes() for name in names}
    made = {Path(name): content for name, content in needed.files().items()}
    made[recipe] = needed.recipe.encode()
    for path, content in made.items():
        write_bytes(folder / path, content)
    _keep(folder, ".more", names, needed.recipe)
    return made


def _kept(folder: Path, note: str, names: Iterable[str], recipe: str) -> bool:
    """Whether files are there as they were made from a recipe: a damaged one is made again."""
    try:
        return (folder / note).read_text(encoding="utf-8") == _digests(folder, names, recipe)
    except (OSError, UnicodeDecodeError):
        return False


def _keep(folder: Path, note: str, names: Iterable[str], recipe: str) -> None:
    """Note what files are like; in a hidden file, which no report has."""
    write_text(folder / note, _digests(folder, names, recipe))


def _digests(folder: Path, names: Iterable[str], recipe: str) -> str:
    return digest([recipe, *(f"{name}={digest_file(folder / name)}" for name in names)])


def _files(folder: Path, *, without: str = "") -> list[Path]:
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


def _copy_fonts(folder: Path) -> list[str]:
    """Put the report's own family beside the document; give the names of its files."""
    # Subsetting takes seconds, and gives the same until the font or its subset changes.
    recipe, licence = folder / "recipe.txt", "LICENSE.txt"
    text = f"{importlib.metadata.version('font-source-sans-pro')} {RANGES}\n"
    files = font_files()
    stems = [path.stem for path in files.values()]
    names = [
        recipe.name,
        licence,
        *(f"{stem}{end}" for stem in stems for end in (".ttf", ".woff2")),
    ]
    if not _kept(folder, ".whole", names, text):
        for name, path in files.items():
            write_bytes(folder / path.name, path.read_bytes())
            write_bytes(folder / f"{path.stem}.woff2", web_font(name))
        write_bytes(folder / licence, (font_folder() / licence).read_bytes())
        write_bytes(recipe, text.encode())
        _keep(folder, ".whole", names, text)
    return names


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
    subset.populate(unicodes=parse_unicodes(RANGES))
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
