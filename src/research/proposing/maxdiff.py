"""MaxDiff: columns with the best and the worst of sets of items, and the design beside the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from research.edition.labels import same_code
from research.edition.levels import PLACE
from research.errors import InputError
from research.proposing.codes import code_labels, codes_of
from research.proposing.draft import Draft
from research.proposing.placing import placed
from research.proposing.words import listed, split_words
from research.sources.formats.opening import FORMATS, open_data
from research.sources.remarks import heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from research.proposing.facts import Facts

__all__ = ["MaxDiff", "maxdiffs"]

_TASK = "{task}"
_FEWEST_TASKS, _FEWEST_ITEMS, _FEWEST_PLACES = 2, 3, 2
_TASKS, _VERSIONS = ("task", "set"), ("version", "block")
_LARGEST = 1 << 20


@dataclass(frozen=True)
class MaxDiff:
    """What was found of one MaxDiff.

    Parameters
    ----------
    draft : the question; None where no design says what its tasks showed.
    columns : of the file, the one of the version among them.
    design : the file of the design, where there is one.
    """

    draft: Draft | None
    columns: list[str]
    design: Path | None = None


@dataclass(frozen=True)
class _Design:
    path: Path
    items: set[str]
    versions: set[str]


def maxdiffs(facts: Sequence[Facts], path: Path) -> Iterator[MaxDiff]:
    """Find columns in which the best and the worst of some items were picked.

    Parameters
    ----------
    facts : of the columns that are no other's yet, in the order of the file.
    path : the file; a design stands beside it.
    """
    by_name = {one.name: one for one in facts}
    templates = placed([*by_name])
    for best, held in templates.items():
        worst = next((name for name in templates if _is_other_end(best, name)), "")
        if not worst or len(held) < _FEWEST_TASKS or [*held] != [*templates[worst]]:
            continue
        picked = [by_name[name] for pair in (held, templates[worst]) for name in pair.values()]
        codes = code_labels(picked) or {
            text: text for text in sorted({text for one in picked for text in one.counts})
        }
        if len(codes) >= _FEWEST_ITEMS:
            yield _found(best, worst, [*held], picked, codes, by_name, path)


def _is_other_end(best: str, worst: str) -> bool:
    """Whether two names differ by the word alone that says which end of the items was picked."""
    split = [split_words(name.replace(PLACE, " ")) for name in (best, worst)]
    if len(split[0]) != len(split[1]):
        return False
    apart = [pair for pair in zip(*split, strict=True) if pair[0] != pair[1]]
    return len(apart) == 1 and apart[0][0] in listed("best") and apart[0][1] in listed("worst")


def _found(
    best: str,
    worst: str,
    tasks: Sequence[str],
    picked: Sequence[Facts],
    codes: Mapping[str, str],
    by_name: Mapping[str, Facts],
    path: Path,
) -> MaxDiff:
    columns = [one.name for one in picked]
    design = next(_designs(path, {same_code(code) for code in codes}), None)
    version = _version(design, by_name) if design else ""
    if design is None or (len(design.versions) > 1 and not version):
        return MaxDiff(None, columns)
    draft = Draft("maxdiff", columns, head=best.replace(PLACE, "").strip("_. -"))
    draft.keys["codes"] = codes_of(codes)
    draft.keys["tasks"] = _tasks(best, worst, tasks)
    draft.keys["design"] = {"file": design.path.name} | ({"version": version} if version else {})
    draft.notes.append(f"a MaxDiff: '{design.path.name}' says which items its tasks showed")
    if not code_labels(picked):
        draft.notes.append("codes that the file does not name: write what each means")
    return MaxDiff(draft, [*columns, *([version] if version else [])], design.path)


def _tasks(best: str, worst: str, tasks: Sequence[str]) -> Any:
    """Tasks by their number where they count up from 1, else each with its columns."""
    if [*tasks] == [str(at) for at in range(1, len(tasks) + 1)]:
        ends = {"best": best.replace(PLACE, _TASK), "worst": worst.replace(PLACE, _TASK)}
        return {"count": len(tasks), **ends}
    return [{"best": best.replace(PLACE, at), "worst": worst.replace(PLACE, at)} for at in tasks]


def _designs(path: Path, codes: set[str]) -> Iterator[_Design]:
    """Files beside that have a task and places, which hold these items and no others."""
    for one in sorted(path.parent.iterdir()):
        fits = one != path and one.suffix.lower() in FORMATS and one.stat().st_size <= _LARGEST
        design = _read(one) if fits else None
        if design is not None and design.items and design.items <= codes:
            yield design


def _read(path: Path) -> _Design | None:
    """Read a file as a design; None where it is none."""
    try:
        with heard():
            file = open_data(path)
            named = {name.strip().casefold(): name for name in file.fields}
            task = next((named[key] for key in _TASKS if key in named), None)
            version = next((named[key] for key in _VERSIONS if key in named), None)
            places = [name for name in file.fields if name not in (task, version)]
            if task is None or len(places) < _FEWEST_PLACES:
                return None
            cells = file.read([*file.fields])
    except InputError:
        return None
    items = {same_code(text) for name in places for text in cells[name].coded().values}
    versions = {same_code(text) for text in cells[version].coded().values} if version else set()
    return _Design(path, items, versions)


def _version(design: _Design, by_name: Mapping[str, Facts]) -> str:
    """The column that says which version of a design a respondent had; empty where none does."""
    return next(
        (
            name
            for name, one in by_name.items()
            if set(_VERSIONS) & set(split_words(name))
            and {same_code(text) for text in one.counts} <= design.versions
        ),
        "",
    )
