"""The second engine against a stand-in that behaves as the command was seen to do."""

import dataclasses
import io
import os
import re
import shutil
import signal
import subprocess
import threading
import time
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from research.edition.parameters import Edition
from research.errors import InputError, RenderError
from research.report import embedded, formats, quarto
from research.report.assembly import assemble
from research.report.checks import faults, inspect
from research.report.word_xml import read


@pytest.fixture
def calls(tmp_path):
    def made() -> list[str]:
        return (tmp_path / "calls").read_text(encoding="utf-8").splitlines()

    return made


@pytest.fixture
def broken(document, tmp_path):
    """A document whose text a test may spoil."""

    def spoil(old: str, new: str):
        folder = tmp_path / "spoilt"
        folder.mkdir()
        for name in ("figures", "style"):
            (folder / name).symlink_to(document.folder / name)
        text = document.path.read_text(encoding="utf-8")
        assert old in text
        path = folder / "report.qmd"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return dataclasses.replace(document, path=path)

    return spoil


def ended(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{process}/stat")
        if state.is_file() and state.read_text(encoding="utf-8").split()[2] == "Z":
            return True
        time.sleep(0.05)
    return False


# Finding it -----------------------------------------------------------------------------------


def test_the_command_on_the_path_is_found_and_asked_its_version(command):
    found = quarto.find()
    assert found.command == command
    assert found.version() == "Quarto 1.10.2"


def test_quarto_path_comes_before_the_path(command, tmp_path, monkeypatch):
    other = tmp_path / "other" / "quarto"
    other.parent.mkdir()
    other.write_bytes(command.read_bytes())
    other.chmod(0o755)
    monkeypatch.setenv("QUARTO_PATH", str(other))
    assert quarto.find().command == other


def test_quarto_path_may_name_the_folder(command, monkeypatch):
    monkeypatch.setenv("QUARTO_PATH", str(command.parent))
    assert quarto.find().command == command


def test_where_there_is_none_the_message_says_how_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    with pytest.raises(InputError, match=r"Quarto was not found.*https://quarto\.org") as error:
        quarto.find()
    assert error.value.exit_code == 2


def test_a_wrong_quarto_path_is_told(monkeypatch):
    monkeypatch.setenv("QUARTO_PATH", "/nowhere/quarto")
    with pytest.raises(InputError, match="QUARTO_PATH names no command: /nowhere/quarto"):
        quarto.find()


@pytest.mark.parametrize("version", ["1.8.27", "0.9", "1.3.450"])
def test_an_old_one_is_refused(command, monkeypatch, version):
    monkeypatch.setenv("STANDIN_VERSION", version)
    with pytest.raises(InputError, match=rf"Quarto {version} is too old; 1\.9"):
        quarto.find()


def test_something_else_of_that_name_is_refused(command, monkeypatch):
    monkeypatch.setenv("STANDIN_VERSION", "a game of four")
    with pytest.raises(InputError, match="does not answer"):
        quarto.find()


# Rendering ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "asked"), [("html", "html"), ("pdf", "typst"), ("epub", "epub")])
def test_each_format_is_asked_for_by_quartos_name(command, document, tmp_path, form, asked):
    output = quarto.find().render(document, form, tmp_path / f"report.{form}")
    assert output.read_text(encoding="utf-8").startswith(f"{asked}\n---\n")


def test_charts_of_a_page_are_drawn_in_it(command, document, tmp_path):
    page = quarto.find().render(document, "html", tmp_path / "report.html").read_text("utf-8")
    assert page.count('class="drawn figure-img" role="img" aria-label="') == 6
    assert "<img" not in page


def test_the_folder_copied_elsewhere_is_rendered_by_hand(command, document, tmp_path):
    folder = tmp_path / "elsewhere"
    shutil.copytree(document.folder, folder)
    for path in re.findall(r"style/[\w.-]+", (folder / "report.qmd").read_text(encoding="utf-8")):
        assert (folder / path).exists()
    done = run(command, "render", "report.qmd", "--to", "html", cwd=folder)
    assert done.returncode == 0
    assert (folder / "report.html").is_file()


def test_nothing_is_ever_executed(command, calls, broken, tmp_path):
    spoilt = broken("lang: en-GB\n", "lang: en-GB\n")
    code = "```{python}\n1 + 1\n```"
    with spoilt.path.open("a", encoding="utf-8") as text:
        text.write(f"\n{code}\n")
    before = spoilt.path.read_bytes()
    page = quarto.find().render(spoilt, "html", tmp_path / "report.html")
    assert code in page.read_text(encoding="utf-8")
    assert all(" --execute" not in call for call in calls())
    assert spoilt.path.read_bytes() == before


def test_one_format_is_asked_for_at_a_time(command, calls, document, tmp_path):
    engine = quarto.find()
    for form in ("html", "docx"):
        engine.render(document, form, tmp_path / f"report.{form}")
    renders = [call for call in calls() if call.startswith("render")]
    assert [call.split("--to ")[1].split()[0] for call in renders] == ["html", "docx"]


def test_a_project_around_the_report_changes_nothing(command, document, broken, tmp_path):
    spoilt = broken("lang: en-GB", "lang: en-GB")
    (spoilt.folder / "_quarto.yml").write_text("project:\n  type: website\n", encoding="utf-8")
    kept = spoilt.folder / "_site" / "index.html"
    kept.parent.mkdir()
    kept.write_text("the author's", encoding="utf-8")
    quarto.find().render(spoilt, "html", tmp_path / "report.html")
    assert kept.read_text(encoding="utf-8") == "the author's"


def test_a_broken_reference_is_a_warning_passed_on_without_colours(command, broken, tmp_path):
    spoilt = broken("@tbl-overall", "@tbl-overal")
    engine = quarto.find()
    output = engine.render(spoilt, "html", tmp_path / "report.html")
    assert "?@tbl-overal" in output.read_text(encoding="utf-8")
    assert engine.warnings == ["Quarto, html: WARN: Unable to resolve crossref @tbl-overal"]


def test_the_check_before_stops_what_quarto_passes(broken):
    text = broken("@tbl-overall", "@tbl-overal").path.read_text(encoding="utf-8")
    twice = text + "\n::: {#tbl-themes}\n| A |\n|---|\n| 1 |\n\nAgain\n:::\n"
    found = faults(inspect(twice))
    assert any("@tbl-overal leads nowhere" in fault for fault in found)
    assert any("'tbl-themes' is given 2 times" in fault for fault in found)


def test_a_duplicate_id_passes_silently(command, broken, tmp_path):
    spoilt = broken("#tbl-overall", "#tbl-themes")
    engine = quarto.find()
    engine.render(spoilt, "html", tmp_path / "report.html")
    assert not [message for message in engine.warnings if "tbl-themes" in message]


@pytest.mark.parametrize("form", ["pptx", "revealjs", "slidy", "slideous", "s5", "dzslides"])
def test_slides_are_refused_with_the_reason_before_the_command_is_asked(
    command, calls, document, tmp_path, form
):
    engine = quarto.find()
    with pytest.raises(InputError, match=f"'{form}' is slides.*one slide a heading"):
        engine.render(document, form, tmp_path / "report")
    assert calls() == ["--version"]


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "epub"])
def test_a_report_without_charts_is_rendered_too(command, document, tmp_path, form):
    folder = tmp_path / "plain"
    folder.mkdir()
    shutil.copytree(document.folder / "style", folder / "style")
    path = folder / "report.qmd"
    path.write_text("# Words\n\nNo chart.\n", encoding="utf-8")
    plain = dataclasses.replace(document, path=path)
    assert quarto.find().render(plain, form, tmp_path / f"report.{form}").stat().st_size


@pytest.mark.parametrize("date", ["October 2015", "Q3 2015", "summer 2015", "2015", "2015-10-01"])
def test_the_date_is_printed_as_it_is_written(command, parts, tmp_path, date):
    config = parts.edition.model_dump(mode="json") | {"date": date}
    document = assemble(
        parts.chapters,
        Edition.model_validate(config),
        template=parts.template,
        texts=parts.texts,
        output=tmp_path / "edition",
    )
    engine = quarto.find()
    for form in ("html", "pdf", "epub"):
        told = engine.render(document, form, tmp_path / f"report.{form}").read_text("utf-8")
        assert date in told
        assert "Invalid Date" not in told
        assert not re.search(r"^date:", told, re.MULTILINE)
    file = engine.render(document, "docx", tmp_path / "report.docx")
    printed = [one.text for one in docx.Document(file).paragraphs if one.text.startswith("Date")]
    assert printed == [f"Date\u2002{date}"]


def test_a_format_that_only_pandoc_knows_is_told_in_quartos_words(
    command, document, tmp_path, monkeypatch
):
    monkeypatch.setattr(formats, "known", lambda: {"gopher"})
    with pytest.raises(RenderError, match=r"could not make gopher.*: Unknown format gopher"):
        quarto.find().render(document, "gopher", tmp_path / "report.gopher")


def test_a_name_that_can_be_no_format_never_reaches_the_command(command, document, tmp_path, calls):
    engine = quarto.find()
    with pytest.raises(InputError, match="is no format of Quarto"):
        engine.render(document, "html --execute", tmp_path / "report.html")
    with pytest.raises(InputError, match=r"'htlm' is no format of Quarto.*did you mean 'html'"):
        engine.render(document, "htlm", tmp_path / "report.html")
    assert calls() == ["--version"]


def test_bad_front_matter_is_told(command, broken, tmp_path):
    spoilt = broken("---\n", "---\nbad: yes: no\n")
    with pytest.raises(RenderError, match="YAMLError: bad indentation") as error:
        quarto.find().render(spoilt, "html", tmp_path / "report.html")
    assert "\x1b" not in str(error.value)


def test_a_missing_tex_is_told_with_the_remedy(command, document, tmp_path):
    told = r"could not make beamer \(exit code 1\): No TeX installation was detected\. Please run"
    with pytest.raises(RenderError, match=told) as error:
        quarto.find().render(document, "beamer", tmp_path / "report-beamer.pdf")
    assert "If you prefer" not in str(error.value)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("[ok]\nError running filter style/look.lua:\nlook.lua:3: no field\nstack", "no field"),
        ("compilation failed- error\nUndefined control sequence.\nsee report.log", "Undefined"),
        ("ERROR:\nthe reason\nmore", "the reason"),
        ("ERROR: the reason\nat main", "the reason"),
        ("ERROR: ", ""),
    ],
)
def test_the_line_that_matters_is_told(command, document, tmp_path, monkeypatch, said, told):
    monkeypatch.setenv("STANDIN_MODE", "crash")
    monkeypatch.setenv("STANDIN_SAYS", said)
    with pytest.raises(RenderError, match=r"\(exit code 1\): ") as error:
        quarto.find().render(document, "html", tmp_path / "report.html")
    message = str(error.value)
    assert told in message
    assert not re.search("stack|see report.log|more|at main", message)


def test_without_an_error_line_the_last_words_are_told(command, document, tmp_path, monkeypatch):
    monkeypatch.setenv("STANDIN_MODE", "crash")
    with pytest.raises(RenderError, match=r"\(exit code 1\): the last words"):
        quarto.find().render(document, "html", tmp_path / "report.html")


def test_half_a_file_replaces_nothing(command, document, tmp_path, monkeypatch):
    good = tmp_path / "report.html"
    good.write_text("the last good one", encoding="utf-8")
    monkeypatch.setenv("STANDIN_MODE", "half")
    with pytest.raises(RenderError, match="disk quota exceeded"):
        quarto.find().render(document, "html", good)
    assert good.read_text(encoding="utf-8") == "the last good one"
    assert [path.name for path in document.folder.glob("rendered*")] == []


def test_success_without_a_file_is_a_failure(command, document, tmp_path, monkeypatch):
    monkeypatch.setenv("STANDIN_MODE", "empty")
    with pytest.raises(RenderError, match="reported success and made no html"):
        quarto.find().render(document, "html", tmp_path / "report.html")


def test_pdf_needs_which_and_says_so(command, document, tmp_path, monkeypatch):
    engine = quarto.find()
    monkeypatch.setenv("PATH", str(command.parent))
    with pytest.raises(RenderError, match="'which' is on the PATH"):
        engine.render(document, "pdf", tmp_path / "report.pdf")


def test_a_time_limit_ends_the_command_and_its_children(command, document, tmp_path, monkeypatch):
    child = tmp_path / "child"
    monkeypatch.setenv("STANDIN_MODE", "hang")
    monkeypatch.setenv("STANDIN_CHILD", str(child))
    engine = dataclasses.replace(quarto.find(), limit=3)
    with pytest.raises(RenderError, match="did not finish html within 3 s"):
        engine.render(document, "html", tmp_path / "report.html")
    assert ended(int(child.read_text(encoding="utf-8")))


def test_cancellation_leaves_no_process(command, document, tmp_path, monkeypatch):
    child = tmp_path / "child"
    monkeypatch.setenv("STANDIN_MODE", "hang")
    monkeypatch.setenv("STANDIN_CHILD", str(child))
    engine = quarto.find()

    def cancel() -> None:
        while not (child.is_file() and child.read_text(encoding="utf-8")):
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=cancel, daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        engine.render(document, "html", tmp_path / "report.html")
    assert ended(int(child.read_text(encoding="utf-8")))


def test_cancellation_from_another_thread_ends_the_command(
    command, document, tmp_path, monkeypatch
):
    child = tmp_path / "child"
    monkeypatch.setenv("STANDIN_MODE", "hang")
    monkeypatch.setenv("STANDIN_CHILD", str(child))
    good = tmp_path / "report.html"
    good.write_text("the last good one", encoding="utf-8")

    def stop() -> None:
        while not (child.is_file() and child.read_text(encoding="utf-8")):
            time.sleep(0.05)
        quarto.cancel()

    threading.Thread(target=stop, daemon=True).start()
    with pytest.raises(RenderError, match="was stopped while it made html"):
        quarto.find().render(document, "html", good)
    assert ended(int(child.read_text(encoding="utf-8")))
    assert good.read_text(encoding="utf-8") == "the last good one"


def test_a_command_that_is_gone_is_told(command, document, tmp_path):
    engine = quarto.find()
    command.unlink()
    with pytest.raises(
        RenderError, match=r"quarto could not be started to make html: No such file"
    ):
        engine.render(document, "html", tmp_path / "report.html")


# Word -------------------------------------------------------------------------------------------


def blocks_of(file):
    """Style, alignment and words of every paragraph, in cells too, and the dress of tables."""
    found = []
    for block in docx.Document(file).iter_inner_content():
        if isinstance(block, docx.table.Table):
            element = block._tbl
            found.append(
                [len(list(element.iter(qn(f"w:{name}")))) for name in ("shd", "cantSplit")]
            )
            paragraphs = [one for cell in element.iter_tcs() for one in cell.p_lst]
        else:
            paragraphs = [block._p]
        found += [
            (
                one.style,
                [jc.get(qn("w:val")) for jc in one.iter(qn("w:jc"))],
                "".join(text.text or "" for text in one.iter(qn("w:t"))),
            )
            for one in paragraphs
        ]
    return found


@pytest.fixture
def word_files(command, document, tmp_path):
    """A Word document of each engine."""
    made = tmp_path / "quarto.docx", tmp_path / "embedded.docx"
    quarto.find().render(document, "docx", made[0])
    embedded.render(document, "docx", made[1])
    return made


def test_a_word_document_of_quartos_looks_like_one_of_the_embedded_engine(word_files):
    ours, theirs = map(blocks_of, word_files)
    assert len(ours) > 100
    assert ours == theirs


def test_theme_names_stand_left_and_the_best_ranks_are_tinted(word_files):
    tables = [
        block
        for block in docx.Document(word_files[0]).iter_inner_content()
        if isinstance(block, docx.table.Table)
    ]
    ranks = next(table for table in tables if table.cell(0, 0).text == "Theme")
    column = [row.cells[0].paragraphs[0].alignment for row in ranks.rows]
    assert {str(one) for one in column} == {"LEFT (0)"}
    tinted = [
        cell.text
        for row in ranks.rows
        for cell in row.cells
        if cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}") is not None
    ]
    assert tinted
    assert {text.rstrip(" ▲▼=") for text in tinted} == {"1", "2", "3"}


def test_the_fonts_are_in_the_document_and_every_figure_says_what_it_shows(word_files, document):
    with zipfile.ZipFile(word_files[0]) as archive:
        fonts = [name for name in archive.namelist() if name.startswith("word/fonts/")]
        page = read(archive.read("word/document.xml"))
    assert len(fonts) == 4
    said = [picture.get("descr") for picture in page.iter(qn("wp:docPr"))]
    wanted = [document.contents.pictures[f"figures/{one.id}"] for one in document.contents.figures]
    assert [one for one in said if one] == wanted
    assert all(wanted)


def test_references_lead_to_floats(word_files):
    with zipfile.ZipFile(word_files[0]) as archive:
        page = read(archive.read("word/document.xml"))
    marks = {mark.get(qn("w:name")) for mark in page.iter(qn("w:bookmarkStart"))}
    assert {"tbl-overall", "fig-model"} <= marks


def test_what_is_no_word_document_is_told(command, document, tmp_path, monkeypatch):
    monkeypatch.setenv("STANDIN_MODE", "garbled")
    with pytest.raises(RenderError, match="the docx that it made is no Word document"):
        quarto.find().render(document, "docx", tmp_path / "report.docx")


# The stand-in itself ----------------------------------------------------------------------------


def run(command, *arguments, cwd):
    return subprocess.run(
        [command, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_the_stand_in_prints_all_on_stderr_with_colours_even_into_a_pipe(command, document):
    done = run(
        command, "render", "report.qmd", "--to", "html", "--output", "x", cwd=document.folder
    )
    (document.folder / "x").unlink()
    assert done.stdout == ""
    assert "\x1b[" in done.stderr


def test_the_stand_in_is_silent_when_quiet(command, document):
    options = ("render", "report.qmd", "--to", "html", "--output", "x", "--quiet")
    done = run(command, *options, cwd=document.folder)
    (document.folder / "x").unlink()
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("none.qmd", "--to", "html"), "ERROR: No valid input"),
        (("report.qmd", "--to", "pdf"), "No TeX installation was detected"),
    ],
)
def test_the_stand_in_fails_with_one(command, document, options, said):
    done = run(command, "render", *options, cwd=document.folder)
    assert done.returncode == 1
    assert said in done.stderr


def test_the_stand_in_reads_a_date_as_quarto_does(command, tmp_path):
    for date, read_as in [("October 2015", "2015-10-01"), ("Q3 2015", "Invalid Date")]:
        (tmp_path / "report.qmd").write_text(f"---\ndate: {date}\n---\n", encoding="utf-8")
        assert run(command, "render", "report.qmd", "--to", "html", cwd=tmp_path).returncode == 0
        assert f"date: {read_as}" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_stand_in_knows_several_formats_outside_a_project_only(command, tmp_path):
    (tmp_path / "report.qmd").write_text("# A\n", encoding="utf-8")
    options = ("render", "report.qmd", "--to", "html,docx")
    assert run(command, *options, cwd=tmp_path).returncode == 0
    (tmp_path / "_quarto.yml").write_text("project:\n", encoding="utf-8")
    done = run(command, *options, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "Unknown format html,docx\n")


# The real command -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real():
    try:
        return quarto.find()
    except InputError as error:
        pytest.skip(str(error))


@pytest.mark.quarto
@pytest.mark.slow
def test_the_real_command_makes_the_same_floats_in_html(real, document, tmp_path):
    text = real.render(document, "html", tmp_path / "report.html").read_text(encoding="utf-8")
    for table in document.contents.tables:
        assert f'id="{table.id}"' in text
        assert f"Table\u00a0{table.number}" in text
    for figure in document.contents.figures:
        assert f'id="{figure.id}"' in text
        assert f"Figure\u00a0{figure.number}" in text
    assert "?@" not in text
    assert 'class="cover"' in text


@pytest.mark.quarto
@pytest.mark.slow
@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_real_command_makes_the_other_formats(real, document, tmp_path, form):
    content = real.render(document, form, tmp_path / f"report.{form}").read_bytes()
    assert content.startswith(b"%PDF" if form == "pdf" else b"PK")


def test_floats_as_quarto_writes_them_are_set_by_our_styles(document):
    import typst

    source = """#import "style/look.typ": *
#show: report.with(title: [The study], named: (title: "The study"), lang: "en-GB")
= Results <sec-results>
#figure([
  #table(columns: 2, table.header([A], [B]), table.cell(fill: look-tint)[1], [2])
], caption: figure.caption(position: top, [The ranks]),
kind: "quarto-float-tbl", supplement: "Table", numbering: "1") <tbl-x>
#figure([#box(image("figures/fig-model.svg", alt: "The model"))],
caption: figure.caption(position: bottom, [The model]),
kind: "quarto-float-fig", supplement: "Figure", numbering: "1") <fig-x>
See @tbl-x and @fig-x.
"""
    content = typst.compile(
        source.encode(),
        root=str(document.folder),
        font_paths=[str(document.folder / "style" / "fonts")],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    text = text.replace("\u00a0", " ")
    assert "Table 1 The ranks" in text
    assert "Figure 1 The model" in text
    assert "See Table 1 and Figure 1." in text
