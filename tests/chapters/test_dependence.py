"""What chapters depend on: a changed parameter file leaves those that need no run as they were."""

from __future__ import annotations

import copy
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from without_kernel import shown

from research.edition.yamlfile import parse_yaml
from research.errors import InputError
from research.memory import FOLDER
from research.pipeline.keys import chapter_inputs, surroundings
from research.pipeline.plan import read_edition
from research.study import open_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from research.pipeline.plan import Chapter, Edition

CHAPTERS = ("overall", "breakdown-sector", "breakdown-region", "theme-retain", "introduction")
# Fewer draws than any report has: what is held here is words and answers.
QUICK = "statistics: {draws: 1024, permutations: 100}\n"


class Held:
    """The small edition, what its chapters show and used, and copies of it with one change."""

    def __init__(self, params: Path) -> None:
        self.params = params
        text = params.read_text(encoding="utf-8") + "    - notebook: introduction\n" + QUICK
        self.content = parse_yaml(text)
        self.shared = surroundings()
        self.write(self.content)
        edition = read_edition(params)
        found = {one.id: shown(one, params) for one in self.chapters(edition)}
        self.shown = {name: what for name, (what, _) in found.items()}
        self.used = {name: used for name, (_, used) in found.items()}
        self.inputs = self._inputs(edition)

    def write(self, content: Any) -> None:
        self.params.write_text(json.dumps(content), encoding="utf-8")

    def chapters(self, edition: Edition) -> list[Chapter]:
        return [one for one in edition.chapters if one.id in CHAPTERS]

    def _inputs(self, edition: Edition) -> dict[str, dict[str, str]]:
        return {
            one.id: chapter_inputs(one, "", self.shared, self.used[one.id], edition)
            for one in self.chapters(edition)
        }

    def due(self, content: Any) -> set[str] | None:
        """Chapters that must run after a change; None where the change is a fault."""
        self.write(content)
        try:
            edition = read_edition(self.params)
            study = open_study(self.params)
            for name in content["data"]:
                study.read(name)
        except InputError:
            return None
        return {name for name, now in self._inputs(edition).items() if now != self.inputs[name]}

    def kept(self, content: Any) -> list[Chapter]:
        """Chapters that need not run after a change; none where the change is a fault."""
        due = self.due(content)
        chapters = self.chapters(read_edition(self.params)) if due is not None else []
        return [one for one in chapters if one.id not in (due or ())]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, small: Path, notebooks: Path) -> Iterator[Held]:
    """The small edition; its kernels share what is costly, as in a build."""
    root = tmp_path_factory.mktemp("held")
    shutil.copytree(small, root, dirs_exist_ok=True)
    shutil.copytree(notebooks, root / "notebooks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, FOLDER, str(tmp_path_factory.mktemp("memory")))
        yield Held(root / "params" / "small.yml")


def asked(content: Any) -> list[dict[str, Any]]:
    """All questions of a parameter file."""
    return [
        *(one for table in content["data"].values() for one in table.get("questions", ())),
        *content["questions"],
    ]


def mutations(content: Any) -> Iterator[tuple[str, Any]]:
    """The content with each key of each question changed once and taken away once."""
    for place, question in enumerate(asked(content)):
        for key, value in question.items():
            for what, change in (("", other), ("no ", None)):
                now = copy.deepcopy(content)
                _set(asked(now)[place], key, change)
                yield f"{what}{question['name']}.{key}", now
            for step, label in labels(value) if isinstance(value, dict | list) else ():
                for word in label:
                    now = copy.deepcopy(content)
                    _set(asked(now)[place][key][step], word, other)
                    yield f"{question['name']}.{key}.{step}.{word}", now


def labels(value: Any) -> list[tuple[Any, dict[str, Any]]]:
    """The first and the last label of a list or mapping of them, with its place there."""
    steps = (
        [*(value.items() if isinstance(value, dict) else enumerate(value))]
        if isinstance(value, dict | list)
        else []
    )
    found = [(step, label) for step, label in steps if isinstance(label, dict)]
    return found[:1] + found[1:][-1:]


def _set(mapping: dict[str, Any], key: str, change: Callable[[Any], Any] | None) -> None:
    if change is None:
        del mapping[key]
    else:
        mapping[key] = change(mapping[key])


def other(value: Any) -> Any:
    """A value of the same kind."""
    if isinstance(value, str):
        return f"{value} now"
    if isinstance(value, list):
        return value[::-1] if len(value) > 1 else [*value, other(value[0])]
    if isinstance(value, dict):
        return dict(reversed(value.items()))
    return value + 1


RANKED = {"overall", "breakdown-sector", "breakdown-region", "theme-retain", "introduction"}
DUE: dict[str, set[str]] = {
    "assessed_sector.one": {"theme-retain"},
    "capability.title": set(),
    "no capability.range": {"theme-retain"},
    "capability.rows.retain.short": set(),
    "priorities.wording": {"theme-retain"},
    "priorities.rows": RANKED,
    "priorities.rows.win.short": RANKED,
    "reason.wording": {"theme-retain"},
    "no reason.consent": {"theme-retain"},
    "waived.title": {"theme-retain"},
    "waived.codes": {"theme-retain"},
    # A section's sentences are chosen together, and all themes are drawn by all groups.
    "sector.one": RANKED,
    "sector.codes.3.text": RANKED,
    "region.title": RANKED,
    "region.codes.0.phrase": RANKED,
    "industry.title": {"theme-retain"},
}
"""Chapters that a change of a key makes due: those that used it, and no others."""


def test_a_changed_question_makes_those_due_that_used_it(held: Held) -> None:
    found = {name: held.due(content) for name, content in mutations(held.content) if name in DUE}
    assert found == DUE


def test_words_of_one_question_leave_the_other_chapters_as_they_were(held: Held) -> None:
    for name in ("assessed_sector.one", "industry.title", "waived.codes"):
        content = next(content for what, content in mutations(held.content) if what == name)
        kept = held.kept(content)
        assert {one.id for one in kept} == RANKED - DUE[name]
        for chapter in kept:
            assert shown(chapter, held.params)[0] == held.shown[chapter.id]


@pytest.mark.slow
def test_what_is_not_run_again_would_show_the_same(held: Held) -> None:
    compared = 0
    for name, content in mutations(held.content):
        for chapter in held.kept(content):
            compared += 1
            what, _ = shown(chapter, held.params)
            assert what == held.shown[chapter.id], f"{chapter.id} after a change of {name}"
    assert compared > 50
