"""The web page: everything that it needs inside one file."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["embed"]

_IMAGE = re.compile(r'(<img\b[^>]*?\bsrc=")(figures/[^"]+)(")')
_SHEET = re.compile(r'<link rel="stylesheet" href="(style/[^"]+)" ?/?>')
_SCRIPT = re.compile(r'<script src="(style/[^"]+)"></script>')
_FONT = re.compile(r"url\(fonts/([\w.-]+)\)")
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2"}


def embed(text: str, folder: Path) -> str:
    """Put pictures, styles, fonts and script inside the page.

    Parameters
    ----------
    text : the page as pandoc wrote it.
    folder : folder of the document.
    """
    text = _SHEET.sub(lambda match: _sheet(folder / match[1]), text)
    text = _SCRIPT.sub(lambda match: f"<script>\n{_read(folder / match[1])}</script>", text)
    return _IMAGE.sub(lambda match: match[1] + _data(folder / match[2]) + match[3], text)


def _sheet(path: Path) -> str:
    text = _FONT.sub(lambda match: f"url({_data(path.parent / 'fonts' / match[1])})", _read(path))
    return f"<style>\n{text}</style>"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _data(path: Path) -> str:
    content = base64.b64encode(path.read_bytes()).decode()
    return f"data:{_TYPES[path.suffix]};base64,{content}"
