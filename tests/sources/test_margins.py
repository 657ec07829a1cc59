from __future__ import annotations

import pytest

from research.errors import InputError
from research.sources.margins import read_margins


def test_yaml_and_csv_give_the_same_shares(tmp_path):
    (tmp_path / "t.yml").write_text(
        "size: {small: 30, large: 10}\nregion: {europe: 0.5, asia: 0.5}\n"
    )
    (tmp_path / "t.csv").write_text(
        "margin,category,target\nsize,small,75\nsize,large,25\nregion,europe,1\nregion,asia,1\n"
    )
    expected = {"size": {"small": 0.75, "large": 0.25}, "region": {"europe": 0.5, "asia": 0.5}}
    assert read_margins(tmp_path / "t.yml") == expected
    assert read_margins(tmp_path / "t.csv") == expected


def test_every_fault_of_a_csv_is_told_with_its_row(tmp_path):
    file = tmp_path / "t.csv"
    file.write_text(
        "margin,category,target\nsize,small,x\nsize,large,5\nsize,large,6\nsize,big,-1\n"
    )
    with pytest.raises(InputError) as caught:
        read_margins(file)
    assert [problem.row for problem in caught.value.problems] == [2, 4, 5]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("t.yml", "size: {small: 0}", "size.small"),
        ("t.yml", "size: 5", "without categories"),
        ("t.yml", "- 1", "no margins"),
        ("t.yml", "a: [1", "not valid YAML"),
        ("t.csv", "margin,category\na,b\n", "target"),
        ("t.csv", "margin,category,target\n", "only the head"),
        ("t.yml", "{}", "no target"),
    ],
)
def test_a_file_that_is_no_targets_says_what_is_wrong(tmp_path, name, text, fault):
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=fault):
        read_margins(tmp_path / name)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.yml"):
        read_margins(tmp_path / "gone.yml")
