"""Words beside an option stand with the option."""

from __future__ import annotations

from research.build.checks import check
from research.starting.new import from_file
from tests.proposing.files import ROWS, only, proposed, written

TEXTS = ["Fish", "Boats", "Nets, mostly", "Bait"]


def texts(said: str, cells: list[object]) -> list[object]:
    """Words of those whose cell says so, blank for the others."""
    return [TEXTS[at % 4] if cells[at % len(cells)] == said else "" for at in range(ROWS)]


def test_words_whose_column_names_the_code_go_with_it(tmp_path):
    cells: list[object] = [1, 2, 3, 6]
    columns = {"Q1": cells, "Q1_6_TEXT": texts("6", [str(one) for one in cells])}
    draft = only(proposed(tmp_path, columns))
    assert draft.keys["codes"]["6"] == {"text": "Other", "role": "other", "words": "Q1_6_TEXT"}


def test_the_other_of_limesurvey_has_its_words_and_is_called_so(tmp_path):
    cells: list[object] = ["A1", "A2", "A3", "-oth-"]
    columns = {"Q1": cells, "Q1[other]": texts("-oth-", cells)}
    draft = only(proposed(tmp_path, columns))
    assert draft.keys["codes"][-1] == {
        "code": "-oth-",
        "text": "Other",
        "role": "other",
        "words": "Q1[other]",
    }


def test_words_without_a_code_are_an_option_more(tmp_path):
    question = "Where do you sell?"
    cells: list[object] = ["North", "South", "", "West"]
    columns = {
        f"{question} - Response": cells,
        f"{question} - Other (please specify)": texts("", cells),
    }
    draft = only(proposed(tmp_path, columns))
    beside = {"text": "Other", "role": "other", "words": f"{question} - Other (please specify)"}
    assert draft.keys["codes"][-1] == beside


def test_words_are_quoted_where_somebody_consents_and_the_edition_is_in_order(tmp_path):
    cells: list[object] = ["North", "South", "Other", "West"]
    source = written(
        tmp_path,
        {
            "Q1": cells,
            "Q1[other]": texts("Other", cells),
            "May we quote you?": ["1", "0", "1"],
        },
    )
    started = from_file("acme", source, tmp_path / "project")
    text = started.params.read_text(encoding="utf-8")
    assert 'words: {column: "Q1[other]", consent:' in text
    assert check(started.params) == []
