import copy
import shutil

import pytest
import yaml
from nbformat.v4 import new_markdown_cell

from research.edition.parameters import Edition
from research.errors import InputError
from research.report.assembly import assemble
from research.report.executed import RESULT, ExecutedChapter, results


def front_matter(document):
    return yaml.safe_load(document.path.read_text(encoding="utf-8").split("---\n")[1])


def test_sections_come_in_the_order_of_the_parameter_file(document):
    titles = [title for level, _, title in document.contents.headings if level == 1]
    assert titles == [
        "Executive summary",
        "Introduction",
        "Section 1 Overall results",
        "Section 2 Results by theme",
        "Conclusions",
        "About this report",
    ]


def test_floats_are_those_of_the_chapters_in_order(document):
    assert [table.id for table in document.contents.tables] == [
        "tbl-themes",
        "tbl-overall",
        "tbl-sector",
        "tbl-farming-ranks",
        "tbl-farming-objectives",
        "tbl-people-ranks",
        "tbl-people-objectives",
    ]
    assert len(document.contents.figures) == 6


def test_placeholders_are_resolved(document):
    text = document.path.read_text(encoding="utf-8")
    assert "{{" not in text
    assert "[6 in 14]{.number}" in text


def test_the_front_matter_holds_what_the_cover_shows(document):
    front = front_matter(document)
    assert front["title"] == "Strategic Priorities of B2B Customer Management"
    assert front["base"] == "105 respondents, fifteen sectors, summer 2015"
    assert front["partners"] == [{"name": "Partner One"}, {"name": "Partner Two"}]
    assert set(front["format"]) == {"html", "typst", "docx"}


def test_the_motif_moves_to_the_cover(document):
    assert front_matter(document)["motif"] == "figures/motif"
    assert ".motif" not in document.path.read_text(encoding="utf-8")
    assert (document.folder / "figures" / "motif.svg").is_file()


def test_the_folder_holds_all_that_the_document_names(document):
    for picture in document.contents.pictures:
        assert (document.folder / f"{picture}.svg").is_file()
        assert (document.folder / f"{picture}.png").is_file()
    for name in ("report.css", "look.lua", "look.typ", "reference.docx", "fonts/LICENSE.txt"):
        assert (document.folder / "style" / name).is_file()


def test_the_same_inputs_give_the_same_bytes(document, parts, tmp_path):
    again = assemble(
        parts.chapters,
        parts.edition,
        template=parts.template,
        texts=parts.texts,
        output=tmp_path,
    )
    assert again.path.read_bytes() == document.path.read_bytes()
    for path in sorted((document.folder / "style").rglob("*")):
        if path.is_file():
            copy_of = again.folder / path.relative_to(document.folder)
            assert copy_of.read_bytes() == path.read_bytes(), path.name


def test_words_to_who_works_with_a_notebook_change_nothing_of_the_document(
    document, parts, tmp_path
):
    told = new_markdown_cell("# Try `{{ no.such.result }}`", metadata={"tags": ["lab"]})
    chapters = []
    for chapter in parts.chapters:
        cells = [one for cell in chapter.notebook["cells"] for one in (told, cell)]
        chapters.append(ExecutedChapter(chapter.id, {**chapter.notebook, "cells": [*cells, told]}))
    again = assemble(
        chapters, parts.edition, template=parts.template, texts=parts.texts, output=tmp_path
    )
    assert again.path.read_bytes() == document.path.read_bytes()


def test_pictures_of_an_earlier_report_go(parts, document, tmp_path):
    shutil.copytree(document.folder, tmp_path / "edition")
    old = tmp_path / "edition" / "figures" / "fig-old.svg"
    old.write_text("<svg/>", encoding="utf-8")
    assemble(
        parts.chapters,
        parts.edition,
        template=parts.template,
        texts=parts.texts,
        output=tmp_path / "edition",
    )
    assert not old.exists()


def test_what_a_chart_alone_lacks_is_the_documents_lack_and_its_letters_need_fonts(parts, tmp_path):
    """Emoji that are there in colour are set in text, and are code points in charts."""
    chapters = copy.deepcopy(parts.chapters)
    chart = next(result for result in results(chapters) if result.id == "fig-model")
    face = {"family": "Letters", "source": "wheel", "digest": "0"}
    chart.content.update(absent=[0x1F44D], fonts=[face])
    for chapter in chapters:
        for cell in chapter.notebook["cells"]:
            for output in cell.get("outputs", ()):
                if output.get("data", {}).get(RESULT, {}).get("id") == "fig-model":
                    output["data"]["image/svg+xml"] = (
                        "<svg><text x='1'>\u0634 &amp; so</text></svg>"
                    )
    made = assemble(
        chapters, parts.edition, template=parts.template, texts=parts.texts, output=tmp_path
    )
    assert 0x1F44D in made.absent
    assert face in made.fonts
    assert any(0x0634 in codes for codes in made.characters.choice.faces.values())


def problems(parts, folder, text, **report):
    config = copy.deepcopy(parts.edition.model_dump(mode="json"))
    config["report"] |= {"sections": [{"text": "summary"}]} | report
    (folder / "summary.md").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        assemble(
            parts.chapters,
            Edition.model_validate(config),
            template=parts.template,
            texts=folder,
            output=folder / "out",
        )
    assert not (folder / "out").exists()
    return error.value.problems


def test_an_unknown_name_fails_with_file_and_line(parts, tmp_path):
    [problem] = problems(parts, tmp_path, "# Summary\n\n{{ overall.farming.top }}\n")
    assert problem.file == tmp_path / "summary.md"
    assert problem.row == 3
    assert "overall.farming.top3" in problem.hint


def test_a_missing_text_is_told_with_those_there_are(parts, tmp_path):
    found = problems(parts, tmp_path, "# S\n", sections=[{"text": "summry"}])
    assert [problem.what for problem in found] == ["this text is missing"]
    assert found[0].allowed == "summary"


def test_a_chapter_that_was_not_executed_is_told(parts, tmp_path):
    [problem] = problems(parts, tmp_path, "# S\n", sections=[{"notebook": "appendix"}])
    assert "'appendix' was not executed" in problem.what


def test_digits_typed_by_hand_are_warnings(parts, tmp_path):
    config = parts.edition.model_dump(mode="json")
    config["report"] |= {"sections": [{"text": "summary"}]}
    (tmp_path / "summary.md").write_text("# Summary\n\nAlmost 50% agree.\n", encoding="utf-8")
    document = assemble(
        parts.chapters,
        Edition.model_validate(config),
        template=parts.template,
        texts=tmp_path,
        output=tmp_path / "out",
    )
    assert [warning.row for warning in document.warnings] == [3]
