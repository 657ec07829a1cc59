import io
import re
import zipfile

import pytest
from fontTools.ttLib import TTFont

from research.report import embedded
from research.report.word_fonts import obfuscated


@pytest.fixture(scope="module")
def archive(document, tmp_path_factory):
    path = embedded.render(document, "docx", tmp_path_factory.mktemp("docx") / "report.docx")
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_the_same_key_undoes_the_mixing():
    key = "0B5C7300-A646-17FF-0000-0102030405FF"
    content = bytes(range(64))
    mixed = obfuscated(content, key)
    assert mixed != content
    # The first byte meets the last one of the key.
    assert mixed[0] == content[0] ^ 0xFF
    assert mixed[32:] == content[32:]
    assert obfuscated(mixed, key) == content


def test_every_font_of_the_styles_is_in_the_document(archive):
    table = archive.read("word/fontTable.xml").decode()
    relations = archive.read("word/_rels/fontTable.xml.rels").decode()
    faces = re.findall(r'<w:embed(\w+) r:id="(\w+)" w:fontKey="\{([^}]+)\}"/>', table)
    assert [face for face, _, _ in faces] == ["Regular", "Bold", "Italic", "Regular"]
    names = set()
    for _, place, key in faces:
        target = re.search(rf'Id="{place}"[^>]*Target="([^"]+)"', relations)[1]
        font = TTFont(io.BytesIO(obfuscated(archive.read(f"word/{target}"), key)))
        names.add(font["name"].getBestFamilyName())
    styles = archive.read("word/styles.xml").decode()
    used = set(re.findall(r'w:ascii="(Source[^"]+)"', styles))
    assert names == {"Source Sans Pro"}
    assert used == set(re.findall(r'<w:font w:name="([^"]+)"', table))
    assert "<w:embedTrueTypeFonts/>" in archive.read("word/settings.xml").decode()


def test_the_document_knows_its_author_and_nothing_of_its_making(archive):
    assert "<dc:creator>A. N. Author</dc:creator>" in archive.read("docProps/core.xml").decode()
    assert "disclaimer" not in archive.read("docProps/custom.xml").decode()


def test_only_the_motif_is_marked_as_decoration(archive):
    document = archive.read("word/document.xml").decode()
    marked = re.findall(r'<wp:docPr descr="([^"]*)"[^>]*><a:extLst', document)
    assert marked == [""]
    assert 'descr="figures/' not in document
