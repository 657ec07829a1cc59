"""What texts and parameter file say stays text in every format of both engines."""

from __future__ import annotations

import copy
import io
import shutil
import subprocess
import zipfile
from types import SimpleNamespace

import docx
import pypdf
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from research.edition.parameters import Edition
from research.report import embedded, quarto
from research.report.assembly import assemble
from research.report.checks import faults, inspect

FOUND = "what stands in a file of the machine"
SAID = r"""# About <b>us</b> {{ hostile.label | label }}

A ![Our shop](photo.jpg) and ![](photo.jpg) stand here.

{{< include SECRET >}}

```{python}
open("ran", "w")
```

Of `{python} open("ran", "w")`, {{< env HIDDEN >}} and \input{SECRET} there is
`#read("SECRET")`{=typst}.

```{=html}
<script>alert(1)</script>
```

---
title: Not mine
---

- {{ hostile.label | label }}

{{ hostile.label | label }}
"""
LABELS = [
    "flat 5 + 2 per cent",
    "40. Move",
    "# x",
    "* y",
    "+ y",
    "> q",
    "[a](b)",
    "$x$",
    "@tbl-x",
    ":::",
    "::: {.lead}",
    "a | b",
    "![](http://example.org/x.png)",
    "{{< include SECRET >}}",
    "`{python} open(ran)`",
    "<img src=x onerror=alert(1)>",
    "<!x>",
    "---",
    "[^1]: x",
    "\\input{x} ^up^ ~down~",
    "#read(SECRET)",
    "{=html}",
    "% title",
    "(@) x",
    "= x",
    ": x",
]


@pytest.fixture(scope="module")
def place(tmp_path_factory, request):
    """A report whose one text and whose parameter file try all of it."""
    parts = request.getfixturevalue("parts")
    folder = tmp_path_factory.mktemp("inert")
    secret = folder / "secret.txt"
    secret.write_text(FOUND, encoding="utf-8")
    texts = folder / "texts"
    texts.mkdir()
    Image.new("RGB", (40, 20), "teal").save(texts / "photo.jpg")
    chapters = copy.deepcopy(parts.chapters)
    label = "# {{< include SECRET >}} <script>x</script>"
    record = {"name": "hostile.label", "value": 1, "unit": "count", "base": 105, "where": ""}
    for output in outputs(chapters):
        output["results"].append(record | {"label": label.replace("SECRET", str(secret))})
        break
    (texts / "about.md").write_text(SAID.replace("SECRET", str(secret)), encoding="utf-8")
    config = copy.deepcopy(parts.edition.model_dump(mode="json"))
    hostile = f"{{{{< include {secret} >}}}}"
    config |= {"title": f"T {hostile}", "subtitle": hostile, "disclaimer": f"*d* {hostile}"}
    config["publisher"] = {"name": "<b>Firm</b>", "role": hostile}
    config["report"]["sections"] = [
        {"heading": f"Part <i>one</i> {hostile} $x$"},
        {"text": "about"},
        *({"heading": each.replace("SECRET", str(secret))} for each in LABELS),
    ]
    document = assemble(
        chapters,
        Edition.model_validate(config),
        template=parts.template,
        texts=texts,
        output=folder / "report",
    )
    return SimpleNamespace(document=document, secret=secret, photo=texts / "photo.jpg")


def outputs(chapters):
    for chapter in chapters:
        for cell in chapter.notebook["cells"]:
            for output in cell.get("outputs", ()):
                yield output["data"]["application/vnd.research.result+json"]


def test_headings_are_what_the_parameter_file_says(place):
    titles = [title for level, _, title in place.document.contents.headings if level == 1]
    said = [" ".join(each.replace("SECRET", str(place.secret)).split()) for each in LABELS]
    assert titles[2:] == said


def test_the_page_says_it_and_does_nothing(place, tmp_path):
    written = embedded.render(place.document, "html", tmp_path / "report.html").read_text("utf-8")
    # Long words may break in a page.
    page = BeautifulSoup(written.replace("\u200b", ""), "html.parser")
    assert FOUND not in page.text
    assert f"{{{{< include {place.secret} >}}}}" in page.find("main").text
    assert "<script>alert(1)</script>" in page.find("main").text
    assert not [tag for tag in page.find("main").find_all("script") if "alert" in tag.text]
    assert not page.find(onerror=True)
    assert page.find("h1").text.startswith("T ")
    shop, plain = page.find("main").find_all("img")
    assert shop["alt"] == "Our shop"
    assert plain["alt"] == ""
    assert all(tag["src"].startswith("data:image/jpeg;base64,") for tag in (shop, plain))


def test_the_print_says_it_and_shows_the_pictures(place, tmp_path):
    path = embedded.render(place.document, "pdf", tmp_path / "report.pdf")
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    text = " ".join(page.extract_text() for page in pages)
    assert FOUND not in text
    assert "alert(1)" in text
    assert {image.image.size for page in pages for image in page.images} == {(40, 20)}


def test_word_says_it_and_holds_the_pictures(place, tmp_path):
    path = embedded.render(place.document, "docx", tmp_path / "report.docx")
    with zipfile.ZipFile(path) as file:
        media = [file.read(name) for name in file.namelist() if name.startswith("word/media/")]
        assert all(FOUND.encode() not in file.read(name) for name in file.namelist())
    assert media == [place.photo.read_bytes()]
    text = "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)
    assert f"include {place.secret}" in text


@pytest.mark.parametrize("form", ["html", "pdf", "epub"])
def test_quarto_reads_and_runs_nothing(place, command, monkeypatch, tmp_path, form):
    monkeypatch.setenv("HIDDEN", FOUND)
    told = quarto.find().render(place.document, form, tmp_path / "report").read_text("utf-8")
    assert FOUND not in told
    assert "executed" not in told
    assert "\\{\\{\\< include" in told


def test_a_report_that_somebody_renders_by_hand_runs_nothing_either(place, command, tmp_path):
    folder = tmp_path / "elsewhere"
    shutil.copytree(place.document.folder, folder)
    subprocess.run([command, "render", "report.qmd", "--to", "html"], cwd=folder, check=True)
    told = (folder / "report.html").read_text(encoding="utf-8")
    assert "executed" not in told
    assert FOUND not in told


EVERYTHING = """# All

Para with ~~struck~~, H~2~O, x^2^, [Small]{.smallcaps}, [under]{.underline}, `code`, **_both_**,
a hard\\
break, "quotes", $\\frac{1}{2} \\cdot x$ and a note[^1]. See [a page](https://example.org).

[^1]: The note.

    > Of two paragraphs.

* * *

Term
:   Definition

| a line block
|   indented

> a quote
>
> 1. a list
>     - [ ] a task
>     - [x] done

(@) An example

``` {.python}
print(1)
```

| a | b |
|---|--:|
| 1 | 2 |

::: {.unknown}
$$x = y$$
:::

### Deeper
"""


@pytest.mark.parametrize("form", ["html", "pdf", "docx"])
def test_all_that_markdown_says_is_set(parts, tmp_path, form):
    (tmp_path / "all.md").write_text(EVERYTHING, encoding="utf-8")
    config = copy.deepcopy(parts.edition.model_dump(mode="json"))
    config["report"]["sections"] = [{"text": "all"}]
    document = assemble(
        parts.chapters,
        Edition.model_validate(config),
        template=parts.template,
        texts=tmp_path,
        output=tmp_path / "out",
    )
    assert document.contents.headings[0] == (1, "sec-all", "All")
    assert embedded.render(document, form, tmp_path / f"report.{form}").stat().st_size > 5000


@pytest.mark.parametrize(
    "source", ["http://example.org/x.png", "figures/../../x.png", "/etc/x.png", "x.png", "a/b.png"]
)
def test_a_picture_of_any_other_place_stops_the_report(source):
    found = faults(inspect(f"# A\n\nSee ![x]({source}){{fig-alt=x}} here.\n"))
    assert len(found) == 1
    assert f"'{source}' is none of the report's own figures" in found[0]
    assert faults(inspect("# A\n\nSee ![x](figures/x-1){fig-alt=x} here.\n")) == []


def test_claims_are_settled_before_a_text_is_judged(parts, tmp_path):
    text = "# All\n\n{% claim overall.farming.rank < 2 %}\n"
    text += "A <b>bold</b> {{ overall.farming.rank }}."
    text += "\n{% else %}\n`{=html}` never\n{% endclaim %}\n"
    (tmp_path / "all.md").write_text(text, encoding="utf-8")
    config = copy.deepcopy(parts.edition.model_dump(mode="json"))
    config["report"]["sections"] = [{"text": "all"}]
    document = assemble(
        parts.chapters,
        Edition.model_validate(config),
        template=parts.template,
        texts=tmp_path,
        output=tmp_path / "out",
    )
    body = document.path.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert "A \\<b\\>bold\\</b\\> 1" in body
    assert "never" not in body
