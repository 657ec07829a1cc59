"""The same asked of several: customers, executives, projects, partners, and the supplier itself."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from research.chapters.listening.listened import answers_of, part_of, who
from research.chapters.remarks import opened
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.frameworks.voices import Voice, differences, side_by_side, voice
from research.identifiers import slug
from research.statistics.samples.ratings import classify
from research.wording.figures import DASH, figure, grouped, interval, signed
from research.wording.frames import Frames
from research.wording.probabilities import level
from research.wording.sentences import capitalise
from research.wording.shares import percent

if TYPE_CHECKING:
    from research.display.text import Text
    from research.edition.listening import Aligned, Asked, Spoken
    from research.study import Study

__all__ = ["aligned_table", "heard", "opening", "themes_table", "told_of"]

NEEDS = ("data.contacts", "supplier.listening.aligned")

_SAY = Frames(__file__)


class Heard(NamedTuple):
    """One question in one place; no voice where too few answered."""

    label: str
    asked: Asked
    unit: str
    base: int
    said: Voice | None


@lru_cache(maxsize=8)
def heard(study: Study) -> dict[str, list[Heard]]:
    """Each aligned question with what every table says, the first first."""
    aligned: list[Aligned] = part_of(study, "aligned")
    return {one.label: [_heard(study, asked) for asked in one.asked] for one in aligned}


def _heard(study: Study, asked: Asked) -> Heard:
    frame = answers_of(study, asked.table)
    values, unit = _values(study, asked, frame)
    base = int(values.notna().sum())
    said = None
    if base >= max(study.config.privacy.hide_base, 2):
        nested = "account" in frame and frame["account"].duplicated().any()
        clusters = frame["account"] if nested else None
        said = voice(values, clusters, confidence=study.config.statistics.confidence)
    label = asked.label or who(study, asked.table)
    return Heard(label, asked, unit, base, said)


def _values(study: Study, asked: Asked, frame: pd.DataFrame) -> tuple[pd.Series, str]:
    """Answers as numbers, and what their mean is: a share, a score, or a mean."""
    given = frame[asked.question]
    if asked.answer is not None:
        return (100.0 * (given == asked.answer)).where(given.notna()), "percent"
    numbers = given.astype(float)
    if asked.at_least is not None:
        return (100.0 * (numbers >= asked.at_least)).where(numbers.notna()), "percent"
    question, _ = study.table(asked.table).owner(asked.question)
    if question is not None and question.type == "nps":
        return pd.Series(100 * classify(numbers.to_numpy()), frame.index), "nps"
    return numbers, "mean"


def _digits(unit: str) -> int:
    return 2 if unit == "mean" else 0


def _told(value: float, unit: str) -> str:
    if unit == "percent":
        return percent(value)
    return signed(value) if unit == "nps" else figure(value, 2)


def told_of(one: Heard) -> str:
    """The value of a voice as printed.

    Parameters
    ----------
    one : with enough answers.
    """
    return _told(one.said.mean, one.unit) if one.said else DASH


@or_why
def opening(study: Study) -> Text:
    """Heading of the chapter: how far the supplier's picture of itself is from what is heard."""

    def lead() -> str:
        every = [(label, rows[0], one) for label, rows in heard(study).items() for one in rows[1:]]
        own = [one for one in every if one[2].asked.own and one[1].said and one[2].said]
        if not own:
            count = len(heard(study))
            return escape(_SAY.form("opening.plain", many=count > 1, questions=count))
        label, first, other = own[0]
        assert first.said is not None  # noqa: S101 - asked for just now
        assert other.said is not None  # noqa: S101 - asked for just now
        return escape(
            _SAY(
                "opening.lead",
                label=label,
                who=first.label,
                score=_told(first.said.mean, first.unit),
                own=other.label,
                believed=_told(other.said.mean, other.unit),
            )
        )

    return opened("voices-opening", _SAY("opening.title"), lead)


@or_why
def aligned_table(study: Study) -> Table:
    """Every aligned question with what each table says, and how far that is from the first."""
    confidence = study.config.statistics.confidence
    rows, labels, cells, results = [], [], [], []
    for label, said in heard(study).items():
        for number, one in enumerate(said):
            labels.append(_SAY("aligned.row", label=label, who=one.label))
            apart = _apart(said[0], one, confidence) if number else None
            rows.append([one.base, *(_ends(one)), *(apart or (None, None, None))])
            cells.append(_cells(one, apart))
            results += _results(label, one)
    heads = _SAY.listed("aligned.heads", level=level(confidence))
    return Table(
        id="tbl-voices-aligned",
        caption=_SAY("aligned.caption"),
        frame=pd.DataFrame(rows, labels, _SAY.listed("aligned.columns"), dtype=float),
        cells=cells,
        stub=_SAY("aligned.stub"),
        labels=labels,
        heads=heads,
        align="lrlrrrl",
        widths=(50, 10, 12, 10, 16, 20, 20),
        notes=[
            _SAY("aligned.units"),
            _SAY("aligned.method", least=study.config.privacy.hide_base),
        ],
        results=results,
    )


def _ends(one: Heard) -> tuple[float | None, float | None, float | None]:
    return (one.said.mean, one.said.low, one.said.high) if one.said else (None, None, None)


def _apart(first: Heard, one: Heard, confidence: float) -> tuple[float, float, float] | None:
    if first.said is None or one.said is None or first.unit != one.unit:
        return None
    return differences(first.said, one.said, confidence)


def _cells(one: Heard, apart: tuple[float, float, float] | None) -> list[Cell]:
    digits, told = _digits(one.unit), one.said
    limits = interval(told.low, told.high, digits, sign=one.unit == "nps") if told else DASH
    difference = DASH
    if apart:
        ends = interval(*apart[1:], digits, sign=True)
        difference = _SAY("aligned.apart", difference=signed(apart[0], digits), ends=ends)
    return [
        Cell(grouped(one.base)),
        Cell(_SAY(f"aligned.kinds.{one.unit}")),
        Cell(_told(told.mean, one.unit) if told else DASH),
        Cell(limits),
        Cell(difference),
        Cell(_SAY("aligned.own" if one.asked.own else "aligned.other")),
    ]


def _results(label: str, one: Heard) -> list[Result]:
    if one.said is None:
        return []
    unit = {"percent": "percent", "nps": "score"}.get(one.unit, "mean")
    key = f"listening.voices.{slug(label, '.')}.{slug(one.asked.table, '.')}"
    return [Result(key, one.said.mean, unit, one.base, one.label)]  # type: ignore[arg-type]


@or_why
def themes_table(study: Study) -> Table:
    """What two groups speak of side by side: what both speak of first."""
    asked: list[Spoken] = part_of(study, "themes")
    frames = [_spoken(study, one) for one in asked]
    least = study.config.privacy.hide_base
    enough(min(map(len, frames)) >= least, _SAY("themes.thin", least=least))
    first, other = frames
    names = [name for name in first.columns if name in other.columns]
    enough(bool(names), _SAY("themes.none"))
    found = side_by_side(first, other, names, study.config.statistics.confidence)
    question = study.table(asked[0].table).question(asked[0].question)
    texts = {one.key: one.text for one in (*question.codes, *question.rows)}
    said = [one.label or who(study, one.table) for one in asked]
    return Table(
        id="tbl-voices-themes",
        caption=_SAY("themes.caption", first=said[0], other=said[1]),
        frame=found.set_axis([texts[str(name)] for name in found.index]),
        cells=[
            [
                Cell(percent(row["first"])),
                Cell(percent(row["other"])),
                Cell(
                    _SAY(
                        "aligned.apart",
                        difference=signed(row["difference"]),
                        ends=interval(row["low"], row["high"], 0, sign=True),
                    )
                ),
            ]
            for row in found.to_dict("records")
        ],
        stub=_SAY("themes.stub"),
        labels=[texts[str(name)] for name in found.index],
        heads=[*map(capitalise, said), _SAY("themes.difference")],
        names=_SAY.named("themes.columns", first=capitalise(said[0]), other=capitalise(said[1])),
        widths=(40, 14, 14, 28),
        notes=[
            _SAY("themes.base", first=grouped(len(first)), other=grouped(len(other))),
            _SAY("themes.order", level=level(study.config.statistics.confidence)),
        ],
    )


def _spoken(study: Study, asked: Spoken) -> pd.DataFrame:
    """Themes of everybody who was asked, true where named; of the present survey."""
    answers = study.read(asked.table)
    frame = answers.question(asked.question)
    surveys, held = study.supplier.surveys, study.table(asked.table)
    if surveys is not None and held.wave:
        now = answers.keys[held.wave].astype("str") == str(surveys[1])
        frame = frame[now.to_numpy()]
    return frame.dropna(how="all").fillna(value=False).astype(bool)
