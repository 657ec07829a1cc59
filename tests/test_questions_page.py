"""The question model: every key in `docs/questions.md`, each in an example that loads."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from jsonschema import Draft202012Validator

from research.edition.banners import PointGroup
from research.edition.bases import Base, But
from research.edition.codeframe import with_frames
from research.edition.coding import Coding
from research.edition.labels import Net, Role
from research.edition.levels import LoopLevel
from research.edition.maxdiff import Design, Task
from research.edition.model import validated
from research.edition.narrowing import TableFilter
from research.edition.options import Code, Row, Words
from research.edition.parameters import Edition
from research.edition.questions import KEYS_OF, RESERVED, Question, QuestionType
from research.edition.schema import schema
from research.edition.tables import DataTable, Platform
from research.edition.themes import Benchmark, Level, Themes
from research.edition.weights import Volume, Weight
from research.edition.yamlfile import open_yaml, parse_yaml
from research.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.edition.model import Model

PAGE = (Path(__file__).parents[1] / "docs" / "questions.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
EDITOR = Draft202012Validator(schema())
MODELS = (
    *(
        DataTable,
        Question,
        Base,
        But,
        Code,
        Row,
        Words,
        Net,
        Task,
        Design,
        Coding,
        PointGroup,
        TableFilter,
    ),
    *(Weight, Volume, Themes, Level, Benchmark, LoopLevel),
)
FRAME = {
    "edition": "acme",
    "title": "Acme",
    "data": {"answers": {"file": "answers.csv"}},
    "report": {"sections": [{"heading": "Answers"}]},
}


def loaded(block: str, folder: Path) -> Edition:
    """Load an example, in a file that says no more than a file must."""
    (folder / "frame.yml").write_text("codes: {price: Price, people: People}", encoding="utf-8")
    path = folder / "acme.yml"
    path.write_text(block, encoding="utf-8")
    file = open_yaml(path)
    assert not file.problems
    return validated(Edition, with_frames(replace(file, content=FRAME | file.content)))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    return [loaded(block, tmp_path_factory.mktemp("page")) for block in BLOCKS]


def parts(found: Any) -> Iterator[Model]:
    """Give a model and all that are in it."""
    if hasattr(found, "model_fields_set"):
        yield found
        found = dict(found)
    if isinstance(found, dict):
        found = found.values()
    elif not isinstance(found, list):
        return
    for one in found:
        yield from parts(one)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_example_loads_and_describes_something(block: str, tmp_path: Path) -> None:
    edition = loaded(block, tmp_path)
    assert any(isinstance(one, Question | DataTable) for one in parts(edition))


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_editors_take_every_example(block: str) -> None:
    assert not [fault.message for fault in EDITOR.iter_errors(FRAME | parse_yaml(block))]


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_every_key_is_named_and_set_in_an_example(
    kind: type[Model], examples: list[Edition]
) -> None:
    shown = {
        key for one in parts(examples) if isinstance(one, kind) for key in one.model_fields_set
    }
    assert shown == set(kind.model_fields)
    assert not {key for key in kind.model_fields if f"`{key}`" not in PAGE}


@pytest.mark.parametrize(
    "name", ["data", "questions", "weights", "volumes", "banners", "filters", "themes"]
)
def test_every_part_of_the_file_is_shown(name: str, examples: list[Edition]) -> None:
    assert any(name in edition.model_fields_set for edition in examples)


@pytest.mark.parametrize("kind", get_args(QuestionType))
def test_every_type_is_listed_with_its_keys_and_shown(kind: str, examples: list[Edition]) -> None:
    (keys,) = re.findall(rf"^\| `{kind}` \| [^|]+ \| (.+) \|$", PAGE, re.MULTILINE)
    assert re.findall(r"`(\w+)`", keys) == list(KEYS_OF[kind])
    own = [one for one in parts(examples) if isinstance(one, Question) and one.type == kind]
    assert {key for one in own for key in one.model_fields_set} >= set(KEYS_OF[kind])


def test_choices_and_reserved_names_are_listed() -> None:
    roles, platforms = get_args(Role), get_args(Platform)
    assert not [word for word in (*roles, *platforms) if f"`{word}`" not in PAGE]
    (names,) = re.findall(r"kept for the ledger: (.+?)\.", PAGE, re.DOTALL)
    assert set(re.split(r",\s+", names)) == RESERVED


def test_an_example_with_a_key_of_another_type_would_be_found(tmp_path: Path) -> None:
    block = "questions:\n  - {name: done, type: day, column: done, top: 3}\n"
    with pytest.raises(InputError, match="a question of type day has no 'top'"):
        loaded(block, tmp_path)
