"""Builds of a small edition: what runs again, what fails, what stays."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from research.build.verbs import build, explain, results
from research.errors import InputError
from research.pipeline.store import BusyError, Store

if TYPE_CHECKING:
    from pathlib import Path

    from research.pipeline.events import Event, Summary

ALL = ["opening", "theme-retain", "theme-win"]


def ran(summary: Summary) -> list[str]:
    return [part.what for part in summary.chapters if not part.kept]


def made(summary: Summary) -> list[str]:
    return [part.what for part in summary.parts if not part.kept]


def content(folder: Path) -> dict[str, bytes]:
    """All that a build leaves, but for what tells of the build itself."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = {path.relative_to(folder).as_posix(): path for path in files}
    own = {"build.json", ".work/holder", ".work/lock.json"}
    return {name: path.read_bytes() for name, path in names.items() if name not in own}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def root(built: Path) -> Path:
    return built.parent.parent


@pytest.fixture
def report(root: Path) -> Path:
    return root / "reports" / "small"


def test_a_build_makes_the_report_and_an_unchanged_one_nothing(built: Path, report: Path) -> None:
    first = build(built, force=True)
    assert first.ok
    assert ran(first) == ALL
    assert next(part.what for part in first.parts) == "report.qmd"
    expected = ["report.qmd", "report.html", "tables.xlsx", "results.json", "build.json"]
    expected += [f"notebooks/{name}.html" for name in ALL]
    assert [name for name in expected if not (report / name).is_file()] == []
    assert results(built)[0]["name"] == "retain.length"
    before = content(report)
    times = {path: path.stat().st_mtime_ns for path in report.rglob("*")}
    assert build(built).unchanged
    assert content(report) == before
    assert {path: path.stat().st_mtime_ns for path in report.rglob("*")} == times


def test_one_themes_text_runs_one_chapter(built: Path, root: Path) -> None:
    change(root / "params" / "themes" / "win.yml", "\n", "\n# A remark\n")
    assert [line for line in explain(built) if "would run" in line] == ["theme-win would run:"]
    assert any("file params/themes/win.yml: " in line for line in explain(built))
    summary = build(built)
    assert ran(summary) == ["theme-win"]
    assert "report.html" in made(summary)
    assert explain(built)[0] == "3 of 3 chapters are up to date"


def test_prose_is_assembled_again_without_running(built: Path, root: Path, report: Path) -> None:
    change(root / "notebooks" / "theme.ipynb", "What it says", "What it really says")
    change(root / "reports" / "texts" / "about.md", "One text", "Only one text")
    summary = build(built)
    assert ran(summary) == []
    assert {"report.qmd", "report.html", "notebooks"} <= set(made(summary))
    text = (report / "report.qmd").read_text()
    assert text.count("What it really says") == 2
    assert "Only one text has" in text
    kept = content(report)
    assert ran(build(built, force=True)) == ALL
    assert content(report) == kept


def test_words_to_who_works_with_a_notebook_are_in_its_copy_alone(
    built: Path, root: Path, report: Path
) -> None:
    before = (report / "report.qmd").read_bytes()
    path = root / "notebooks" / "theme.ipynb"
    theme = json.loads(path.read_text(encoding="utf-8"))
    words = {"cell_type": "markdown", "metadata": {"tags": ["lab"]}, "source": "# Try another"}
    theme["cells"].insert(-1, words | {"id": "cell-lab"})
    path.write_text(json.dumps(theme), encoding="utf-8")
    summary = build(built)
    assert ran(summary) == []
    assert (report / "report.qmd").read_bytes() == before
    assert "report.html" not in made(summary)
    assert "Try another" in (report / "notebooks" / "theme-win.html").read_text(encoding="utf-8")
    kept = content(report)
    assert ran(build(built, force=True)) == ALL
    assert content(report) == kept


def test_a_title_runs_no_chapter_and_a_setting_runs_all(built: Path) -> None:
    change(built, "title: Priorities of a Small Town", "title: Priorities of a Town")
    summary = build(built)
    assert ran(summary) == []
    assert "report.html" in made(summary)
    change(built, "spring 2020", "autumn 2020")
    assert any("setting fieldwork" in line for line in explain(built))
    assert ran(build(built)) == ALL


@pytest.mark.slow
def test_outcomes_do_not_depend_on_place_jobs_or_kernels(plain: Path, report: Path) -> None:
    summary = build(plain, jobs=3, cold=True)
    assert ran(summary) == ALL
    assert content(summary.folder) == content(report)


def test_a_failed_chapter_stops_no_other_and_leaves_the_report(
    built: Path, root: Path, report: Path
) -> None:
    good = (report / "report.html").read_bytes()
    theme = root / "notebooks" / "theme.ipynb"
    change(theme, "value = len", "assert theme == 'win', 'no such theme'; value = 1 + len")
    events: list[Event] = []
    summary = build(built, progress=events.append)
    assert not summary.ok
    assert [failure.chapter for failure in summary.failures] == ["theme-retain"]
    failure = summary.failures[0]
    assert failure.path is not None
    assert b"no such theme" in failure.path.read_bytes()
    assert "cell 4: AssertionError: no such theme" in str(failure)
    assert [event.what for event in events if event.kind == "failed"] == ["theme-retain"]
    assert (report / "report.html").read_bytes() == good
    change(theme, "assert theme == 'win', 'no such theme'; ", "")
    change(theme, "value = 1 + len", "value = 2 + len")
    again = build(built)
    assert again.ok
    assert ran(again) == ["theme-retain", "theme-win"]
    assert not failure.path.exists()


def test_after_a_failure_only_what_failed_runs_again(built: Path, root: Path) -> None:
    text = root / "params" / "themes" / "win.yml"
    theme = root / "notebooks" / "theme.ipynb"
    change(theme, "value = len", "value = 1 // ('STOP' not in file.read_text()) + len")
    whole = text.read_text()
    text.write_text(whole + "# STOP\n")
    assert not build(built).ok
    text.write_text(whole)
    summary = build(built)
    assert summary.ok
    assert ran(summary) == ["theme-win"]


def test_a_chapter_over_its_time_is_reported(built: Path, root: Path) -> None:
    change(root / "notebooks" / "opening.ipynb", "assert params", "import time; time.sleep(60)")
    summary = build(built, time_limit=3)
    assert [failure.chapter for failure in summary.failures] == ["opening"]
    assert "the time limit of 3 s was over" in str(summary.failures[0])


def test_problems_stop_a_build_before_anything_is_written(
    built: Path, root: Path, report: Path
) -> None:
    before = content(report)
    change(root / "data" / "respondents.csv", "North", "Nowhere")
    with pytest.raises(InputError, match="column region"):
        build(built)
    assert content(report) == before


def test_a_text_that_names_no_result_publishes_nothing(
    built: Path, root: Path, report: Path
) -> None:
    good = (report / "report.html").read_bytes()
    change(root / "reports" / "texts" / "about.md", "retain.length", "retain.breadth")
    with pytest.raises(InputError, match=r"retain\.breadth"):
        build(built)
    assert (report / "report.html").read_bytes() == good


def test_a_spoiled_or_lost_file_of_the_report_is_made_again(built: Path, report: Path) -> None:
    good = content(report)
    (report / "report.html").write_bytes(b"half")
    (report / "tables.xlsx").unlink()
    (report / ".work" / "chapters" / "theme-win.ipynb").write_bytes(b"{")
    assert ran(build(built)) == ["theme-win"]
    assert content(report) == good


def test_a_chapter_that_the_edition_no_longer_has_leaves_nothing(built: Path, report: Path) -> None:
    change(built, "[retain, win]", "[retain]")
    assert ran(build(built)) == []
    assert [name for name in content(report) if "win" in name] == []


def test_a_second_build_says_who_holds_the_edition(built: Path, report: Path) -> None:
    change(built, "title: Priorities", "title: Concerns")
    store = Store(report / ".work")
    events: list[Event] = []
    with store.held(0, lambda _: None):
        with pytest.raises(BusyError, match="is being built by process"):
            build(built, wait=0, progress=events.append)
        waiting = threading.Thread(target=build, args=(built,), kwargs={"progress": events.append})
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
    waiting.join()
    assert [event.kind for event in events].count("wait") == 2
    assert build(built).unchanged


def test_an_unchanged_edition_is_known_before_anything_heavy_loads(built: Path) -> None:
    program = (
        "import sys; from research.build.verbs import build; assert build(sys.argv[1]).unchanged;"
        "heavy = {'pandas', 'numpy', 'pydantic', 'papermill', 'nbformat', 'jupyter_client'};"
        "print((heavy | {'yaml', 'asyncio', 'subprocess'}) & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, str(built)]
    assert subprocess.check_output(command, text=True).strip() == "set()"


def test_provenance_tells_times_machine_versions_and_inputs(built: Path, report: Path) -> None:
    found = json.loads((report / "build.json").read_text())
    assert set(found["chapters"]) == set(ALL)
    assert found["versions"]["pandas"]
    assert len(found["inputs"]["file params/themes/win.yml"]) == 32
    assert found["started"] <= found["finished"]


def test_an_unknown_engine_is_an_input_error(plain: Path) -> None:
    with pytest.raises(InputError, match="allowed: auto, pandoc, quarto"):
        build(plain, engine="word")


def test_no_results_before_the_first_build(plain: Path) -> None:
    with pytest.raises(InputError, match="research build"):
        results(plain)


def built_with_auto(params: Path) -> Summary:
    """Build with the engine that is found."""
    text = params.read_text(encoding="utf-8").replace("engine: pandoc", "engine: auto")
    params.write_text(text, encoding="utf-8")
    return build(params)


def test_a_report_without_charts_is_rendered_by_a_quarto_that_is_found(
    built: Path, report: Path, command: Path
) -> None:
    summary = built_with_auto(built)
    assert summary.ok
    assert summary.engine == "Quarto 1.10.2"
    assert not (report / "figures").exists()
    assert (report / "report.html").read_text(encoding="utf-8").startswith("html\n")
    assert json.loads((report / "build.json").read_bytes())["engine"] == "Quarto 1.10.2"
    again = build(built)
    assert (again.unchanged, again.engine) == (True, "Quarto 1.10.2")


def test_a_quarto_that_cannot_render_is_named_in_the_summary(
    built: Path, command: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANDIN_VERSION", "1.8.27")
    old = built_with_auto(built)
    assert old.engine.startswith("pandoc 3")
    assert [warning for warning in old.warnings if "Quarto 1.8.27 is too old" in warning]
    monkeypatch.setenv("QUARTO_PATH", "/nowhere/quarto")
    wrong = build(built)
    assert [warning for warning in wrong.warnings if "names no command" in warning]
    assert build(built).warnings == wrong.warnings


@pytest.mark.parametrize("engine", ["quarto", "pandoc"])
def test_slides_are_refused_before_any_chapter_runs(
    built: Path, report: Path, command: Path, engine: str
) -> None:
    before = content(report)
    events: list[Event] = []
    with pytest.raises(InputError, match="'pptx' is slides"):
        build(built, ["pptx"], engine, force=True, progress=events.append)
    assert [event for event in events if event.kind in ("start", "plan")] == []
    assert content(report) == before


@pytest.mark.parametrize(
    "name", ["/elsewhere/x", "..", "../x", ".", "", "a/b", "template", "Template", "a b", "x" * 500]
)
def test_an_edition_that_is_no_name_of_a_folder_touches_nothing(plain: Path, name: str) -> None:
    text = plain.read_text(encoding="utf-8")
    plain.write_text(text.replace("edition: small", f"edition: {name!r}"), encoding="utf-8")
    before = sorted(plain.parent.parent.parent.rglob("*"))
    with pytest.raises(InputError, match="edition: "):
        build(plain)
    assert sorted(plain.parent.parent.parent.rglob("*")) == before


def test_two_parameter_files_of_one_edition_are_refused(built: Path) -> None:
    other = built.with_name("copy.yml")
    other.write_bytes(built.read_bytes())
    for path, named in ((built, "copy.yml"), (other, "small.yml")):
        with pytest.raises(InputError, match=rf"edition 'small' is that of {named} too"):
            build(path, force=True)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("../data/respondents.csv", "../../respondents.csv", "data.answers.file"),
        ("../data/respondents.csv", "/etc/passwd", "data.answers.file"),
        ("themes: themes", "themes: /etc", "texts.themes"),
        ("report: ../reports/texts", "report: ../../..", "texts.report"),
        ("notebook: opening", "notebook: ../../opening", "report.sections.1.notebook"),
        ("text: about", "text: ../texts/about", "report.sections.0.text"),
    ],
)
def test_a_path_that_leads_out_of_the_project_is_refused(
    plain: Path, old: str, new: str, key: str
) -> None:
    text = plain.read_text(encoding="utf-8")
    assert old in text
    plain.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        build(plain)
    assert key in [problem.key for problem in caught.value.problems]
    assert all(problem.row for problem in caught.value.problems if problem.key == key)


def test_values_of_a_chapter_write_inside_the_project_alone(plain: Path) -> None:
    text = plain.read_text(encoding="utf-8")
    each = "each: {theme: [retain, win]}"
    values = "each: {part: [a/../../pwned, /elsewhere/x, ..]}"
    assert each in text
    plain.write_text(text.replace(f"theme\n      {each}", f"opening\n      {values}"))
    plain.write_text(plain.read_text().replace("    - notebook: opening\n    - note", "    - note"))
    (plain.parent.parent / "reports" / "texts" / "about.md").write_text("# About\n")
    opening = plain.parent.parent / "notebooks" / "opening.ipynb"
    known = opening.read_text().replace(r"params = \"\"", r"params = \"\"\npart = \"\"", 1)
    opening.write_text(known)
    outside = {*plain.parent.parent.parent.iterdir()}
    assert build(plain).ok
    assert {*plain.parent.parent.parent.iterdir()} == outside
    folder = plain.parent.parent / "reports" / "small" / "notebooks"
    assert len([path.name for path in folder.iterdir()]) == 3
