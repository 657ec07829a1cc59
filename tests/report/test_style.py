import io
import json
import zipfile

import pytest
from fontTools.ttLib import TTFont

from research.report import style
from research.report.pandoc import pandoc
from research.report.style import reference_document, web_font
from research.typefaces.house import CUTS, font_files

# Runs a filter as Quarto does: in an environment of its own, that knows the filter's own path.
HOST = """
local path = %s
local own = setmetatable({ PANDOC_SCRIPT_FILE = path }, { __index = _G })
return assert(loadfile(path, "bt", own))()
"""
PAGE = """---
base: 105 respondents
---

# Results {.part}

The [third]{.top3} in @tbl-ranks.

::: {#tbl-ranks}
| A |
|---|
| 1 |

The ranks
:::
"""
# A document of fewer headings has no contents.
CHAPTERS = "\n\n".join(f"## Chapter {number} {{.chapter}}" for number in range(1, 5))


def test_every_cut_is_in_the_wheel():
    assert all(path.is_file() for path in font_files().values())


def test_a_web_font_keeps_what_reports_need_and_little_else():
    content = web_font("It")
    characters = TTFont(io.BytesIO(content)).getBestCmap()
    assert set(map(ord, "Aé–—“”…▲▼≤€")) <= set(characters)
    assert ord("Ж") not in characters
    assert len(content) < 60_000


def test_cuts_are_those_that_the_style_sheet_names(parts):
    sheet = (parts.template / "fonts.css").read_text(encoding="utf-8")
    assert all(f"SourceSansPro-{name}.woff2" in sheet for name in CUTS)


def test_the_reference_document_has_our_styles_and_pandocs_other_parts(parts):
    content = reference_document(parts.template / "word")
    assert reference_document(parts.template / "word") == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        own = archive.read("word/styles.xml")
    assert own == (parts.template / "word" / "word" / "styles.xml").read_bytes()
    assert "word/theme/theme1.xml" in names
    assert len(names) == len(set(names))


def files_below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_all_of_a_template_is_copied_whatever_folder_it_lies_in(parts, tmp_path):
    style.copy(parts.template, tmp_path)
    wanted = {name for name in files_below(parts.template) if not name.startswith("word/")}
    fonts = {name for name in files_below(tmp_path) if name.startswith("fonts/")}
    assert files_below(tmp_path) - fonts == wanted | {"reference.docx"}
    assert {"look.lua", "look/tables.lua"} < wanted


def test_what_a_template_no_longer_has_goes_with_its_folder(parts, tmp_path):
    (tmp_path / "old" / "deeper").mkdir(parents=True)
    (tmp_path / "old" / "deeper" / "part.lua").touch()
    (tmp_path / "look").mkdir()
    (tmp_path / "look" / "old.lua").touch()
    style.copy(parts.template, tmp_path)
    assert not (tmp_path / "old").exists()
    assert not (tmp_path / "look" / "old.lua").exists()
    assert (tmp_path / "look" / "tables.lua").is_file()


@pytest.mark.parametrize("name", ["look", "floats", "cover"])
@pytest.mark.parametrize("host", ["", HOST], ids=["by itself", "run by another"])
def test_a_filter_finds_its_parts_from_any_folder(document, tmp_path, name, host):
    path = document.folder / "style" / f"{name}.lua"
    if host:
        told = json.dumps(path.as_posix())
        path = tmp_path / "host.lua"
        path.write_text(host % told, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    content = pandoc(
        "--to=docx",
        "--output=-",
        f"--lua-filter={path}",
        source=f"{PAGE}\n{CHAPTERS}".encode(),
        folder=tmp_path / "elsewhere",
    )
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("word/document.xml").decode()
    made = {"look": 'w:val="TopThree"', "floats": "SEQ Table", "cover": "PAGEREF"}
    assert {key for key, mark in made.items() if mark in page} == {name}


@pytest.mark.parametrize("form", ["html", "typst", "docx", "epub", "latex", "beamer", "revealjs"])
@pytest.mark.parametrize("date", ["October 2015", "Q3 2015", "2015-10-01"])
def test_a_cover_has_the_date_as_it_is_written_in_every_format(document, tmp_path, form, date):
    shown = tmp_path / "plain.txt"
    shown.write_text("$date$", encoding="utf-8")
    template = [] if form in ("docx", "epub") else [f"--template={shown}"]
    content = pandoc(
        f"--to={form}",
        "--standalone",
        "--output=-",
        f"--lua-filter={document.folder / 'style' / 'look.lua'}",
        *template,
        source=f"---\ntitle: A study\ndated: {date}\n---\n\nWords.\n".encode(),
    )
    if not template:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            pages = [name for name in archive.namelist() if name.endswith((".xml", ".xhtml"))]
            content = b"".join(archive.read(name) for name in pages)
    assert date in content.decode()
