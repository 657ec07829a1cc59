from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from research.edition.judgement import load_edition
from research.edition.parameters import Edition
from research.edition.privacy import Privacy
from research.edition.texts import load_theme_text
from research.errors import InputError, Problem
from tests.edition.faulty import problems

ROOT = Path(__file__).parents[2]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yml"
    path.write_text(
        "edition: 2020\n"
        "title: Small\n"
        "data: {answers: {file: answers.csv}}\n"
        "questions:\n"
        "  - {name: order, type: ranking, rows: {one: One, two: Two}}\n"
        "  - {name: size, type: single, column: size, codes: [{key: small, text: '<50'}, 50+]}\n"
        "banners: {size: [{question: size}]}\n"
        "themes:\n"
        "  question: order\n"
        "  levels: {market: {text: The market, items: [one, two]}}\n"
        "report:\n"
        "  sections:\n"
        "    - notebook: overall\n",
        encoding="utf-8",
    )
    return path


def problems_after(path: Path, old: str, new: str) -> list[Problem]:
    told = problems(path, path.read_text(encoding="utf-8"), old, new)
    assert told
    return told


def test_a_small_parameter_file_is_read(small: Path) -> None:
    edition = load_edition(small)
    assert edition.edition == "2020"
    assert edition.breakdown("size").group("small").phrase == "in <50"


def test_every_committed_parameter_file_is_valid() -> None:
    editions = [path for path in (ROOT / "params").glob("*.yml") if "claims" not in path.name]
    assert editions
    for path in editions:
        assert isinstance(load_edition(path), Edition)


def test_an_unknown_key_gives_line_key_and_nearest_name(small: Path) -> None:
    (problem,) = problems_after(small, "title: Small", "title: Small\nreprot: 1")
    assert (problem.row, problem.key) == (3, "reprot")
    assert (problem.what, problem.hint) == ("unknown key", "did you mean 'report'?")
    assert "report" in problem.allowed


def test_an_unknown_key_deep_inside_says_what_is_allowed_there(small: Path) -> None:
    (problem,) = problems_after(small, "- notebook: overall", "- notebok: overall")[:1]
    assert problem.key == "report.sections.0.notebok"
    assert "notebook" in problem.allowed
    assert "title" not in problem.allowed


def test_all_problems_come_at_once_in_the_order_of_lines(small: Path) -> None:
    text = small.read_text(encoding="utf-8")
    small.write_text(text.replace("edition: 2020", "edition: 'a/b'") + "privacy: {flag_base: -1}\n")
    with pytest.raises(InputError) as caught:
        load_edition(small)
    rows = [problem.row for problem in caught.value.problems]
    assert rows == [1, 14]


def test_a_key_given_twice_is_found(small: Path) -> None:
    (problem,) = problems_after(small, "title: Small", "title: Small\ntitle: Large")
    assert problem.row == 3
    assert "'title' is given twice" in problem.what


def test_an_item_of_a_level_that_nobody_ranked_names_the_nearest(small: Path) -> None:
    (problem,) = problems_after(small, "items: [one, two]", "items: [one, twoo]")
    assert "did you mean 'two'?" in problem.what
    assert problem.key == "themes.levels.market.items.1"


def test_a_point_of_a_banner_that_is_no_answer_is_found(small: Path) -> None:
    (problem,) = problems_after(small, "{question: size}", "{question: size, points: [small, big]}")
    assert "'big' is no answer of 'size'" in problem.what
    assert problem.key == "banners.size.0.points.1"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("breakdowns: []", "banners, questions"),
        ("levels: {market: The market}", "themes.levels"),
        ("pairs: []", "themes.pairs"),
        ("benchmark: {}", "themes.benchmark"),
    ],
)
def test_an_old_key_is_refused_and_names_the_new_one(small: Path, line: str, says: str) -> None:
    (problem,) = problems_after(small, "title: Small", f"title: Small\n{line}")
    assert problem.what == "unknown key"
    assert says in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{file: answers.csv}", "answers.csv", "a path alone is no table"),
        (
            "question: order\n  levels: {market: {text: The market, items: [one, two]}}",
            "[]",
            "rows of a ranking question",
        ),
        ("report:", "privacy: {attribution: country}\nreport:", "is no list: name questions"),
    ],
)
def test_an_old_value_is_refused_and_says_how_it_is_written(
    small: Path, old: str, new: str, says: str
) -> None:
    new = new if new != "[]" else "- {key: one}"
    assert any(says in problem.what for problem in problems_after(small, old, new))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b"- a\n", "not a mapping"),
        (b"title: [\n", "not valid YAML"),
        ("title: Größe".encode("latin-1"), "not written in UTF-8"),
    ],
)
def test_a_file_that_is_no_parameter_file_is_one_clear_problem(
    tmp_path: Path, content: bytes, what: str
) -> None:
    path = tmp_path / "bad.yml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_edition(path)
    (problem,) = caught.value.problems
    assert what in problem.what


def test_a_missing_file_lists_those_that_are_there(small: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_edition(small.with_name("smal.yml"))
    assert caught.value.problems[0].allowed == "small.yml"


def test_yaml_cannot_make_python_objects(tmp_path: Path) -> None:
    path = tmp_path / "evil.yml"
    path.write_text("title: !!python/object/apply:os.getcwd []\n")
    with pytest.raises(InputError):
        load_edition(path)


def test_theme_texts_are_checked(tmp_path: Path) -> None:
    source = ROOT / "params/themes/farming.yml"
    content = yaml.safe_load(source.read_text(encoding="utf-8"))
    content["traits"] = content["traits"][:2]
    path = tmp_path / "farming.yml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_theme_text(path)
    assert caught.value.problems[0].key == "traits"


def test_scores_beside_a_name_rest_on_as_many_answers_as_all_else_unless_the_edition_says() -> None:
    assert Privacy().named_base == Privacy().hide_base == 10
    assert Privacy(hide_base=20).named_base == 20
    assert Privacy(account_base=3).named_base == 3
    assert Privacy(account_base=0).named_base == 0


def test_names_of_codes_rows_and_tables_may_be_words_that_are_keys_elsewhere() -> None:
    one = {"text": "Nobody", "role": "none"}
    edition = Edition.model_validate(
        {
            "edition": "x",
            "title": "X",
            "data": {"text": {"file": "x.csv"}, "answers": {"file": "y.csv"}},
            "questions": [
                {"name": "who", "type": "single", "column": "Q1", "codes": {"one": one}},
                {"name": "what", "type": "grid", "range": [1, 5],
                 "rows": {"title": {"column": "Q2", "text": {"de": "Titel", "en": "Title"}}}},
            ],
            "report": {"language": "de", "sections": [{"heading": "H"}]},
        }
    )  # fmt: skip
    who, what = edition.questions
    assert (who.codes[0].text, who.codes[0].role) == ("Nobody", "none")
    assert (what.rows[0].text, what.rows[0].column) == ("Titel", "Q2")
    assert str(edition.data["text"].file) == "x.csv"


def test_units_are_given_for_each_language_as_other_words_are() -> None:
    question = {
        "name": "t",
        "type": "numeric",
        "column": "Q1",
        "unit": {"en": "years", "de": "Jahre"},
    }
    edition = Edition.model_validate(
        {
            "edition": "x",
            "title": "X",
            "data": {"answers": {"file": "y.csv"}},
            "questions": [question],
            "report": {"language": "de-AT", "sections": [{"heading": "H"}]},
        }
    )
    assert edition.questions[0].unit == "Jahre"
