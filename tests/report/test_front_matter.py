"""Names and titles are data: in every format they say what the parameter file says."""

from __future__ import annotations

import io
import re
from types import SimpleNamespace

import docx
import pypdf
import pytest
import yaml
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell

from research.edition.parameters import Edition
from research.errors import InputError
from research.report import embedded
from research.report.assembly import assemble
from research.report.executed import ExecutedChapter
from research.report.front_matter import front_matter

HOSTILE = [
    'J. R. "Bob" Dobbs & Sons',
    "Ann O'Hara (@annsmith) #1",
    "Dr. A. Li -- Co. Ltd. ...",
    "2016. The year of the customer",
    "- Priorities @Work: A*B testing*, <5000 staff, $5m to $10m, C# & R_D_plan",
    "= What 50% of <b>firms</b> put 1st: [new]{x} `x` ~a~ ^b^ | c \\ d",
    '/ term: #import "x" // none /* none */ \\',
    "The long and winding report on what industrial firms of every size in all of Europe think of "
    "those who sell to them today",
]


def edition(text: str) -> Edition:
    """An edition that says one thing everywhere."""
    organisation = {"name": text, "role": text, "address": text}
    sections = [{"heading": f"Section 1: {text}"}, {"notebook": "intro"}, {"heading": text}]
    return Edition.model_validate(
        {
            "edition": "2015",
            "title": text,
            "subtitle": text,
            "motto": text,
            "description": text,
            "disclaimer": text,
            "date": text,
            "authors": [text, text],
            "publisher": organisation,
            "partners": [organisation],
            "report": {"base": text, "sections": sections},
        }
    )


@pytest.fixture(scope="module", params=HOSTILE)
def made(request, samples, parts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    book = samples.notebook(new_markdown_cell("# Introduction\n\nIt begins."))
    document = assemble(
        [ExecutedChapter("intro", book)],
        edition(request.param),
        template=parts.template,
        texts=None,
        output=folder,
    )
    html, pdf, word = (
        embedded.render(document, form, folder / f"report.{form}")
        for form in ("html", "pdf", "docx")
    )
    return SimpleNamespace(
        said=request.param,
        document=document,
        page=BeautifulSoup(html.read_text(encoding="utf-8"), "html.parser"),
        printed=pypdf.PdfReader(io.BytesIO(pdf.read_bytes())),
        word=docx.Document(word),
    )


def plain(text: str) -> str:
    """Blanks are alike, and sentences may have the quotes and dashes of print."""
    for signs, one in {"’‘": "'", "“”": '"', "–—": "--", "…": "..."}.items():
        text = re.sub(f"[{signs}]", one, text)
    return " ".join(text.split())


def test_the_page_says_the_same(made):
    wanted = plain(made.said)
    for place in (
        "title",
        ".cover-title",
        ".cover-subtitle",
        ".cover-motto",
        ".cover-base",
        ".cover-note",
    ):
        assert plain(made.page.select_one(place).text) == wanted
    foot = plain(made.page.select_one(".cover-foot").text)
    assert foot.count(wanted) == 5
    for name in ("author", "description"):
        assert plain(made.page.find("meta", attrs={"name": name})["content"]) == wanted
    headings = [plain(heading.get_text(" ")) for heading in made.page.find_all("h2")]
    assert headings == [f"Section 1 {wanted}", "Introduction", wanted]


def test_the_print_says_the_same(made):
    wanted = plain(made.said)
    facts = made.printed.metadata
    assert [facts.title, facts.author] == [made.said, f"{made.said}, {made.said}"]
    assert plain(facts.subject) == wanted
    cover = plain(made.printed.pages[0].extract_text()).replace(" ", "")
    assert cover.count(wanted.replace(" ", "")) >= 4
    assert [plain(entry.title) for entry in made.printed.outline] == [
        f"Section 1 {wanted}",
        "Introduction",
        wanted,
    ]


def test_word_says_the_same(made):
    wanted = plain(made.said)
    facts = made.word.core_properties
    assert [facts.title, facts.author] == [made.said, f"{made.said}; {made.said}"]
    assert plain(facts.comments) == wanted
    lines = [plain(paragraph.text) for paragraph in made.word.paragraphs]
    assert sum(wanted in line for line in lines) >= 10
    assert {f"Section 1 {wanted}", wanted} <= set(lines)


def test_the_front_matter_is_yaml_whose_markdown_is_literal(made):
    text = made.document.path.read_text(encoding="utf-8")
    front = yaml.safe_load(text.split("\n---\n")[0])
    assert re.sub(r"\\([^A-Za-z0-9\s])", r"\1", front["title"]) == made.said
    assert front["author"] == [front["title"]] * 2


@pytest.mark.parametrize(("key", "said"), [("2015", "2015"), ("maturity-nordwerk", None)])
def test_an_edition_is_named_on_the_cover_by_its_year_and_never_by_its_key(parts, key, said):
    named = edition("x").model_copy(update={"edition": key})
    front = yaml.safe_load(front_matter(named, str, parts.template, {}))
    assert front.get("edition") == said


def test_a_language_that_is_none_is_refused():
    with pytest.raises(ValueError, match="language"):
        Edition.model_validate(
            {
                "edition": "2015",
                "title": "x",
                "report": {"language": 'en"GB', "sections": [{"text": "a"}]},
            }
        )


def test_a_placeholder_in_the_front_matter_is_resolved_and_literal(samples, parts, tmp_path):
    book = samples.notebook(
        new_markdown_cell("# Introduction"),
        samples.table(
            "tbl-x",
            "Caption",
            "| A |\n|---|\n| 1 |",
            results=[samples.record("first.theme", "5* [new]", "text", "tbl-x", "First")],
        ),
    )
    said = edition("x").model_copy(update={"subtitle": "First is {{ first.theme }}, *sic*"})
    document = assemble(
        [ExecutedChapter("intro", book)],
        said,
        template=parts.template,
        texts=None,
        output=tmp_path,
    )
    front = yaml.safe_load(document.path.read_text(encoding="utf-8").split("\n---\n")[0])
    assert front["subtitle"] == r"First is 5\* \[new\], \*sic\*"
    wrong = edition("x").model_copy(update={"subtitle": "{{ none.such }}"})
    with pytest.raises(InputError, match="no result is called"):
        assemble(
            [ExecutedChapter("intro", book)],
            wrong,
            template=parts.template,
            texts=None,
            output=tmp_path,
        )
