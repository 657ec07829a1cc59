import pytest

from research.display.filters import FILTERS, apply


def said(value: object, name: str, argument: str = "", **more: object) -> str:
    return apply({"value": value, "unit": "percent", "label": "Farming", **more}, name, argument)


@pytest.mark.parametrize(
    ("value", "name", "words"),
    [
        (12.5, "percent", "12%"),
        (13.5, "percent", "14%"),
        (1.2, "points", "1 point"),
        (8, "points", "8 points"),
        (1, "ordinal", "first"),
        ("3=", "ordinal", "third"),
        (13, "ordinal", "13th"),
        (22, "ordinal", "22nd"),
        (112, "ordinal", "112th"),
        (1234, "count", "1,234"),
        (0, "words", "none"),
        (12, "words", "twelve"),
        (40, "words", "40"),
        (13, "words", "13"),
        (105, "words", "105"),
        (3, "rank", "3"),
        ("3=", "rank", "3="),
        (50.3, "share", "half"),
        (34.3, "share", "about a third"),
        (35.0, "share", "over a third"),
        (12.5, "share", "12%"),
        (32.5, "share", "about a third"),
        (20.2, "share", "a fifth"),
        (0.0123, "probability", "0.012"),
        (30_690_676, "millions", "30.7 million"),
        (48.0, "share", "nearly half"),
        (15.0, "share", "15%"),
        (44.27, "label", "Farming"),
    ],
)
def test_a_value_is_put_into_words(value, name, words):
    assert said(value, name) == words


def test_a_tied_rank_bears_its_sign():
    assert said(3, "rank", tied=True) == "3="


def test_number_keeps_the_digits_asked_for():
    assert said(44.25, "number", "1") == "44.2"
    assert said(44.25, "number", "0") == "44"


def test_only_number_takes_an_argument():
    with pytest.raises(ValueError, match="nothing in brackets"):
        said(50, "percent", "2")


@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"label", "rank", "ordinal", "chart"}))
def test_words_are_refused_where_a_number_is_needed(name):
    with pytest.raises(ValueError, match="needs a number"):
        said("Farming", name)
