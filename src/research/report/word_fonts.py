"""Fonts inside a Word document, whole and as their makers give them (SIL OFL 1.1)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from research.report.style import FAMILY, font_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["embed", "obfuscated"]

# Family as the styles name it, face as the format names it, cut as its file is called.
_FACES = (
    (FAMILY, "Regular", "Regular"),
    (FAMILY, "Bold", "Bold"),
    (FAMILY, "Italic", "It"),
    (f"{FAMILY} Light", "Regular", "Light"),
)
_FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_IDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SETTING = "<w:embedSystemFonts"


def embed(parts: dict[str, bytes]) -> None:
    """Put the report's fonts into a document, so that it looks alike where they are not installed.

    Parameters
    ----------
    parts : the document's parts by name; changed in place.
    """
    table = parts["word/fontTable.xml"].decode()
    if "xmlns:r=" not in table:
        table = table.replace("<w:fonts ", f'<w:fonts xmlns:r="{_IDS}" ', 1)
    relations = []
    for number, (family, face, key, content) in enumerate(_fonts(), 1):
        parts[f"word/fonts/font{number}.odttf"] = content
        relations.append(
            f'<Relationship Id="rId{number}" Type="{_FONT}" Target="fonts/font{number}.odttf"/>'
        )
        name = f'<w:font w:name="{family}">'
        start, found, rest = table.partition(name)
        own, end, others = rest.partition("</w:font>")
        mark = f'<w:embed{face} r:id="rId{number}" w:fontKey="{{{key}}}"/>'
        table = f"{start}{found}{own}{mark}{end}{others}"
    parts["word/fontTable.xml"] = table.encode()
    parts["word/_rels/fontTable.xml.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}">{"".join(relations)}</Relationships>'.encode()
    )
    settings = parts["word/settings.xml"].decode()
    settings = settings.replace(_SETTING, f"<w:embedTrueTypeFonts/>{_SETTING}", 1)
    parts["word/settings.xml"] = settings.encode()


def obfuscated(content: bytes, key: str) -> bytes:
    """Mix a font with its key, as a Word document wants it (ECMA-376, part 4).

    Parameters
    ----------
    content : the font file.
    key : a GUID; the same key undoes it.
    """
    mask = bytes.fromhex(key.replace("-", ""))[::-1] * 2
    return bytes(a ^ b for a, b in zip(content, mask, strict=False)) + content[len(mask) :]


def _fonts() -> Iterator[tuple[str, str, str, bytes]]:
    for family, face, cut in _FACES:
        path = font_folder() / f"SourceSansPro-{cut}.ttf"
        # Made from the name: the same document gives the same bytes.
        key = str(uuid.uuid5(uuid.NAMESPACE_OID, path.name)).upper()
        yield family, face, key, obfuscated(path.read_bytes(), key)
