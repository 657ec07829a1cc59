from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from research.report.pandoc import pandoc
from research.report.passages import passages


@pytest.fixture
def about(tmp_path) -> Path:
    """The place of an author's text, with a picture beside it."""
    Image.new("RGB", (20, 10), "teal").save(tmp_path / "photo.jpg")
    return tmp_path / "about.md"


def read(text: str) -> dict:
    return json.loads(pandoc("--from=markdown", "--to=json", source=text.encode()))


def kinds(text: str) -> set[str]:
    """Every kind of element that pandoc reads from a text."""
    found = set()
    pending = [read(text)]
    while pending:
        part = pending.pop()
        if isinstance(part, dict):
            found |= {part["t"]} if isinstance(part.get("t"), str) else set()
            pending += part.values()
        elif isinstance(part, list):
            pending += part
    return found


def words(text: str) -> str:
    written = pandoc("--from=markdown", "--to=plain", "--wrap=none", source=text.encode())
    return " ".join(written.decode().split())


def code(text: str) -> list[tuple[list[str], str]]:
    return [(b["c"][0][1], b["c"][1]) for b in read(text)["blocks"] if b["t"] == "CodeBlock"]


@pytest.mark.parametrize(
    "text",
    [
        '# Title\n\nA paragraph with *words*, `code` and "quotes" -- and @tbl-overall.\n',
        "::: {.lead}\nOne {{ study.respondents | count }}.\n:::\n\n- a list\n- of two\n",
        "See [the page](https://example.org/a_b) or [below](#sec-about).\n",
        "``` {.python}\nprint('{{ shown }}')\n```\n",
        "A rule:\n\n---\n\nand more.\n",
        "$x^2 \\cdot \\frac{1}{2}$\n",
    ],
)
def test_what_does_nothing_stays_as_it_was_typed(about, text):
    said = passages(text, about)
    assert not said.problems
    assert words(said.text) == words(text)
    if "rule" not in text:
        assert said.text == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A <b onclick='alert(1)'>bold</b> word", "A <b onclick=’alert(1)’>bold</b> word"),
        ("Inline `<script>alert(1)</script>`{=html}.", "Inline <script>alert(1)</script>."),
        ("Raw \\input{/etc/passwd} TeX", "Raw \\input{/etc/passwd} TeX"),
        ("{{< include /etc/passwd >}}", "{{< include /etc/passwd >}}"),
        ("Of {{< env HOME >}} and {{< embed book.ipynb#cell >}}", None),
        ("Inline `{python} open('x')` code", "Inline {python} open(’x’) code"),
        ('`#read("/etc/passwd")`{=typst}', "#read(“/etc/passwd”)"),
    ],
)
def test_what_would_do_something_in_a_line_is_printed(about, text, shown):
    said = passages(text, about)
    assert not said.problems
    assert not kinds(said.text) & {"RawInline", "RawBlock", "Code"}
    assert "{{<" not in said.text
    plainly = str.maketrans("“”’", '""\'')
    assert words(said.text).translate(plainly) == (shown or text).translate(plainly)


@pytest.mark.parametrize(
    ("block", "language"),
    [
        ("```{python}\nimport os\n```", "python"),
        ("``` {r, echo=FALSE}\nimport os\n```", "r"),
        ("~~~~{=html}\nimport os\n~~~~", "html"),
        ("```{=typst}\nimport os\n```", "typst"),
    ],
)
def test_a_block_that_would_be_executed_is_code_that_is_shown(about, block, language):
    said = passages(f"Before.\n\n{block}\n\nAfter.\n", about)
    assert not kinds(said.text) & {"RawInline", "RawBlock"}
    assert not said.problems
    assert code(said.text) == [([language], "import os")]
    assert "```{" not in said.text
    assert words(said.text).startswith("Before.")
    assert words(said.text).endswith("After.")


@pytest.mark.parametrize(
    "block", ["<script>\nalert(1)\n</script>", "\\begin{filecontents}\nx\n\\end{filecontents}"]
)
def test_a_raw_block_is_code_that_is_shown(about, block):
    said = passages(f"Before.\n\n{block}\n\nAfter.\n", about)
    assert not said.problems
    assert "".join(block.split()) in "".join(words(said.text).split())
    assert not kinds(said.text) & {"RawInline", "RawBlock"}


def test_a_comment_is_not_printed(about):
    said = passages("One <!-- a note to myself --> two.\n\n<!--\nmore\n-->\n\nThree.\n", about)
    assert words(said.text) == "One two. Three."
    assert "note" not in said.text


@pytest.mark.parametrize(
    "text",
    [
        "Before.\n\n---\ntitle: Mine\n---\n\nAfter.",
        "---\ninclude-before: x\nbibliography: /etc/passwd\n...\n\nAfter.",
        "Before.\n\n---\nNo mapping at all\n---\n\nAfter.",
    ],
)
def test_a_text_between_rules_does_not_vanish(about, text):
    said = passages(text, about)
    assert not said.problems
    assert not read(said.text)["meta"]
    for word in text.replace("---", "").replace("...", "").split():
        assert word in said.text
    assert "Header" not in kinds(said.text)


def test_rules_in_a_block_of_code_are_code(about):
    text = "```\n\n---\ntitle: Mine\n---\n```\n"
    assert passages(text, about).text == text


@pytest.mark.parametrize(
    ("text", "row", "what"),
    [
        ("x\n\n[here](javascript:alert(1))", 3, "no address of a page"),
        ("[here](<JavaScript:alert(1)>)", 1, "no address of a page"),
        ("x\n[here][y]\n\n[y]: data:text/html,x", 4, "no address of a page"),
        ("<file:///etc/passwd>", 1, "no address of a page"),
        ("a [b]({{ x | label }})", None, "a placeholder stands in an address"),
        ('a [b]{lang="{{ x | label }}"}', None, "a placeholder stands in an attribute"),
        ('\n[b]{onclick="alert(1)"}', 2, "may not set the attribute 'onclick'"),
        ('\n\n::: {.x style="background: url(http://x)"}\ny\n:::', 3, "attribute 'style'"),
        ('[b]{typst:text:fill="red"}', 1, "attribute 'typst:text:fill'"),
        ("# A {data-x=1}", 1, "attribute 'data-x'"),
        ("x\n\n`{{< env HOME >}}`", 3, "a short code stands in a passage of code"),
        ("```\n{{< include /etc/passwd >}}\n```", 2, "a short code stands in a passage of code"),
        ("x\n\n$\\input{/etc/passwd}$", 3, "mathematics may not hold \\input"),
        ("x\n\n::: {.lead}\nnever closed", 3, "a block opens and never closes"),
        ("x\n\n[^1]: lost", 3, "nothing refers to the note [^1]"),
        ("x\n\nAs @smith says", 3, "the reference @smith leads nowhere"),
        ("x\n[@jones, p. 3]", 2, "the reference @jones leads nowhere"),
        ("x\n\n#\n\ny", None, "a heading has no words"),
    ],
)
def test_what_no_text_may_hold_is_told_with_its_line(about, text, row, what):
    said = passages(text, about)
    [problem] = said.problems
    assert what in problem.what
    assert problem.row == row
    assert str(problem.file) == str(about)


def test_an_edition_that_allows_it_has_raw_passages_and_short_codes(about):
    text = (
        "A <b>bold</b> word.\n\n{{< pagebreak >}}\n\n```{=html}\n<hr>\n```\n\n```{python}\nx\n```\n"
    )
    said = passages(text, about, raw=True)
    assert not said.problems
    assert {"RawInline", "RawBlock"} <= kinds(said.text)
    assert "{{< pagebreak >}}" in said.text
    assert (["python"], "x") in code(said.text)


def test_short_codes_are_kept_beside_a_picture(about):
    said = passages("![](photo.jpg)\n\n{{< pagebreak >}}\n", about, raw=True)
    assert "{{< pagebreak >}}" in said.text
    assert said.pictures == {"picture-photo.jpg": about.with_name("photo.jpg")}


def test_placeholders_stay_in_a_text_that_was_written_anew(about):
    text = "A <b>bold</b> {{ overall.brand.rank | number(1) }}, `{{ a.b }}`.\n\n"
    text += "{{ ranking | chart }}\n"
    said = passages(text, about)
    assert "{{ overall.brand.rank | number(1) }}" in said.text
    assert "`{{ a.b }}`" in said.text
    assert "\n\n{{ ranking | chart }}\n" in said.text


def test_notes_are_those_of_their_text(about):
    plain_text = passages("One[^a].\n\n[^a]: Two.\n", about)
    assert plain_text.text == "One[^about-a].\n\n[^about-a]: Two.\n"
    written = passages("<b>One</b>[^a].\n\n[^a]: Two.\n", about)
    assert "[^about-1]: Two." in written.text


def test_pictures_get_a_place_among_the_figures_and_their_words(about):
    said = passages("![](photo.jpg)\n\nA ![Our shop](photo.jpg) there\n", about)
    assert not said.problems
    assert said.text.count("](figures/picture-photo.jpg)") == 2
    assert 'role="presentation"' in said.text
    assert 'fig-alt="Our shop"' in said.text
    assert "Figure" not in kinds(said.text)


def test_a_picture_with_an_id_is_a_figure_with_a_caption(about):
    said = passages("![Our shop](photo.jpg){#fig-shop}\n", about)
    assert "Figure" in kinds(said.text)
    assert "{#fig-shop" in said.text


def test_a_picture_from_elsewhere_is_told_with_its_line(about):
    said = passages("x\n\n![](http://example.org/x.png)\n\n![y][z]\n\n[z]: ../../y.png\n", about)
    told = [(problem.row, problem.what) for problem in said.problems]
    assert told == [
        (3, "the picture 'http://example.org/x.png' lies elsewhere"),
        (7, "the picture '../../y.png' leads out of the folder of texts"),
    ]


def test_placeholders_that_are_held_stay_where_they_are(about):
    said = passages("A <b>bold</b> \x0312\x03 word, `\x030\x03`.\n\n\x031\x03\n", about)
    assert "\x0312\x03" in said.text
    assert "`\x030\x03`" in said.text
    assert "\n\n\x031\x03\n" in said.text


def test_lines_are_those_of_the_file(about):
    said = passages("[x](file:///etc)", about, source="{% claim a == 1 %}\n[x](file:///etc)")
    assert [problem.row for problem in said.problems] == [2]


PIECES = [
    *("<b>", "</b>", "<script>", "<!--", "-->", "{=html}", "{{<", ">}}", "include x", "`", "```"),
    *("```{python}", "~~~{=tex}", "\\input{x}", "\\begin{a}", "\\end{a}", "$", "---", "...", ":::"),
    *(
        "::: {.a}",
        "![a](x.png)",
        "[a](b)",
        "[a]: b",
        "{",
        "}",
        "(",
        "<",
        ">",
        "&lt;",
        "\\",
        "\n",
        "\n\n",
    ),
    *(
        "# ",
        "- ",
        "    ",
        "| ",
        "% ",
        "@a",
        "@tbl-a",
        "[^1]",
        "[^1]: ",
        "a: b",
        "{{ a.b }}",
        " ",
        "x",
    ),
]


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_text_that_passes_holds_anything_raw(text):
    said = passages(text, Path("about.md"))
    if not said.problems:
        report = f"before\n\n{said.text}\n\nlast\n"
        assert not kinds(report) & {"RawInline", "RawBlock"}
        assert not read(report)["meta"]
        assert "{{<" not in said.text
        assert read(report)["blocks"][-1] == {"t": "Para", "c": [{"t": "Str", "c": "last"}]}
