"""YAML as it is written: what stays text, and every fault in a sentence with its line."""

from __future__ import annotations

import itertools
import pickle
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from research.edition import yamlfile
from research.edition.yamlfile import Number, open_yaml, parse_yaml, read_yaml
from research.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def faults(tmp_path: Path):
    """Problems of a text: line, key and fault."""

    def find(text: str | bytes) -> list[tuple[int | None, str, str]]:
        path = tmp_path / "a.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(InputError) as caught:
            read_yaml(path)
        return [(each.row, each.key, each.what) for each in caught.value.problems]

    return find


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "On", "off", "y", "n", "None", "011", "0x1F", "0b1", "1_000", "12:30"),
        *("2015-07-01", "+5", ".nan", ".inf", "1e5x", "5000+", "<5000", "1.2.3"),
    ],
)
def test_codes_and_labels_stay_what_they_are(text: str) -> None:
    assert parse_yaml(f"a: {text}") == {"a": text}
    assert parse_yaml(f"{text}: a") == {text: "a"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-12", -12),
        ("0", 0),
        ("1.50", 1.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'1'", "1"),
        ('"true"', "true"),
        ("|\n  1\n", "1\n"),
    ],
)
def test_numbers_truth_and_nothing_are_read(text: str, value: object) -> None:
    found = parse_yaml(f"a: {text}")["a"]
    assert found == value
    assert isinstance(found, type(value))


def test_a_number_prints_as_it_is_written() -> None:
    found = parse_yaml("a: 1.10")["a"]
    assert (str(found), f"{found}", found * 2) == ("1.10", "1.10", 2.2)
    assert str(pickle.loads(pickle.dumps(found))) == "1.10"
    assert isinstance(found, Number)


def test_lines_are_those_of_the_keys_and_items(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("# first\na: &x\n  b: 1\nc:\n- d\n-\n  e: 2\nf: *x\n")
    file = read_yaml(path)
    assert file.content == {"a": {"b": 1}, "c": ["d", {"e": 2}], "f": {"b": 1}}
    assert file.lines[("a", "b")] == 3
    assert file.lines[("c",)] == 4
    assert file.lines[("c", 1, "e")] == 7
    assert file.row(("f", "b", "nothing")) == 8
    assert len(file.digest) == 32


@pytest.mark.parametrize(
    ("text", "row", "key", "what"),
    [
        ("a: 1\na: 2", 2, "a", "the key 'a' is given twice"),
        ("a:\n  b: !!int x", 2, "a.b", "the tag !!int is not read"),
        (
            "a: !!python/object/apply:os.getcwd []",
            1,
            "a",
            "the tag !!python/object/apply:os.getcwd",
        ),
        ("a: !own {b: 1}", 1, "a", "the tag !own is not read"),
        ("a: 2015-13-45", 1, "a", "there is no day or time 2015-13-45"),
        ("a: 2015-02-29", 1, "a", "there is no day or time"),
        ("a: 2015-01-01 99:99:99", 1, "a", "there is no day or time"),
        (f"\na: {'9' * 5000}", 2, "a", "a number of 5000 digits"),
        ("a: 1e999", 1, "a", "the number 1e999 is too large"),
        ('a: "b\\0c"', 1, "a", "the text holds the control character 0x00"),
        ('"a\\x1b": 1', 1, "a\x1b", "a key holds a control character"),
        ("a: {<<: {b: 1}}", 1, "a.<<", "keys are not merged"),
        ("a: &r [*r]", 1, "a", "'*r' stands inside what it repeats"),
        ("a: &r {b: {c: *r}}", 1, "a.b", "'*r' stands inside what it repeats"),
        ("a: *none", 1, "", "nothing is called '&none'"),
        ("? [a, b]\n: 1", 1, "", "a list or mapping stands where a key must"),
        ("&a b: 1\n*a : 2", 2, "", "'*a' stands where a key must"),
        ("a: 1\n---\nb: 2", 2, "", "a second document begins here"),
        (b"a: 1\nb: \0", 2, "", "the line holds the control character 0x00"),
        ("a: [1,\n", 2, "", "not valid YAML"),
        ("a: b: c", 1, "", "not valid YAML"),
        ("\ta: 1", 1, "", "not valid YAML"),
        ("", None, "", "the file is empty"),
        ("a: 1".encode("utf-16"), 1, "", "not written in UTF-8"),
        (b"\n" + "ä".encode("latin-1"), 2, "", "not written in UTF-8"),
    ],
)
def test_a_fault_has_line_key_and_a_sentence(faults, text, row, key, what) -> None:
    ((found_row, found_key, found_what),) = faults(text)
    assert found_what.startswith(what)
    assert found_key == key
    assert found_row == row


def test_faults_that_leave_the_rest_readable_come_all_at_once(faults) -> None:
    text = "a: !!int x\nb: 2015-99-99\nc: 1\nc: 2\nd: 5"
    assert [row for row, _, _ in faults(text)] == [1, 2, 4]


def test_what_is_wrong_does_not_hide_what_is_right(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("a: 2015-99-99\nb: 1\nb: 2\nc: [3]\n")
    file = open_yaml(path)
    assert file.spoilt == {("a",), ("b",)}
    assert file.content["c"] == [3]


def test_anchors_cost_no_more_than_what_they_stand_for(faults) -> None:
    names = "abcdefghij"
    bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    bomb += [
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in itertools.pairwise(names)
    ]
    began = time.monotonic()
    ((row, _, what),) = faults("\n".join(bomb))
    assert what == "the file comes to more than 200,000 values"
    assert row == 6
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("depth", [41, 900, 100_000])
def test_any_depth_ends_in_a_sentence(faults, depth: int) -> None:
    ((row, _, what),) = faults("a: " + "[" * depth)
    assert row == 1
    assert "within each other" in what or "not valid YAML" in what


def test_forty_levels_are_enough_for_anybody() -> None:
    content = parse_yaml("a: " + "[" * 39 + "]" * 39)
    for _ in range(39):
        (content,) = content.values() if isinstance(content, dict) else content or [[]]
    assert content == []


@pytest.mark.parametrize("kind", ["folder", "missing", "long", "large"])
def test_a_path_that_is_no_file_is_a_sentence(tmp_path, monkeypatch, kind: str) -> None:
    path = {"long": tmp_path / ("a" * 5000), "folder": tmp_path}.get(kind, tmp_path / "a.yml")
    if kind == "large":
        monkeypatch.setattr(yamlfile, "LONGEST_FILE", 3)
        path.write_text("a: 1")
    with pytest.raises(InputError, match=r"no such file|cannot be read|at most"):
        open_yaml(path)


@given(st.text(alphabet="ab:-[]{}&*!#|>'\"\n\t ,?~0123456789.eE\\xu\u00e4", max_size=60))
def test_no_text_raises_anything_but_a_sentence(text: str) -> None:
    told = "1 problem found:"
    try:
        parse_yaml(text)
    except InputError as error:
        told = str(error)
    assert "found:" in told
