import io
import zipfile

from fontTools.ttLib import TTFont

from research.report.style import CUTS, font_files, reference_document, web_font


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
