"""Columns: the points of a banner, as statistics take them and as tables print them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.edition.questions import NPS_GROUPS
from research.errors import StatisticsError
from research.sources.answers.derived import band_places
from research.statistics.answers.variables import MultipleResponse, Variable
from research.statistics.tables.banner import Banner, column_letter
from research.tabulation.lines import answer_lines, nets_of, point_lines
from research.tabulation.numbers import boxes_of, points_of
from research.tabulation.tab import TOTAL, Point
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from research.edition.banners import PointGroup
    from research.edition.questions import Question
    from research.sources.answers.answers import Answers

__all__ = ["Columns", "columns_of", "gave", "names_of_points"]

_SAY = Frames(__file__)

_MARK = "\x1f"


@dataclass(frozen=True)
class Columns:
    """A banner over answers.

    Parameters
    ----------
    banner : as statistics take it.
    points : its columns in order, the total first.
    columns : working columns that it reads, by name.
    sources : of each point, the questions that it is made of and those that they are derived from.
    """

    banner: Banner
    points: tuple[Point, ...]
    columns: Mapping[str, pd.Series] = field(default_factory=dict)
    sources: tuple[frozenset[str | None], ...] = ()


@dataclass(frozen=True)
class _Members:
    """Answers to one question that are columns, each with who gave it."""

    question: Question
    points: Sequence[Point]
    masks: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class _Side:
    """One question as columns."""

    question: Question
    heading: Variable | MultipleResponse
    points: Sequence[Point]
    columns: Mapping[str, pd.Series]


def columns_of(groups: Sequence[PointGroup], answers: Answers) -> Columns:
    """Lay a banner over answers.

    Parameters
    ----------
    groups : of the banner, as its author describes them; none for the total alone.
    answers : of the respondents.

    Raises
    ------
    StatisticsError
        If a group has no column: nobody gave an answer that could be one.
    """
    points = [Point(TOTAL, label=_SAY("total"), short=_SAY("total"))]
    headings: list[Variable | MultipleResponse | tuple[Variable, ...]] = []
    columns: dict[str, pd.Series] = {}
    families = 0
    for number, group in enumerate(groups):
        whole = _side(group.question, group.points, answers)
        if group.nest is None:
            for side in _parted(whole, number, answers):
                columns |= side.columns
                headings.append(side.heading)
                points += [replace(point, group=families) for point in side.points]
            families += 1
            continue
        outer = _sided(whole, number, answers)
        columns |= outer.columns
        inner = _sided(_side(group.nest, [], answers), number, answers)
        columns |= inner.columns
        nested = [_single(outer), _single(inner)]
        headings.append(tuple(nested))
        for one in outer.points:
            points += [
                Point(
                    f"{one.key}.{two.key}",
                    (*one.heads, one.label, *two.heads),
                    two.label,
                    two.short,
                    group=families,
                    questions=(*one.questions, *two.questions),
                )
                for two in inner.points
            ]
            families += 1
    lettered = [
        replace(point, letter="" if point.sums else column_letter(place))
        for place, point in enumerate(points[1:])
    ]
    made_of = {one.name: frozenset({one.name, one.of}) - {None} for one in answers.table.questions}
    sources = [frozenset().union(*(made_of[name] for name in point.questions)) for point in points]
    return Columns(Banner(headings), (points[0], *lettered), columns, tuple(sources))


def gave(name: str, wanted: Sequence[str], answers: Answers) -> np.ndarray:
    """Say who gave one of some answers.

    Parameters
    ----------
    name : of a question that could be a banner.
    wanted : answers, as a banner may call them (`names_of_points`).
    answers : of the respondents.
    """
    inside = np.zeros(len(answers.frame), dtype=bool)
    for _, aliases, mask in _members(answers.table.question(name), answers):
        if set(aliases) & set(wanted):
            inside |= mask
    return inside


def names_of_points(name: str, answers: Answers) -> list[str]:
    """Give what a banner may call the answers of a question: keys, cells, texts, nets, bands.

    Parameters
    ----------
    name : of a question that could be a banner.
    answers : of the respondents.
    """
    members = _members(answers.table.question(name), answers)
    return list(dict.fromkeys(alias for _, aliases, _ in members for alias in aliases))


def _single(side: _Side) -> Variable:
    if isinstance(side.heading, Variable):
        return side.heading
    msg = f"'{side.question.name}' has answers that respondents share: it cannot be nested"
    raise StatisticsError(msg)


def _side(name: str, wanted: Sequence[str], answers: Answers) -> _Members:
    """One question of a banner: its points, by keys, cells, texts, nets or bands, or all."""
    question = answers.table.question(name)
    members = _members(question, answers)
    named = {alias: point.key for point, aliases, _ in members for alias in aliases}
    by_key = {point.key: (point, held) for point, _, held in members}
    keys = [named.get(each, each) for each in wanted]
    plain = [point.key for point, _, _ in members if not point.key.startswith(("net.", "box."))]
    chosen = [key for key in (keys or plain) if key in by_key]
    if not chosen:
        msg = f"'{name}' has no answer that could be a column"
        raise StatisticsError(msg)
    points = [
        replace(by_key[key][0], key=f"{name}.{key}", heads=(question.heading,), questions=(name,))
        for key in chosen
    ]
    return _Members(question, points, {key: by_key[key][1] for key in chosen})


def _parted(whole: _Members, number: int, answers: Answers) -> Iterator[_Side]:
    """Set nets apart whose members have columns beside them: these are not compared.

    They come first; each is compared with the rest, and never with what is part of it.
    """
    nets = {
        key: mask
        for key, mask in whole.masks.items()
        if key.startswith(("net.", "box.")) and _holds_another(key, whole.masks)
    }
    by_key = dict(zip(whole.masks, whole.points, strict=True))
    for place, (key, mask) in enumerate(nets.items()):
        alone = _Members(whole.question, [replace(by_key[key], sums=True)], {key: mask})
        yield _sided(alone, number, answers, part=f"{place}")
    rest = {key: mask for key, mask in whole.masks.items() if key not in nets}
    if rest:
        yield _sided(_Members(whole.question, [by_key[key] for key in rest], rest), number, answers)


def _holds_another(net: str, masks: Mapping[str, np.ndarray]) -> bool:
    """Whether all who are in another column are in a net, too."""
    return any(
        mask.any() and not (mask & ~masks[net]).any() for key, mask in masks.items() if key != net
    )


def _sided(members: _Members, number: int, answers: Answers, part: str = "") -> _Side:
    """Columns of one answer each, where no respondent is in two; indicators otherwise."""
    question, points, masks = members.question, members.points, members.masks
    title = f"{number}{_MARK}{question.name}{_MARK}{part}"
    index = answers.frame.index
    base = answers.asked(question.name).to_numpy() & _gave(question, answers)
    together = np.sum(list(masks.values()), axis=0)
    if together.max(initial=0) <= 1 and question.type != "multi":
        codes = np.full(len(index), np.nan)
        for place, mask in enumerate(masks.values()):
            codes[mask] = place
        held = pd.Series(codes, index=index)
        places = [float(place) for place in range(len(masks))]
        variable = Variable(title, categories=places)
        return _Side(question, variable, points, {title: held})
    names = {f"{title}{_MARK}{key}": mask for key, mask in masks.items()}
    columns = {
        name: pd.Series(np.where(base, mask, np.nan), index=index) for name, mask in names.items()
    }
    labels = {name: f"{place}" for place, name in enumerate(names)}
    return _Side(question, MultipleResponse(list(names), title, labels), points, columns)


def _gave(question: Question, answers: Answers) -> np.ndarray:
    """Who gave any answer to a question."""
    held = answers.question(question.name)
    return np.asarray(held.notna().any(axis="columns"))


def _members(question: Question, answers: Answers) -> list[tuple[Point, list[str], np.ndarray]]:
    """What may be a column: a point, what an author may call it, and who is in it."""
    makers = {"single": _of_single, "multi": _of_multi, "numeric": _of_numeric, "nps": _of_nps}
    return makers.get(question.type, _of_scale)(question, answers)


def _point(key: str, label: str, short: str = "", phrase: str = "") -> Point:
    return Point(key, label=label, short=short or label, phrase=phrase)


def _of_single(question: Question, answers: Answers) -> list[tuple[Point, list[str], np.ndarray]]:
    held = answers.frame[question.name]
    texts = [str(text) for text in held.cat.categories]
    known = {code.text: code for code in question.codes}
    codes = np.asarray(held.cat.codes)
    found = []
    for place, (text, line) in enumerate(zip(texts, answer_lines(question, texts), strict=True)):
        code = known.get(text)
        short, phrase = (code.short, code.phrase) if code else ("", "")
        aliases = [line.key, text, *([code.key, code.code] if code else [])]
        if line.kind in ("dont_know", "refused"):
            continue
        found.append((_point(line.key, text, short, phrase), aliases, codes == place))
    places = {text: place for place, text in enumerate(texts)}
    for net, line, inside in nets_of(question, places, "text"):
        mask = np.isin(codes, [places[text] for text in inside])
        found.append((_point(line.key, net.text, net.short, net.phrase), [net.key, net.text], mask))
    return found


def _of_multi(question: Question, answers: Answers) -> list[tuple[Point, list[str], np.ndarray]]:
    labels = {item.key: item for item in question.items}
    found = []
    masks = {}
    for key, column in answers.columns(question.name).items():
        label = labels.get(key)
        mask = answers.frame[column].fillna(value=False).to_numpy(dtype=bool)
        masks[key] = mask
        if getattr(label, "role", "answer") in ("dont_know", "refused", "not_asked"):
            continue
        text = label.text if label else key
        point = _point(key, text, label.short if label else "", label.phrase if label else "")
        cell = [getattr(label, "code", "")] if label else []
        found.append((point, [key, text, *filter(None, cell)], mask))
    for net, line, inside in nets_of(question, masks, "key"):
        if inside:
            point = _point(line.key, net.text, net.short, net.phrase)
            mask = np.logical_or.reduce([masks[key] for key in inside])
            found.append((point, [net.key, net.text], mask))
    return found


def _of_numeric(question: Question, answers: Answers) -> list[tuple[Point, list[str], np.ndarray]]:
    values = answers.frame[question.name].to_numpy(dtype=float)
    if not question.bands:
        return [
            (_point(f"{value:g}", f"{value:g}"), [f"{value:g}"], values == value)
            for value in sorted(set(values[~np.isnan(values)].tolist()))
        ]
    places = band_places(question, values)
    texts = list(question.bands)
    return [
        (_point(line.key, text), [line.key, text], places == place)
        for place, (text, line) in enumerate(zip(texts, answer_lines(question, texts), strict=True))
    ]


def _of_nps(question: Question, answers: Answers) -> list[tuple[Point, list[str], np.ndarray]]:
    values = answers.frame[question.name].to_numpy(dtype=float)
    texts = _SAY.named("groups")
    return [
        (_point(key, texts[key]), [key, texts[key]], np.isin(values, list(members)))
        for key, members in NPS_GROUPS.items()
    ]


def _of_scale(question: Question, answers: Answers) -> list[tuple[Point, list[str], np.ndarray]]:
    [column] = answers.columns(question.name).values()
    values = answers.frame[column].to_numpy(dtype=float)
    points = points_of(question, column, answers)
    codes = answers.points.get(question.name, {})
    labels = answers.labels.get(question.name, {})
    found = [
        (_point(line.key, line.label), [line.key, line.label, f"{at:g}"], values == at)
        for at, line in zip(points, point_lines(question, points, labels, codes), strict=True)
    ]
    for net, line, inside in boxes_of(question, points, answers):
        mask = np.isin(values, inside)
        found.append((_point(line.key, net.text, net.short, net.phrase), [net.key, net.text], mask))
    return found
