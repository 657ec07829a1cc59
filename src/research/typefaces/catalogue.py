"""The fonts at hand for what the report's own family lacks, in one order on every machine."""

from __future__ import annotations

import importlib.metadata
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from research.files import digest, digest_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from research.typefaces.clusters import East

__all__ = ["FOLDERS", "WHEELS", "Typeface", "at_hand", "state"]

# The wheels of the extra `fonts`, by module: Noto as its makers publish it.
WHEELS = {"manimgx_fonts": "manimgx-fonts", "manimgx_fonts_cjk": "manimgx-fonts-cjk"}

# Where Linux, macOS and Windows keep fonts.
FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("~/.local/share/fonts"),
    Path("~/.fonts"),
    Path("/Library/Fonts"),
    Path("~/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)

_FILE = re.compile(
    r"(?P<family>Noto[A-Za-z0-9]+?)"
    r"(?:-(?P<cut>Regular|Bold))?(?P<varies>-VF|\[[\w,]*wght[\w,]*\])?(?:\.otf)?\.(?:ttf|otf|ttc)"
)
# Families by how well they go with the report's own; what is for screens or code is left out.
_RANKS = (
    r"NotoSans",
    r"NotoSans(?!Symbols|Math|CJK|Mono|Display).*(?<!UI)",
    r"NotoSansSymbols2?|NotoSansMath",
    r"NotoSansCJK",
    r"NotoEmoji",
    r"NotoColorEmoji",
    r"Noto(?:Naskh|Serif).*(?<!UI)",
)


@dataclass(frozen=True)
class Typeface:
    """A family at hand, upright.

    Parameters
    ----------
    family : its name.
    source : ``wheel``, ``matplotlib`` or ``system``.
    package : the wheel that it comes in, with its version; empty for the system's.
    regular, bold : its files; one and the same where the weight varies inside it.
    number : its place in a file of several.
    """

    family: str
    source: Literal["wheel", "matplotlib", "system"]
    package: str
    regular: Path
    bold: Path | None = None
    number: int = -1

    @cached_property
    def coverage(self) -> frozenset[int]:
        """Code points that it has."""
        from fontTools.ttLib import TTFont

        try:
            with TTFont(self.regular, fontNumber=self.number, lazy=True) as font:
                return frozenset(font.getBestCmap() or ())
        except Exception:  # fontTools fails in many ways at a damaged file
            return frozenset()

    @cached_property
    def advances(self) -> dict[int, float]:
        """Width of each character, in ems, unjoined."""
        from fontTools.ttLib import TTFont

        with TTFont(self.regular, fontNumber=self.number, lazy=True) as font:
            em, widths = font["head"].unitsPerEm, font["hmtx"]
            return {code: widths[name][0] / em for code, name in font.getBestCmap().items()}

    @cached_property
    def has_outlines(self) -> bool:
        """Whether its glyphs are drawn by outlines; colour emoji are pictures."""
        from fontTools.ttLib import TTFont

        with TTFont(self.regular, fontNumber=self.number, lazy=True) as font:
            return bool({"glyf", "CFF ", "CFF2"} & set(font.keys()))

    def record(self) -> dict[str, str]:
        """Say for the provenance of a build which font this is."""
        from fontTools.ttLib import TTFont

        with TTFont(self.regular, fontNumber=self.number, lazy=True) as font:
            version = font["name"].getDebugName(5) or ""
        place = {"package": self.package} if self.package else {"file": self.regular.as_posix()}
        facts = {"family": self.family, "source": self.source, "version": version}
        return facts | place | {"digest": digest_file(self.regular)}


@cache
def at_hand(east: East = "SC") -> tuple[Typeface, ...]:
    """Give the fonts at hand in the order in which they are asked for a character.

    Wheels of the extra ``fonts`` come first, then the DejaVu that matplotlib brings: the same on
    every machine. Last come the Noto fonts of the system.

    Parameters
    ----------
    east : whose shapes the characters take that China, Japan and Korea share.
    """
    return (*_wheels(east), *_dejavu(), *_system(east))


def state() -> str:
    """Give a digest that changes when a font comes to hand, goes or changes."""
    files = [path for path, _ in (*_wheel_files(), *_system_files())]
    marks = [(path, path.stat()) for path in files if path.is_file()]
    return digest([f"{path} {mark.st_size} {mark.st_mtime_ns}" for path, mark in marks])


def _wheels(east: East) -> Iterator[Typeface]:
    yield from _families(_wheel_files(), "wheel", east)


def _wheel_files() -> Iterator[tuple[Path, str]]:
    for module, name in WHEELS.items():
        spec = find_spec(module)
        if spec is not None and spec.origin is not None:
            package = f"{name} {importlib.metadata.version(name)}"
            for path in sorted(Path(spec.origin).parent.iterdir()):
                yield path, package


def _dejavu() -> Iterator[Typeface]:
    spec = find_spec("matplotlib")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
        package = f"matplotlib {importlib.metadata.version('matplotlib')}"
        files = folder / "DejaVuSans.ttf", folder / "DejaVuSans-Bold.ttf"
        yield Typeface("DejaVu Sans", "matplotlib", package, *files)


def _system(east: East) -> Iterator[Typeface]:
    yield from _families(_system_files(), "system", east)


def _system_files() -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        for path in sorted(folder.expanduser().rglob("Noto*")):
            yield path, ""


def _families(
    found: Iterable[tuple[Path, str]], source: Literal["wheel", "system"], east: East
) -> Iterator[Typeface]:
    """Put files together to families, the best first."""
    by_family: dict[tuple[int, str], dict[str, Path]] = {}
    packages: dict[str, str] = {}
    for path, package in found:
        match = _FILE.fullmatch(path.name)
        rank = _rank(match["family"]) if match else None
        if match is None or rank is None:
            continue
        cuts = by_family.setdefault((rank, match["family"]), {})
        for cut in ("Regular", "Bold") if match["varies"] else (match["cut"] or "Regular",):
            cuts.setdefault(cut, path)
        packages.setdefault(match["family"], package)
    for (_, family), cuts in sorted(by_family.items()):
        face = _typeface(cuts, source, packages[family], east) if "Regular" in cuts else None
        if face is not None:
            yield face


def _rank(family: str) -> int | None:
    return next((rank for rank, made in enumerate(_RANKS) if re.fullmatch(made, family)), None)


def _typeface(
    cuts: dict[str, Path], source: Literal["wheel", "system"], package: str, east: East
) -> Typeface | None:
    """Give a family by its own name; nothing where its file cannot be read."""
    path, number = cuts["Regular"], -1
    try:
        names = _names(path)
    except Exception:  # fontTools fails in many ways at a damaged file
        return None
    if len(names) > 1:
        wanted = f"Noto Sans CJK {east}"
        number = names.index(wanted) if wanted in names else 0
    return Typeface(names[number], source, package, path, cuts.get("Bold"), number)


def _names(path: Path) -> list[str]:
    """Give the names of the families in a file."""
    from fontTools.ttLib import TTCollection, TTFont

    with path.open("rb") as stream:
        if path.suffix == ".ttc":
            members = TTCollection(stream, lazy=True)
            return [font["name"].getBestFamilyName() or path.stem for font in members]
        return [TTFont(stream, lazy=True)["name"].getBestFamilyName() or path.stem]
