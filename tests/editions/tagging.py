"""What a PDF's tags owe to who hears it: checks, named by checkpoints of the Matterhorn Protocol.

The protocol (PDF Association, version 1.1, 2021) lists by numbers what fails ISO 14289-1
(PDF/UA-1). Checked here is what a program can judge of reports like ours: they have no forms,
layers or attached files, and that they have none is checked too. Each check gives what fails it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdf import PageObject, PdfReader

__all__ = ["CHECKPOINTS", "tags"]

_STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Figure",
        "Formula",
        "Form",
    ]
)
# What each may stand in, and what it may hold, where that is not free.
_WITHIN = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI", "TOCI", "Note"},
    "LBody": {"LI"},
    "TOCI": {"TOC"},
}
_HOLDS = {
    "Table": {"Caption", "THead", "TBody", "TFoot", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "LI", "L"},
    "LI": {"Lbl", "LBody"},
}
_SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do"}


def kind(tag: Any) -> str:
    return str(tag["/S"])[1:]


def kids(tag: Any) -> list[Any]:
    """The tags right within a tag."""
    found = tag.get("/K", [])
    found = found.get_object() if hasattr(found, "get_object") else found
    every = [kid.get_object() for kid in (found if isinstance(found, list) else [found])]
    return [kid for kid in every if hasattr(kid, "get") and "/S" in kid]


def tags(pdf: PdfReader) -> list[Any]:
    """All tags in reading order."""
    found, pending = [], [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while pending:
        tag = pending.pop()
        found += [tag] if "/S" in tag else []
        pending += reversed(kids(tag))
    return found


def untagged(page: PageObject) -> Iterator[str]:
    """What a page shows that is neither tagged nor told to be decoration."""
    depth = 0
    for _, operator in page.get_contents().operations:
        if operator in (b"BDC", b"BMC"):
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in _SHOWS and depth == 0:
            yield f"page {page.page_number + 1}: {operator.decode()}"


def shown_untagged(pdf: PdfReader) -> list[str]:
    return [each for page in pdf.pages for each in untagged(page)]


def strange_roles(pdf: PdfReader) -> list[str]:
    roles = pdf.trailer["/Root"]["/StructTreeRoot"].get("/RoleMap", {})
    known = _STANDARD | {str(name)[1:] for name, to in roles.items() if str(to)[1:] in _STANDARD}
    remapped = [str(name) for name in roles if str(name)[1:] in _STANDARD]
    return remapped + sorted({kind(tag) for tag in tags(pdf)} - known)


def without_metadata(pdf: PdfReader) -> list[str]:
    root = pdf.trailer["/Root"]
    if "/Metadata" not in root:
        return ["no metadata"]
    told = root["/Metadata"].get_object().get_data()
    return [name for name in ("pdfuaid:part", "dc:title") if name.encode() not in told]


def without_shown_title(pdf: PdfReader) -> list[str]:
    wanted = pdf.trailer["/Root"].get("/ViewerPreferences", {}).get("/DisplayDocTitle")
    return [] if wanted else ["the file's name is shown, not its title"]


def out_of_place(pdf: PdfReader) -> list[str]:
    found = []
    for tag in tags(pdf):
        own, parent = kind(tag), tag["/P"].get_object()
        if own in _WITHIN and ("/S" not in parent or kind(parent) not in _WITHIN[own]):
            found.append(f"{own} within {parent.get('/S')}")
        inner = {kind(kid) for kid in kids(tag)}
        if own in _HOLDS and not inner <= _HOLDS[own]:
            found.append(f"{own} holds {sorted(inner - _HOLDS[own])}")
        if own in {"Table", "L"} and "Caption" in [kind(kid) for kid in kids(tag)[1:-1]]:
            found.append(f"Caption amidst {own}")
    return found


def without_language(pdf: PdfReader) -> list[str]:
    told = str(pdf.trailer["/Root"].get("/Lang", ""))
    return [] if told and told[:2].isalpha() else ["no language"]


def mute_pictures(pdf: PdfReader) -> list[str]:
    return [
        f"{kind(tag)} without alt text"
        for tag in tags(pdf)
        if kind(tag) in {"Figure", "Formula"} and not (tag.get("/Alt") or tag.get("/ActualText"))
    ]


def skipped_headings(pdf: PdfReader) -> list[str]:
    levels = [int(kind(tag)[1]) for tag in tags(pdf) if kind(tag)[0] == "H" and kind(tag)[1:]]
    first = ["the first heading is not H1"] if levels[:1] not in ([], [1]) else []
    return first + [f"H{one} then H{two}" for one, two in pairwise(levels) if two > one + 1]


def headless_cells(pdf: PdfReader) -> list[str]:
    """Heads without scope, and cells whose headers there are none of."""
    cells = [tag for tag in tags(pdf) if kind(tag) in {"TH", "TD"}]
    ids = {str(tag["/ID"]) for tag in cells if "/ID" in tag}
    found = []
    for cell in cells:
        about = {key: value for each in cell.get("/A", []) for key, value in each.items()}
        if kind(cell) == "TH" and "/Scope" not in about:
            found.append("a head without scope")
        found += [f"no header {name}" for name in about.get("/Headers", []) if str(name) not in ids]
        if kind(cell) == "TD" and not about.get("/Headers"):
            found.append("a cell without headers")
    return found


def rows_without_head(pdf: PdfReader) -> list[str]:
    """Rows that neither have a head nor are told one, in tables where others have one."""
    found = []
    for table in (tag for tag in tags(pdf) if kind(tag) == "Table"):
        rows = [row for body in kids(table) if kind(body) == "TBody" for row in kids(body)]
        heads = {str(cell["/ID"]) for row in rows for cell in kids(row) if kind(cell) == "TH"}
        told = [
            any(kind(cell) == "TH" or heads & told_to(cell) for cell in kids(row)) for row in rows
        ]
        if heads and not all(told):
            found.append(f"{told.count(False)} rows without a head")
    return found


def told_to(cell: Any) -> set[str]:
    """Ids of a cell's headers."""
    return {str(name) for each in cell.get("/A", []) for name in each.get("/Headers", [])}


def notes_without_id(pdf: PdfReader) -> list[str]:
    return ["a note without id" for tag in tags(pdf) if kind(tag) == "Note" and "/ID" not in tag]


def unwanted_parts(pdf: PdfReader) -> list[str]:
    root = pdf.trailer["/Root"]
    parts = ("/OCProperties", "/AcroForm", "/AA")
    found = [part for part in parts if part in root]
    found += ["attached files"] if "/EmbeddedFiles" in root.get("/Names", {}) else []
    return found + (["encrypted"] if pdf.is_encrypted else [])


def mute_links(pdf: PdfReader) -> list[str]:
    found = []
    for page in pdf.pages:
        notes = [each.get_object() for each in page.get("/Annots", [])]
        if notes and page.get("/Tabs") != "/S":
            found.append(f"page {page.page_number + 1}: tabs in another order than tags")
        for note in notes:
            if note["/Subtype"] != "/Link":
                found.append(f"page {page.page_number + 1}: {note['/Subtype']}")
            if "/StructParent" not in note:
                found.append(f"page {page.page_number + 1}: a link outside the tags")
            if not note.get("/Contents"):
                found.append(f"page {page.page_number + 1}: a link that says nothing")
    return found


def fonts(pdf: PdfReader) -> Iterator[Any]:
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            yield font.get_object()


def loose_fonts(pdf: PdfReader) -> list[str]:
    found = set()
    for font in fonts(pdf):
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        about = inner.get("/FontDescriptor", {})
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(about):
            found.add(f"{font['/BaseFont']} is not embedded")
        if "/ToUnicode" not in font:
            found.add(f"{font['/BaseFont']} does not say its letters")
    return sorted(found)


CHECKPOINTS: dict[str, Callable[[PdfReader], list[str]]] = {
    "01-005: all that is shown is tagged, or told to be an artifact": shown_untagged,
    "02-001, 02-003, 02-004: roles are standard ones, or lead to such": strange_roles,
    "06-001, 06-002, 06-003: metadata say that it is PDF/UA, and the title": without_metadata,
    "07-001, 07-002: the window shows the title": without_shown_title,
    "09-004, 09-005, 09-006: tables, lists and contents hold what they may": out_of_place,
    "11-006: the language of the metadata and outline is told": without_language,
    "13-004, 17-002: pictures and formulas have an alt text": mute_pictures,
    "14-002, 14-003: headings begin with the first level and skip none": skipped_headings,
    "15-003: heads of tables have a scope, and cells headers that there are": headless_cells,
    "15-003: rows have heads where others of the table have": rows_without_head,
    "19-003: notes have ids": notes_without_id,
    "20-001, 21-001, 25-001, 26-001: no layers, files, forms or locks": unwanted_parts,
    "28-008, 28-009, 28-011, 28-012: links are tagged, described and in order": mute_links,
    "31-009, 31-027: fonts are embedded and say their letters": loose_fonts,
}
