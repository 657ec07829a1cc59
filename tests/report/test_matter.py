"""Front and back matter: what the parameter file says stands in every format, and nothing else."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import docx
import pypdf
import pytest
from bs4 import BeautifulSoup

from research.edition.parameters import Edition
from research.report import embedded
from research.report.assembly import assemble
from research.report.matter import indexed, matter, terms

MATTER: dict[str, Any] = {
    "motto": "A line of its own",
    "publisher": {
        "name": "Example [Research] Ltd",
        "role": "Publisher",
        "web": "www.example.com/a_b",
        "email": "hello@example.com",
        "phone": "+44 (0) 20 123",
    },
    "authors": [{"name": "A. N. Author", "email": "a.n@example.com"}],
    "date": "May 2015",
    "reading": [
        {"title": "Quinces *today*", "author": "B. Grower", "year": "2014", "about": "On jelly."}
    ],
    "glossary": [
        {"term": "upper quartile", "means": 'the best "quarter" of <all>'},
        {"short": "KAM", "term": "Key Account Management", "means": "the few that matter most"},
    ],
}
SECTIONS = [
    {"text": "summary"},
    {"notebook": "overall"},
    {"notebook": "theme", "each": {"theme": ["farming"]}},
    {"matter": ["contact", "reading", "citation", "glossary", "index"]},
]
TEXT = """# Summary of KAM

Sales & KAM and KAM & Co are names.

The upper quartile (KAM) is [KAM](https://example.com) again; (CAA) KAMs stand in the upper
quartile.
"""


def edition(given: dict[str, Any], sections: Any = SECTIONS) -> Edition:
    content = {"edition": "2015", "title": "A & B", "report": {"sections": sections}}
    return Edition.model_validate({**content, **given})


@pytest.fixture(scope="module")
def made(parts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("matter")
    (folder / "summary.md").write_text(TEXT, encoding="utf-8")
    document = assemble(
        parts.chapters, edition(MATTER), template=parts.template, texts=folder, output=folder / "o"
    )
    html, pdf, word = (
        embedded.render(document, form, folder / f"report.{form}")
        for form in ("html", "pdf", "docx")
    )
    return SimpleNamespace(
        page=BeautifulSoup(html.read_text(encoding="utf-8"), "html.parser"),
        printed=pypdf.PdfReader(io.BytesIO(pdf.read_bytes())),
        word=docx.Document(word),
    )


@pytest.mark.parametrize("kind", ["contact", "reading", "glossary"])
def test_an_edition_without_matter_prints_none(kind):
    assert matter(edition({}), kind) == ""


def test_a_report_is_quoted_by_its_title_page():
    assert matter(edition({}), "citation").endswith("*A \\& B*. 2015.\n")
    assert matter(edition(MATTER), "citation").endswith(
        "A\\. N\\. Author: *A \\& B*. Example \\[Research\\] Ltd, May 2015.\n"
    )


def test_an_edition_may_say_itself_how_it_is_quoted():
    assert matter(edition({"citation": "Ask *us*."}), "citation").endswith("\n\nAsk \\*us\\*.\n")


def test_a_body_without_an_index_stays_as_it_is():
    assert indexed("# A\n\nWords.\n") == "# A\n\nWords.\n"


def test_terms_are_told_by_what_stands_in_the_text():
    assert list(terms(edition(MATTER))) == [
        {"said": "upper quartile", "means": 'the best \\"quarter\\" of \\<all\\>'},
        {"said": "KAM", "means": "Key Account Management"},
    ]


def test_contact_leads_to_page_and_post(made):
    section = made.page.find(id="sec-contact")
    links = {link["href"]: link.text for link in section.find_all("a", href=True)}
    links = {target: text for target, text in links.items() if not target.startswith("#")}
    assert links == {
        "https://www.example.com/a_b": "www.example.com/a_b",
        "mailto:hello@example.com": "hello@example.com",
        "mailto:a.n@example.com": "a.n@example.com",
    }
    assert "Example [Research] Ltd, Publisher" in section.text


def test_what_else_to_read_is_text(made):
    assert "B. Grower: Quinces *today* (2014). On jelly." in made.page.find(id="sec-reading").text


def test_the_motto_stands_on_the_cover_of_every_format(made):
    assert made.page.select_one(".cover-motto").text == "A line of its own"
    assert "A line of its own" in made.printed.pages[0].extract_text()
    assert "A line of its own" in [paragraph.text for paragraph in made.word.paragraphs]


def test_a_term_is_marked_on_the_page_where_it_first_stands(made):
    found = [(mark.text, mark["title"]) for mark in made.page.find_all("abbr")]
    assert found == [
        ("upper quartile", 'the best "quarter" of <all>'),
        ("KAM", "Key Account Management"),
    ]
    assert made.page.title.text == "A & B"
    assert not made.page.select("h2 abbr, h3 abbr, nav abbr, a abbr")


def test_a_part_of_a_longer_name_is_no_term(made):
    [paragraph] = [each for each in made.page.find_all("p") if "are names" in each.text]
    assert paragraph.text == "Sales & KAM and KAM & Co are names."
    assert not paragraph.find("abbr")


def test_print_and_word_say_the_words_and_no_mark(made):
    printed = " ".join(" ".join(page.extract_text() for page in made.printed.pages).split())
    written = "\n".join(paragraph.text for paragraph in made.word.paragraphs)
    for text in (printed, written):
        assert "upper quartile (KAM) is KAM again" in text
        assert "abbr" not in text


def test_the_glossary_is_in_order(made):
    lines = [line.text for line in made.page.find(id="sec-glossary").find_all("p")]
    assert lines == [
        "KAM – Key Account Management: the few that matter most",
        "Upper quartile – the best “quarter” of <all>",
    ]


def test_the_index_lists_every_table_and_figure_and_leads_there(made):
    for kind, word in (("tables", "Table"), ("figures", "Figure")):
        links = made.page.find(id=f"sec-index-{kind}").select(".index a.reference")
        floats = made.page.select("figure.table" if kind == "tables" else "figure.chart")
        assert [link["href"] for link in links] == [f"#{one['id']}" for one in floats]
        assert floats
        assert [link.text.split()[0] for link in links] == [word] * len(floats)


def test_the_index_in_print_tells_the_page(made):
    pages = [page.extract_text() for page in made.printed.pages]
    [last] = [text for text in pages if "Tables and figures" in text and "Table" in text][-1:]
    lines = [line for line in last.splitlines() if line.startswith(("Table\u00a01:", "Table 1:"))]
    assert len(lines) == 1
    number = int(lines[0].split()[-1])
    caption = lines[0].split(":", 1)[1].rsplit(None, 1)[0].strip()
    assert caption in " ".join(pages[number - 1].split())
