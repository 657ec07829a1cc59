"""Frames: how they are filled, and that every one in the house fits those who fill it."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest

import research
from research.edition.yamlfile import read_yaml
from research.wording.frames import LANGUAGE, Frames, fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PACKAGE = Path(research.__file__).parent
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "_SAY = Frames(" in path.read_text(encoding="utf-8")
)
# Methods of Frames, and the parts that are their own.
OWN = {"__call__": set(), "form": {"many"}, "listed": set(), "named": set()}
# What hands a rule's parts on: the place of the frames' name among its arguments, and the parts
# that it adds for those frames that ask for them.
CARRIERS = {"found": 0, "worded": 1}
ADDED = {"name", "poss", "depth", "of", "on"}


@dataclass(frozen=True)
class Filling:
    """A call that fills a frame."""

    place: str
    method: str
    key: str
    parts: frozenset[str]
    open: bool


def frames_file(path: Path) -> Path:
    """The YAML file of a module, from how it makes its frames."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Frames":
            names = [arg.value for arg in node.args[1:] if isinstance(arg, ast.Constant)]
            return Frames(str(path), *map(str, names)).path
    msg = f"{path} makes no frames"
    raise AssertionError(msg)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def keys_of(node: ast.expr) -> list[str]:
    """Names of frames in an argument that are written out: one, or one of two."""
    if isinstance(node, ast.IfExp):
        return [*keys_of(node.body), *keys_of(node.orelse)]
    return [str(node.value)] if isinstance(node, ast.Constant) else []


def made_keys(node: ast.expr, path: Path) -> list[str]:
    """Names of frames that an argument may make: put together, or held by a variable.

    Of those that are put together, every frame that fits what is written out; of a variable, every
    frame whose name, or the last part of it, is written out in the module.
    """
    known = {way for way, _ in leaves(content(FILES[path])[LANGUAGE])}
    known |= {way.rsplit(".", depth)[0] for way in known for depth in range(1, way.count(".") + 1)}
    if isinstance(node, ast.IfExp):
        return [*made_keys(node.body, path), *made_keys(node.orelse, path)]
    if isinstance(node, ast.JoinedStr):
        fits = "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        )
        found = sorted(way for way in known if re.fullmatch(fits, way))
        assert found, f"line {node.lineno}: no frame is called so"
        return found
    if isinstance(node, ast.Constant):
        return []
    written = {
        str(part.value)
        for part in ast.walk(tree_of(path))
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }
    return sorted(way for way in known if way in written)


def method_of(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name) and call.func.id == "_SAY":
        return "__call__"
    if isinstance(call.func, ast.Attribute):
        mine = isinstance(call.func.value, ast.Name) and call.func.value.id == "_SAY"
        return call.func.attr if mine or call.func.attr == "found" else ""
    return call.func.id if isinstance(call.func, ast.Name) and call.func.id == "worded" else ""


def fillings(path: Path) -> Iterator[Filling]:
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.Call) or not (method := method_of(node)):
            continue
        if method not in OWN and method not in CARRIERS:
            continue
        named = node.args[CARRIERS.get(method, 0)]
        if method == "worded" and isinstance(named, ast.Name):
            continue
        parts = {word.arg for word in node.keywords if word.arg} - OWN.get(method, set())
        many = any(word.arg is None for word in node.keywords)
        place = f"{path.name}:{node.lineno}"
        for key in keys_of(named):
            yield Filling(place, method, key, frozenset(parts), many)
        for key in made_keys(named, path):
            # What each of them asks for is seen when it is filled.
            yield Filling(place, "__call__", key, frozenset(), open=True)


def leaves(found: Any, way: str = "") -> Iterator[tuple[str, str]]:
    """Every frame with its name."""
    if isinstance(found, str):
        yield way, found
    elif isinstance(found, dict):
        for name, part in found.items():
            yield from leaves(part, f"{way}.{name}" if way else str(name))
    else:
        for part in found:
            yield from leaves(part, way)


def content(path: Path) -> dict[str, Any]:
    read = read_yaml(path).content
    assert isinstance(read, dict)
    return read


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


FILES = {path: frames_file(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_every_frame_is_filled_with_just_what_it_asks_for(path: Path) -> None:
    say = Frames(str(FILES[path]))
    faults = []
    for filling in fillings(path):
        asked = say.fields(filling.key)
        if filling.method == "form":
            one, many = (say.fields(f"{filling.key}.{form}") for form in ("one", "many"))
            assert one == many == asked, filling
        added = ADDED if filling.method in CARRIERS else set()
        missing = set() if filling.open else asked - filling.parts - added
        if missing or filling.parts - asked:
            faults.append((filling.place, filling.key, missing, filling.parts - asked))
    assert not faults


@pytest.mark.parametrize("file", sorted(set(FILES.values())), ids=named)
def test_every_frame_is_used(file: Path) -> None:
    used = {filling.key for path, its in FILES.items() if its == file for filling in fillings(path)}
    unused = {
        name
        for name, _ in leaves(content(file)[LANGUAGE])
        if not any(name == key or name.startswith(f"{key}.") for key in used)
    }
    assert not unused


@pytest.mark.parametrize("file", sorted(set(FILES.values())), ids=named)
def test_a_frame_has_named_gaps_and_nothing_else_and_every_language_has_the_same(
    file: Path,
) -> None:
    languages = {
        language: {name: fields_of(frame) for name, frame in leaves(frames)}
        for language, frames in content(file).items()
    }
    assert LANGUAGE in languages
    assert all(gaps == languages[LANGUAGE] for gaps in languages.values())
    for _, frame in leaves(content(file)):
        for text, name, form, conversion in Formatter().parse(frame):
            assert "\n" not in text
            assert name is None or (name.isidentifier(), form, conversion) == (True, "", None)


def test_every_file_of_words_belongs_to_a_module() -> None:
    words = {
        path for path in PACKAGE.rglob("*.yml") if path.read_text(encoding="utf-8").count("\nen:\n")
    }
    assert words == set(FILES.values())


@pytest.fixture
def say(tmp_path: Path) -> Frames:
    tmp_path.joinpath("accounts.yml").write_text(
        "en:\n"
        "  shown: '{unhappy} accounts have an unhappy decider; the {count} largest are shown.'\n"
        "  renewal: {one: '{count} comes up', many: '{count} come up'}\n"
        "  heads: [Accounts, 'Revenue, {currency}']\n",
        encoding="utf-8",
    )
    return Frames(str(tmp_path / "accounts.py"))


def test_a_frame_holds_the_words_and_its_caller_the_parts(say: Frames) -> None:
    shown = say("shown", unhappy="{four}", count=3)
    assert shown == "{four} accounts have an unhappy decider; the 3 largest are shown."
    assert say.form("renewal", many=False, count="one") == "one comes up"
    assert say.named("renewal", count="two") == {"one": "two comes up", "many": "two come up"}
    assert say.listed("heads", currency="EUR") == ["Accounts", "Revenue, EUR"]
    assert say.fields("renewal") == {"count"}


def test_whole_numbers_have_their_thousands_parted_and_texts_stay_as_they_are(say: Frames) -> None:
    assert "the 2,262 largest" in say("shown", unhappy="2016", count=2262)
    assert "2016 accounts" in say("shown", unhappy="2016", count=-3)
    assert "the −1,003 largest" in say("shown", unhappy="x", count=-1003)


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"unhappy": "four"}, "see count"),
        ({"unhappy": "four", "count": 3, "base": 9}, "see base"),
        ({"unhappy": "four", "count": 2.5}, "fractions for count: round them first"),
    ],
)
def test_parts_that_do_not_fit_are_refused(say: Frames, parts: dict[str, Any], fault: str) -> None:
    with pytest.raises(TypeError, match=fault):
        say("shown", **parts)


def test_a_frame_that_is_not_there_is_named_with_its_file(say: Frames) -> None:
    with pytest.raises(KeyError, match=r"accounts\.yml has no frame 'shown.first'"):
        say("shown.first")
    with pytest.raises(TypeError, match=r"'heads' in accounts\.yml is no str"):
        say("heads")


@pytest.mark.parametrize(
    "path",
    [
        path
        for room in ("chapters", "frameworks", "prose")
        for path in sorted((PACKAGE / room).rglob("*.py"))
    ],
    ids=named,
)
def test_rules_hold_no_sentences_and_round_nothing_themselves(path: Path) -> None:
    """Words stand in frames and numbers come from one rounding; errors keep their own words."""
    tree = tree_of(path)
    errors = parts_of(tree, _of_an_error)
    faults = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr) or id(node) in errors:
            continue
        words = "\0".join(
            part.value
            for part in node.values
            if isinstance(part, ast.Constant) and isinstance(part.value, str)
        )
        forms = [part for part in node.values if getattr(part, "format_spec", None)]
        if forms or re.search(r"[A-Za-z]{2,} [a-z]{2,}", words):
            faults.append((node.lineno, ast.unparse(node)))
    assert not faults


# What makes errors, or is given the words of one.
ERRORS = {
    *("InputError", "Problem", "StatisticsError", "_find"),
    *("instance_of", "listed", "require_shown"),
}
# Results of the statistics that reports print: their method, and what must be told with them.
PRINTED = [
    PACKAGE / "statistics" / name
    for name in (
        "drivers/key_drivers.py",
        "rankings/concordance.py",
        "rankings/groups.py",
        "rankings/ranksets.py",
        "rankings/sensitivity.py",
    )
]


@pytest.mark.parametrize(
    "path", [*sorted((PACKAGE / "frameworks").glob("*.py")), *PRINTED], ids=named
)
def test_what_a_method_says_of_itself_stands_in_frames(path: Path) -> None:
    """Two or three words are a code of the data, such as a quadrant; more are said to a reader."""
    tree = tree_of(path)
    silent = parts_of(tree, _of_an_error) | parts_of(tree, _is_told_to_developers)
    said = [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    ]
    assert not [(line, text) for line, text in said if re.search(r"[\w-]+( [\w(]+[,:]?){3}", text)]


def parts_of(tree: ast.AST, chosen: Callable[[ast.AST], bool]) -> set[int]:
    """All that stands inside the nodes chosen."""
    return {id(part) for node in ast.walk(tree) if chosen(node) for part in ast.walk(node)}


def _is_told_to_developers(node: ast.AST) -> bool:
    """Docstrings, of attributes too."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _of_an_error(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "id", "") in ERRORS
    if isinstance(node, ast.AugAssign):
        return getattr(node.target, "id", "") == "msg"
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in {"fault", "msg"}
