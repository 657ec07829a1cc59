"""Files that were made up are known until others take their place."""

from __future__ import annotations

from research.sources.dummies import are_dummies, is_dummy, note_dummy, note_of


def test_a_file_is_a_dummy_as_long_as_it_is_the_one_that_was_made_up(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("id\n1\n", encoding="utf-8")
    assert not is_dummy(path)
    note_dummy(path)
    assert is_dummy(path)
    path.write_text("id\n1\n2\n", encoding="utf-8")
    assert not is_dummy(path)


def test_without_the_note_or_the_file_there_is_no_dummy(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("id\n1\n", encoding="utf-8")
    note_dummy(path)
    assert are_dummies([tmp_path / "other.csv", path])
    path.unlink()
    assert not are_dummies([path])
    note_of(path).unlink()
    assert not are_dummies([path])
