"""Topics of comments as drivers: by how much who speaks of each scores higher or lower."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.questions.coded import coded_of
from research.chapters.questions.driving import driven
from research.chapters.thinness import enough, or_why
from research.display.escape import escape
from research.display.result import Result
from research.display.table import Cell, Table
from research.display.text import Text
from research.edition.parameters import ANSWERS
from research.identifiers import slug
from research.statistics.drivers.coefficients import regression
from research.wording.figures import grouped, interval, signed
from research.wording.frames import Frames
from research.wording.lists import series
from research.wording.probabilities import level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from research.chapters.questions.coded import Coded
    from research.chapters.questions.driven import Driven
    from research.statistics.drivers.coefficients import Regression
    from research.study import Study

__all__ = ["effects_table"]

NEEDS = ("data.answers",)

_SAY = Frames(__file__)

_OUTCOMES = ("nps", "scale", "numeric")


@or_why
def effects_table(study: Study, question: str = "", *, table: str = ANSWERS) -> Table | Text:
    """What goes with each topic in the answer that comments give the reasons for.

    All topics are predictors of one regression, so that each is held against comments that are
    alike in the others. Nothing where comments belong to no number.

    Parameters
    ----------
    study : the edition with its data.
    question : name of a coded question; the first where left out.
    table : name of the table of data whose rows wrote the comments.

    Notes
    -----
    Linear regression; errors are linearised and summed within accounts (Binder 1983).
    """
    coded, held = coded_of(study, question, table), study.table(table)
    name, of = coded.asked.name, held.question(coded.coding.of).of
    if of is None or held.question(of).type not in _OUTCOMES:
        return Text(f"txt-comments-{slug(name)}-effects", "")
    asked = driven(study, outcome=of, drivers=[name], table=table)
    complete = asked.frame[[asked.outcome, *asked.labels]].dropna()
    enough(len(complete) >= max(asked.least, 1), _SAY("few", least=asked.least, rows=asked.rows))
    found = regression(
        asked.frame,
        asked.outcome,
        list(asked.labels),
        weights=asked.weight,
        clusters=asked.cluster,
        confidence=asked.confidence,
    )
    effects = found.table.loc[list(asked.labels)].sort_values("coefficient", ascending=False)
    codes = [str(key).partition(".")[2] for key in effects.index]
    leaves, tones = coded.frame.leaves, _SAY.named("tones")
    labels = [leaves[code].text for code in codes]
    rows = effects[["coefficient", "low", "high"]]
    prefix = ".".join(filter(None, ["" if table == ANSWERS else table, name]))
    return Table(
        id=f"tbl-comments-{slug(name)}-effects",
        caption=_SAY("caption", outcome=held.question(of).heading),
        frame=rows.set_axis(labels).set_axis(_SAY.listed("columns"), axis="columns"),
        cells=[
            [
                Cell(tones[leaves[code].tone]),
                Cell(grouped(float(complete[key].sum()))),
                Cell(signed(float(row["coefficient"]), 1)),
                Cell(interval(float(row["low"]), float(row["high"]), 1, sign=True)),
            ]
            for code, (key, row) in zip(codes, rows.iterrows(), strict=True)
        ],
        stub=_SAY("stub"),
        labels=labels,
        heads=_SAY.listed("heads"),
        align="llrrr",
        widths=(40, 14, 14, 14, 18),
        notes=[escape(note) for note in _notes(coded, asked, found, held.question(of).heading)],
        results=[
            Result(f"{prefix}.{code}.effect.{end}", float(row[column]), "mean", found.n, label)
            for code, label, (_, row) in zip(codes, labels, rows.iterrows(), strict=True)
            for end, column in (("points", "coefficient"), ("low", "low"), ("high", "high"))
        ],
    )


def _notes(coded: Coded, asked: Driven, found: Regression, outcome: str) -> Iterator[str]:
    base = {"base": grouped(found.n), "rows": asked.rows, "level": level(asked.confidence)}
    yield _SAY("note", outcome=outcome, **base)
    if asked.cluster:
        yield _SAY("clustered", clusters=grouped(found.units), rows=asked.rows)
    yield _SAY("cause")
    known = {key.partition(".")[2] for key in asked.labels}
    few = [coded.frame.leaves[code].text for code in coded.topics if code not in known]
    if few:
        yield _SAY("left out", least=asked.least, topics=series(few))
