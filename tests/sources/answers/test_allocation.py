from __future__ import annotations

import numpy as np

WALLET = {
    "name": "wallet",
    "type": "allocation",
    "rows": {"us": {"column": "a"}, "them": {"column": "b"}},
}


def test_a_blank_beside_a_share_is_a_share_of_nothing(read):
    found = read(["id,a,b", "1,100,", "2,30,70", "3,,"], WALLET)
    np.testing.assert_array_equal(found.question("wallet"), [[100, 0], [30, 70], [np.nan, np.nan]])


def test_sums_that_are_off_are_counted_and_no_answer(read, remarks):
    lines = ["a,b", "50,51", "50,49", "50,40", "0.1,99.9", "-10,110"]
    assert read(lines, WALLET | {"tolerance": 1}).frame["wallet.us"].notna().to_list() == [
        True,
        True,
        False,
        True,
        False,
    ]
    said = remarks(lines, WALLET)
    (told,) = [one for one in said if "add up to something else than 100" in one]
    assert "3 rows add up" in told
    assert "(rows 2, 3, 4)" in told
    assert [one for one in said if "'-10'" in one]
