"""What tables that share totals hide together: the few, and what would tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from research.errors import StatisticsError
from research.statistics.answers.variables import Measure
from research.statistics.samples.suppression import Suppression, protect
from research.statistics.tables.counts import title_of
from research.statistics.tables.published import FREE, Published, Sheet, data_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from research.statistics.samples.derivation import People
    from research.statistics.tables.counts import Question

    Flags = NDArray[np.bool_]

__all__ = ["Headcount", "Protection", "Visibility"]

NOBODY = "nobody answered"
GUARD = "hidden so that a smaller base cannot be worked out"
ROW = "an answer of few, who make a column elsewhere"


@dataclass(frozen=True)
class Visibility:
    """What is shown of one question by one banner.

    Parameters
    ----------
    shown : shape ``(rows, columns)``.
    reasons : why a cell is hidden, same shape; empty for the others.
    columns : whether a column is shown at all, with its bases, shape ``(columns,)``.
    rest : whether a column may be compared with the rest, shape ``(columns,)``.
    """

    shown: Flags
    reasons: NDArray[np.object_]
    columns: Flags
    rest: Flags


@dataclass(frozen=True)
class Headcount:
    """How respondents are counted.

    Parameters
    ----------
    rule : how few are too few.
    counts : how many respondents each row stands for, shape ``(n,)``; ``None`` for one each.
    accounts : number of each respondent's account, shape ``(n,)``; ``None`` where not nested.
    """

    rule: Suppression
    counts: NDArray[np.float64] | None = None
    accounts: NDArray[np.int64] | None = None

    def people(self, published: Published, base: Flags) -> People:
        """Count some of the respondents, by cell of what is published."""
        return published.people(base, self.counts, self.accounts)

    def too_few(self, groups: Flags, people: People) -> NDArray[np.object_]:
        """Why each group, shape ``(groups, cells)``, is too few in itself; empty where not."""
        nested = people.pairs is not None
        return np.array(
            [self.rule.forbids(*people.within(group), nested=nested) for group in groups],
            dtype=object,
        )


class Protection:
    """Groups that tables which share totals hide, for all questions and for each by its base.

    Parameters
    ----------
    frame : one row a respondent.
    sheets : banners over all of the respondents or over a part.
    stub : questions of all the sheets.
    counted : how few are too few, and how they are counted.
    bases : who answered each question, where they are known.
    barred : by sheet, columns that are hidden for other tables' sake.
    elsewhere : data columns that columns of other tables are made of.
    known : whether bases of other questions tell of what the other columns add up to, so that
        hiding it would be no help.
    standing : a plan of some of the tables that these yield to: it shows what it shows.

    Notes
    -----
    See `research.statistics.tables.disclosure.Disclosure`.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        sheets: Sequence[Sheet],
        stub: Sequence[Question],
        counted: Headcount,
        bases: Sequence[Flags] = (),
        barred: Sequence[Flags] | None = None,
        *,
        elsewhere: frozenset[str] = frozenset(),
        known: bool = False,
        standing: Protection | None = None,
    ) -> None:
        self.sheets, self.counted, self.standing = sheets, counted, standing
        self.published = Published.of(frame, sheets, stub, elsewhere)
        self.barred = [np.zeros(len(sheet.columns), dtype=bool) for sheet in sheets]
        if barred is not None:
            self.barred = list(barred)
        insides = [sheet.inside for sheet in sheets if sheet.inside is not None]
        # Where all tables are about parts, nothing is told of the others.
        everyone = np.ones(len(frame), dtype=bool)
        parts = sheets and len(insides) == len(sheets)
        self.within: Flags = np.logical_or.reduce(insides) if parts else everyone
        self._seen: dict[tuple[frozenset[str], bytes], Flags] = {}
        self._few = self._too_few(self._people(self.within))
        asked = [base & self.within for base in bases] or [self.within]
        self.whole = self._planned(asked, self._open() if known else self._none())

    def _open(self) -> Flags:
        """What columns add up to that are not barred."""
        found = np.zeros(len(self.published.groups), dtype=bool)
        for above, barred in zip(self.published.above, self.barred, strict=True):
            found[[at for own, bar in zip(above, barred, strict=True) if not bar for at in own]] = (
                True
            )
        return found

    def _none(self) -> Flags:
        return np.zeros(len(self.published.groups), dtype=bool)

    def _stood(self, base: Flags, names: frozenset[str]) -> tuple[Flags, Flags]:
        """Groups that the standing plan shows of those who answered, and those that it hides."""
        shown, hidden = self._none(), self._none()
        if self.standing is None:
            return shown, hidden
        own, held = self.published, self.standing.published
        numbers = {vector.tobytes(): at for at, vector in enumerate(own.groups)}
        gone = self.standing.hidden(base, names)
        for vector, hides in zip(held.groups[:, held.cells[own.first]], gone, strict=True):
            at = numbers.get(vector.tobytes())
            if at is not None:
                (hidden if hides else shown)[at] = True
        return shown, hidden & ~shown

    def _planned(self, bases: Sequence[Flags], kept: Flags) -> Flags:
        """Groups hidden whatever the question; where answers would be lost, their bases tell."""
        published = self.published
        everything = np.ones(len(published.groups), dtype=bool)
        answers = np.sum([self._people(base).count for base in bases], axis=0)
        secret = ~everything
        for places, barred in zip(published.columns, self.barred, strict=True):
            secret[places[barred & (places != FREE)]] = True
        for places, barred in zip(published.columns, self.barred, strict=True):
            # The same respondents may make a column that is not barred, such as the total.
            secret[places[~barred & (places != FREE)]] = False
        shown, gone = self._stood(self.within, frozenset())
        kept = kept | shown
        hidden = self._solved(self.within, everything, (secret | gone) & ~shown, kept, answers)
        told = [own for own in published.sources if published.rows_about(own).any()]
        nested = list(dict.fromkeys([*published.nests, *told]))
        return self._nested(self.within, everything, hidden, nested, shown)

    def hidden_columns(self, at: int) -> Flags:
        """Which columns of a sheet are hidden whatever the question."""
        places = self.published.columns[at]
        hidden: Flags = self.barred[at] | ((places != FREE) & self.whole[places])
        return hidden

    def visibility(self, at: int, question: Question, base: Flags) -> Visibility:
        """Say what is shown of a question by the banner of a sheet.

        Parameters
        ----------
        at : number of the sheet.
        question : what is tabulated.
        base : who of all the sheets' respondents answered it, shape ``(n,)``.
        """
        reasons = self._reasons(base, data_columns(question))
        places, scopes = self.published.columns[at], self.published.scopes[at]
        columns = np.where(places == FREE, NOBODY, reasons[places])
        for column in np.flatnonzero(columns == NOBODY).tolist():
            columns[column] = self._vacant(at, column, base, reasons)
        columns = np.where(self.barred[at] & ~_hides(columns), GUARD, columns)
        if _hides(columns[:1]).any():
            # Nor is it told which columns none of a few answers comes from.
            columns[:] = columns[0]
        rows, lost = self._rows(at, question)
        # A base of nobody is a count as well: of those who answered, none is in the column.
        columns = np.where(lost & ~_hides(columns), GUARD, columns)
        cells = np.where(columns == "", rows, columns).astype(object)
        return Visibility(
            shown=cells == "",
            reasons=cells,
            columns=~_hides(columns),
            rest=(scopes == FREE) | ~_hides(reasons[scopes]),
        )

    def _vacant(self, at: int, column: int, base: Flags, reasons: NDArray[np.object_]) -> str:
        """Why a column that nobody is in is hidden: that nobody of a few is tells of the few."""
        people = self._people(base)
        asked = people.within(self.published.asked[at][column])
        few = self.counted.rule.forbids(*asked, nested=people.pairs is not None)
        above = reasons[list(self.published.above[at][column])]
        return few or (GUARD if _hides(above).any() else NOBODY)

    def _reasons(self, base: Flags, names: frozenset[str]) -> NDArray[np.object_]:
        """Why each group is hidden for a question; empty for those shown."""
        hidden = self.hidden(base, names)
        people = self._people(base)
        own = self._few if self._all(base) else self._too_few(people)
        why = np.where(own == "", self._few, own)
        held = self.published.groups @ people.count > 0
        shown = np.where(held, "", NOBODY)
        return np.where(hidden, np.where(why == "", GUARD, why), shown).astype(object)

    def _rows(self, at: int, question: Question) -> tuple[NDArray[np.object_], Flags]:
        """Why rows that make columns elsewhere are hidden, and columns that lose even the base.

        Returns
        -------
        reasons : shape ``(rows, columns)``; one row stands for all where no row is a group.
        lost : shape ``(columns,)``.
        """
        published = self.published
        columns = self.sheets[at].columns
        key = at, title_of(question)
        places = published.rows.get(key)
        if places is None:
            if data_columns(question) & published.makes and not isinstance(question, Measure):
                msg = (
                    f"{title_of(question)!r} makes columns of a banner and was not named when the "
                )
                msg += "tables were planned; allowed: stub=[all questions of the tables]"
                raise StatisticsError(msg)
            return np.full((1, len(columns)), "", dtype=object), np.zeros(len(columns), dtype=bool)
        hidden = (places != FREE) & self.whole[places]
        rows = hidden[:-1]
        rows[published.means[key]] = rows.any(axis=0)
        return np.where(rows, ROW, "").astype(object), hidden[-1]

    def hidden(self, base: Flags, names: frozenset[str]) -> Flags:
        """Groups hidden for a question, from its base and the data columns it is read from."""
        if self._all(base):
            return self.whole
        published = self.published
        key = names & published.makes, np.packbits(base).tobytes()
        if key not in self._seen:
            # Rows elsewhere tell of a question that makes columns, and stay as they are.
            rows = published.rows_about(names)
            used = ~published.rows_alone | rows
            shown, gone = self._stood(base, names)
            secret = (self.whole | gone) & ~shown
            hidden = self._solved(base, used, secret, rows | shown)
            self._seen[key] = self._nested(base, used, hidden, published.nests, shown)
        return self._seen[key]

    def _nested(
        self,
        base: Flags,
        used: Flags,
        hidden: Flags,
        sources: Sequence[frozenset[str]],
        kept: Flags,
    ) -> Flags:
        """Hide what bases of columns would tell of the answers that the columns are made of."""
        for source in sources:
            listed = self.published.listed(source)[self.published.cells] & base
            if not np.array_equal(listed, base):
                hidden = self._solved(listed, used, hidden, kept)
        return hidden

    def _solved(
        self,
        base: Flags,
        used: Flags,
        secret: Flags,
        kept: Flags,
        answers: NDArray[np.float64] | None = None,
    ) -> Flags:
        """Hide what is too few among some respondents, and what would give it away."""
        published = self.published
        people = self._people(base)
        place = np.cumsum(used) - 1
        hidden = secret.copy()
        # What the standing tables show stays shown, whatever column of a part it is as well.
        goes = used if self.standing is None else used & ~kept
        hidden[used] = protect(
            published.groups[used],
            people,
            (hidden | (self._too_few(people) != ""))[used],
            self.counted.rule,
            losses=published.losses(people.count if answers is None else answers)[used],
            takes=[(place[a], place[b]) for a, b in published.takes if goes[a] and goes[b]],
            kept=[0, *place[kept & used]],
        )
        return hidden

    def _all(self, base: Flags) -> bool:
        return bool((base | ~self.within).all())

    def _people(self, base: Flags) -> People:
        return self.counted.people(self.published, base)

    def _too_few(self, people: People) -> NDArray[np.object_]:
        return self.counted.too_few(self.published.groups, people)


def _hides(reasons: NDArray[np.object_]) -> Flags:
    """Whether a reason is one for hiding: an empty group may be seen to be empty."""
    return np.asarray((reasons != "") & (reasons != NOBODY))
