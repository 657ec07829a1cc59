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


def test_quarto_asked_for_and_not_there_is_an_error(without_quarto):
    with pytest.raises(InputError, match="Quarto was not found"):
        engines.choose("quarto")


def test_the_embedded_engine_tells_its_versions():
    version = engines.choose("pandoc").version()
    assert version.startswith("pandoc 3")
    assert "Typst 0." in version
