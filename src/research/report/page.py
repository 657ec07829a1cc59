"""The web page: everything that it needs inside one file."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from research.display.drawing.svg import DRAWN

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DATA", "PAGE", "embed", "inline"]

PAGE = ".page.svg"
"""End of the name of a chart whose letters need the fonts of the page."""

DATA = ".csv"
"""End of the name of what a chart shows, as a table."""

_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")(figures/[\w-]+\.\w+)(")')
_DATA_LINK = re.compile(rf'(<a\b[^>]*?\bhref=")(figures/[\w-]+{re.escape(DATA)})(")')
_EMBEDDED = re.compile(r'<img\b[^>]*?\bsrc="data:image/svg\+xml;base64,([^"]+)"[^>]*>')
_ATTRIBUTE = re.compile(r'\b(class|alt)="([^"]*)"')
_CHART = re.compile(rf'<svg\b[^>]*? class="{DRAWN}"')
_SHEET = re.compile(r'<link rel="stylesheet" href="(style/[^"]+)" ?/?>')
_SCRIPT = re.compile(r'<script src="(style/[^"]+)"></script>')
_FONT = re.compile(r"url\(fonts/([\w.-]+)\)")
_TYPES = {
    DATA: "text/csv;charset=utf-8",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def embed(text: str, folder: Path) -> str:
    """Put pictures, data of charts, styles, fonts and script inside the page.

    Parameters
    ----------
    text : the page as pandoc wrote it.
    folder : folder of the document.
    """
    text = _SHEET.sub(lambda match: _sheet(folder / match[1]), text)
    text = _SCRIPT.sub(lambda match: f"<script>\n{_read(folder / match[1])}</script>", text)
    text = _IMAGE.sub(lambda match: match[1] + _picture(folder / match[2]) + match[3], text)
    text = _DATA_LINK.sub(lambda match: match[1] + _data(folder / match[2]) + match[3], text)
    return inline(text)


def inline(text: str) -> str:
    """Turn charts that are images of a page into drawings in it, whose text is the page's.

    An image of anyone else stays one: what is inside it touches neither page nor reader.

    Parameters
    ----------
    text : a page whose images are inside it.
    """
    return _EMBEDDED.sub(_drawing, text)


def _drawing(image: re.Match[str]) -> str:
    svg = base64.b64decode(image[1]).decode("utf-8", errors="replace").strip()
    chart = _CHART.match(svg)
    if chart is None:
        return image[0]
    given = dict(_ATTRIBUTE.findall(image[0]))
    classes = f"{DRAWN} {given.get('class', '')}".strip()
    start = chart[0].removesuffix(f'class="{DRAWN}"') + f'class="{classes}"'
    more, _, content = svg[chart.end() :].partition(">")
    if not given.get("alt"):
        return f'{start} aria-hidden="true"{more}>{content}'
    # One picture with its description, not forty labels, to those who hear the page.
    labels = f'<g aria-hidden="true">{content.removesuffix("</svg>")}</g></svg>'
    return f'{start} role="img" aria-label="{given["alt"]}"{more}>{labels}'


def _sheet(path: Path) -> str:
    text = _FONT.sub(lambda match: f"url({_data(path.parent / 'fonts' / match[1])})", _read(path))
    return f"<style>\n{text}</style>"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _picture(path: Path) -> str:
    own = path.with_suffix(PAGE)
    return _data(own if own.exists() else path)


def _data(path: Path) -> str:
    content = base64.b64encode(path.read_bytes()).decode()
    return f"data:{_TYPES[path.suffix]};base64,{content}"
