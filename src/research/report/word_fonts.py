"""Fonts inside a Word document, whole and as their makers give them (SIL OFL 1.1)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import nsmap, qn
from lxml import etree

from research.report.word_xml import add, read, written
from research.typefaces.cuts import cut, weights
from research.typefaces.house import FAMILY, font_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from research.typefaces.catalogue import Typeface

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
_TABLE = "word/fontTable.xml"
_SETTINGS = "word/settings.xml"


def embed(parts: dict[str, bytes], faces: Mapping[Typeface, set[int]] | None = None) -> None:
    """Put the report's fonts into a document, so that it looks alike where they are not installed.

    Parameters
    ----------
    parts : the document's parts by name; changed in place.
    faces : what sets the characters that the report's own family lacks.
    """
    table = _with_relations(read(parts[_TABLE]))
    families = {font.get(qn("w:name")): font for font in table}
    relations = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    for number, (family, face, key, content) in enumerate([*_fonts(), *_cuts(faces or {})], 1):
        name, target = f"rId{number}", f"fonts/font{number}.odttf"
        parts[f"word/{target}"] = content
        relation = {"Id": name, "Type": _FONT, "Target": target}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", relation)
        if family not in families:
            families[family] = add(table, qn("w:font"), {qn("w:name"): family})
        mark = {qn("r:id"): name, qn("w:fontKey"): f"{{{key}}}"}
        add(families[family], qn(f"w:embed{face}"), mark)
    parts[_TABLE] = written(table)
    parts["word/_rels/fontTable.xml.rels"] = written(relations)
    settings = read(parts[_SETTINGS])
    add(settings, qn("w:embedTrueTypeFonts"), before=(qn("w:embedSystemFonts"),))
    parts[_SETTINGS] = written(settings)


def _with_relations(table: Any) -> Any:
    """Give the table of fonts with the prefix that its marks need."""
    root = table.makeelement(table.tag, table.attrib, nsmap={**table.nsmap, "r": nsmap["r"]})
    root.text = table.text
    root.extend(table)
    return root


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
    for family, face, name in _FACES:
        path = font_folder() / f"SourceSansPro-{name}.ttf"
        # Made from the name: the same document gives the same bytes.
        key = str(uuid.uuid5(uuid.NAMESPACE_OID, path.name)).upper()
        yield family, face, key, obfuscated(path.read_bytes(), key)


def _cuts(faces: Mapping[Typeface, set[int]]) -> Iterator[tuple[str, str, str, bytes]]:
    """Give what the document needs of other families; pictures of emoji no document can hold."""
    for face, codes in faces.items():
        for weight in weights(face) if face.has_outlines else ():
            key = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{face.family} {weight}")).upper()
            yield face.family, weight, key, obfuscated(cut(face, frozenset(codes), weight), key)
