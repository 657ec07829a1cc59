import pytest

from research.errors import InputError
from research.report import engines, quarto


@pytest.fixture
def without_quarto(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("QUARTO_PATH", raising=False)


def test_auto_takes_the_embedded_engine_where_there_is_no_quarto(without_quarto):
    assert engines.choose("auto").name == "pandoc"


def test_auto_takes_quarto_where_it_is_found(monkeypatch, tmp_path):
    found = quarto.Quarto(tmp_path / "quarto", "1.10.2")
    monkeypatch.setattr(quarto, "find", lambda: found)
    assert engines.choose("auto") is found
    assert engines.choose("pandoc").name == "pandoc"


def test_auto_is_silent_where_there_is_no_quarto(without_quarto):
    assert engines.choose("auto").warnings == []


def test_auto_says_why_a_quarto_that_is_too_old_does_not_render(command, monkeypatch):
    monkeypatch.setenv("STANDIN_VERSION", "1.8.27")
    engine = engines.choose("auto")
    assert engine.name == "pandoc"
    assert engine.warnings == [
        "Quarto 1.8.27 is too old; 1.9 is the oldest known to work; "
        "the embedded engine renders in its place"
    ]


def test_auto_says_that_quarto_path_is_wrong(command, monkeypatch):
    monkeypatch.setenv("QUARTO_PATH", "/nowhere/quarto")
    (warning,) = engines.choose("auto").warnings
    assert warning.startswith("QUARTO_PATH names no command: /nowhere/quarto; the embedded engine")


def test_auto_says_that_something_else_is_called_quarto(command, monkeypatch):
    monkeypatch.setenv("STANDIN_VERSION", "a game of four")
    (warning,) = engines.choose("auto").warnings
    assert "does not answer when asked for its version" in warning


@pytest.mark.parametrize("name", ["pandoc", "quarto"])
def test_every_format_that_is_not_made_is_a_problem(command, name):
    with pytest.raises(InputError) as error:
        engines.choose(name, ["html", "pptx", "not a format", "revealjs"])
    told = [problem.what for problem in error.value.problems]
    assert told[0] == "a report makes no slides, and 'pptx' is slides"
    assert told[2] == "a report makes no slides, and 'revealjs' is slides"
    assert "'not a format'" in told[1]
    assert engines.choose(name, ["html", "pdf", "docx"]).name == name


def test_a_format_of_quartos_alone_names_quarto(without_quarto):
    with pytest.raises(InputError, match=r"makes no 'epub'.*--engine quarto"):
        engines.choose("auto", ["epub"])


def test_quarto_asked_for_and_not_there_is_an_error(without_quarto):
    with pytest.raises(InputError, match="Quarto was not found"):
        engines.choose("quarto")


def test_the_embedded_engine_tells_its_versions():
    version = engines.choose("pandoc").version()
    assert version.startswith("pandoc 3")
    assert "Typst 0." in version
