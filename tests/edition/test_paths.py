from __future__ import annotations

from pathlib import Path

import pytest

from research.edition.paths import is_name, leading_outside


@pytest.mark.parametrize("name", ["overall", "key-account plan", "Größe", "v1.2", "大きさ"])
def test_a_file_of_a_folder_has_a_name(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "../a", "a\\b", "c:x", "a\0", "a\nb", "*", " a", "a.", "x" * 201]
)
def test_what_leads_elsewhere_or_cannot_be_written_is_none(name: str) -> None:
    assert not is_name(name)


def test_paths_are_followed_to_where_they_lead(tmp_path: Path) -> None:
    (tmp_path / "project" / "params").mkdir(parents=True)
    (tmp_path / "project" / "link").symlink_to(tmp_path)
    params = tmp_path / "project" / "params" / "a.yml"
    paths = {
        ("data", "inside"): Path("../data/a.csv"),
        ("data", "above"): Path("../../a.csv"),
        ("data", "elsewhere"): Path("/etc/passwd"),
        ("data", "linked"): Path("../link/a.csv"),
        ("data", "back"): Path("../../project/a.csv"),
    }
    assert [place[1] for place, _ in leading_outside(params, paths)] == [
        "above",
        "elsewhere",
        "linked",
    ]
