"""The characters of a document: what sets those that the report's own family lacks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from research.typefaces import house
from research.typefaces.choice import Choice, choose
from research.typefaces.cuts import as_web_font, cut, cut_file, weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from research.typefaces.catalogue import Typeface

__all__ = ["RANGES", "Characters", "characters"]

# Latin with its accents, Greek, punctuation, currency, arrows, mathematics, geometric shapes: what
# every page has of the report's own family.
RANGES = "U+0020-017F,U+0370-03FF,U+1E00-1EFF,U+2000-20CF,U+2100-22FF,U+25A0-25FF,U+2700-27BF"

# A cluster is taken from one font: its joiners and selectors too.
_JOINERS = {0x200C, 0x200D, 0xFE0E, 0xFE0F}
_LONG = re.compile(r"[!-~]{40}")
_WEIGHTS = {"Light": "300", "Regular": "400", "It": "400", "Semibold": "600", "Bold": "600"}


@dataclass(frozen=True)
class Characters:
    """What a document needs beyond the report's own family as every page has it.

    Parameters
    ----------
    choice : the typefaces for what the report's own family lacks, and what no font has.
    own : further code points of the report's own family.
    right_to_left : whether something is written from right to left.
    long : whether a word is longer than a line may be.
    """

    choice: Choice = field(default_factory=Choice)
    own: frozenset[int] = frozenset()
    right_to_left: bool = False
    long: bool = False

    @property
    def metadata(self) -> dict[str, Any]:
        """What the filters and templates are told; nothing when nothing is needed."""
        told = {
            "fonts": self.choice.families,
            "absent": [
                {"code": f"U+{code:04X}", "name": unicodedata.name(chr(code), "").lower()}
                for code in self.choice.absent
            ],
            "sheet": self.sheet,
            "right-to-left": self.right_to_left,
            "long": self.long,
        }
        given = {name: value for name, value in told.items() if value}
        return {"characters": given} if given else {}

    @property
    def records(self) -> list[dict[str, str]]:
        """The typefaces, for the provenance of a build."""
        return [face.record() for face in self.choice.faces]

    @property
    def sheet(self) -> bool:
        """Whether the page needs a style sheet and fonts of its own."""
        return bool(self.choice.faces or self.own or self.choice.absent)

    @property
    def recipe(self) -> str:
        """What the fonts are cut from: the same recipe gives the same files."""
        cuts = [f"{face.record()} {sorted(codes)}" for face, codes in self.choice.faces.items()]
        return "\n".join([*cuts, f"own {sorted(self.own)}", f"absent {self.choice.absent}", ""])

    def names(self) -> list[str]:
        """Give the names of the files that `files` gives."""
        own = [f"fonts/{_own(name)}" for name in house.CUTS] if self.own else []
        stems = [
            f"fonts/{_stem(face, weight)}" for face in self.choice.faces for weight in weights(face)
        ]
        cuts = [f"{stem}{end}" for stem in stems for end in (".ttf", ".woff2")]
        return [*own, *cuts, "characters.css"]

    def files(self) -> dict[str, bytes]:
        """Give the fonts and the style sheet that go with the document, by name."""
        made, rules = {}, [_MARKED]
        for name, path in house.font_files().items() if self.own else ():
            made[f"fonts/{_own(name)}"] = as_web_font(cut_file(path, self.own))
            rules.append(_face("Source Sans Report", _own(name), name, self.own))
        for face, codes in self.choice.faces.items():
            for weight in weights(face):
                content, stem = cut(face, frozenset(codes), weight), _stem(face, weight)
                made[f"fonts/{stem}.ttf"] = content
                made[f"fonts/{stem}.woff2"] = as_web_font(content)
                shown = codes | _JOINERS
                rules.append(_face(f"Report {face.family}", f"{stem}.woff2", weight, shown))
        others = "".join(f'"Report {family}", ' for family in self.choice.families)
        rules.append(
            f'body {{ font-family: "Source Sans Report", {others}system-ui, sans-serif; }}'
        )
        return made | {"characters.css": ("\n".join(rules) + "\n").encode()}

    @cached_property
    def by_code(self) -> dict[int, Typeface]:
        """The typeface of each code point that the report's own family lacks."""
        own = house.coverage()
        return {code: face for face, codes in self.choice.faces.items() for code in codes - own}


def characters(texts: Iterable[str], language: str = "") -> Characters:
    """Find what a document needs beyond the report's own family as every page has it.

    Parameters
    ----------
    texts : every word of the document.
    language : of the document.
    """
    texts = list(texts)
    held = set().union(*texts) if texts else set()
    foreign = {sign for sign in held if not sign.isascii()}
    beyond = {ord(sign) for sign in foreign} & house.coverage() - _everywhere()
    return Characters(
        choose(texts, language=language) if foreign else Choice(),
        frozenset(beyond),
        right_to_left=any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in foreign),
        long=any(_LONG.search(text) for text in texts),
    )


def _everywhere() -> set[int]:
    from fontTools.subset import parse_unicodes

    return set(parse_unicodes(RANGES))


def _own(name: str) -> str:
    return f"SourceSansPro-{name}-more.woff2"


def _stem(face: Typeface, weight: str) -> str:
    return f"{''.join(face.family.split())}-{weight}"


def _face(family: str, file: str, cut_name: str, codes: Iterable[int]) -> str:
    style = " font-style: italic;" if cut_name == "It" else ""
    spans = ", ".join(f"U+{code:X}" for code in sorted(codes))
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {_WEIGHTS[cut_name]};{style} '
        f'src: url(fonts/{file}) format("woff2"); unicode-range: {spans}; }}'
    )


_MARKED = """/* What the report's own family lacks; each font under the licence of its makers. */
.codepoint { font-size: 0.72em; font-weight: 400; color: var(--muted); white-space: nowrap; }
.codepoint { padding: 0.05em 0.3em; border: 1px solid var(--rules); border-radius: 2px; }
[dir="rtl"] { text-align: right; }
:is(td, th) > [dir="rtl"]:not(:has(ul, ol)) { text-align: inherit; }
[dir="rtl"] :is(ul, ol) { padding: 0 1.2em 0 0; }
[dir="rtl"] ul > li::before { left: auto; right: -1.1em; }"""
