from __future__ import annotations

import pytest

from research.problems.values import listed, one_line, shown


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Mining", "'Mining'"),
        ("", "''"),
        (True, "true"),
        (None, "nothing"),
        ("a" * 100, f"'{'a' * 59}…'"),
        ({"a": 1}, "keys with values (1)"),
        ([], "a list of 0"),
        ("\0\n", r"'\x00\n'"),
    ],
)
def test_any_value_is_shown_in_a_few_words(value: object, expected: str) -> None:
    assert shown(value) == expected


def test_a_number_that_python_refuses_to_print_is_shown_all_the_same() -> None:
    assert shown(10**5000) == shown(-(10**5000)) == "a number of very many digits"


def test_what_moves_a_terminal_is_written_out() -> None:
    assert one_line("a\x1b]0;x\x07\u202eb\r\n") == r"a\x1b]0;x\x07\u202eb\r\n"
    assert one_line("Größe – 大きさ 👍") == "Größe – 大きさ 👍"


def test_a_list_says_how_many_it_leaves_out() -> None:
    assert listed("abc", most=3) == "a, b, c"
    assert listed(range(1500), most=1) == "0 and 1,499 more"
