"""What may be shown of a set of tables, so that nothing of too few people can be worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import column_of, framed, instance_of, listed
from research.statistics.answers.variables import Measure
from research.statistics.samples.suppression import Suppression, protect
from research.statistics.samples.weights import checked_weights
from research.statistics.tables.banner import Banner
from research.statistics.tables.counts import answered, title_of
from research.statistics.tables.published import FREE, Published, data_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from research.statistics.samples.derivation import People
    from research.statistics.tables.counts import Question

    Flags = NDArray[np.bool_]

__all__ = ["Disclosure", "Visibility"]

_NOBODY = "nobody answered"
_GUARD = "hidden so that a smaller base cannot be worked out"
_ROW = "an answer of few, who make a column elsewhere"


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


class Disclosure:
    """What may be shown of tables that are published together.

    Tables that share respondents share totals: what one hides another may give away. They are
    therefore planned together, before the first is made, and each is then made with the plan.

    Parameters
    ----------
    frame : one row a respondent; the same for all tables.
    banners : of the tables.
    rule : how few are too few.
    stub : the questions of the tables. Those that also make columns are needed here; of the others
        it is good to know where answers would be lost.
    accounts : column with the account of each respondent, where respondents are nested.
    frequencies : column that says how many respondents each row stands for.

    Raises
    ------
    StatisticsError
        If the rule counts accounts and none are given, or a banner cannot be laid over the
        respondents.

    Notes
    -----
    No distribution of answers of a set of fewer than ``rule.hide`` respondents, or from fewer than
    ``rule.accounts`` accounts, can be computed from sums, differences and multiples of the totals,
    bases among them, for any set that columns make up and not only for columns that are hidden:

    - over all questions, the columns shown single out no such set;
    - of one question, they single out none among those who answered it;
    - answers that make columns elsewhere, and answers that columns are nested by, count as columns;
    - a hidden column shows no base: bases of nested columns, or of a question that only some are
      asked, are answers themselves.

    Of the choices that achieve this the one with the fewest hidden columns is taken, and among
    those the one with the fewest answers in them. What may still be known is what totals tell
    without arithmetic, an answer that nobody or everybody of a larger group gave; and who skipped a
    question is no group.

    Examples
    --------
    >>> from research.statistics import Banner
    >>> people = pd.DataFrame({"area": list("abb") + ["c"] * 40, "likes": [1, 0, 1] + [0] * 40})
    >>> banner = Banner(["area"])
    >>> plan = Disclosure(people, [banner], Suppression(hide=10))
    >>> plan.visibility(people, banner, "likes").columns.tolist()
    [True, False, False, False]
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        banners: Sequence[Banner],
        rule: Suppression,
        *,
        stub: Sequence[Question] = (),
        accounts: str | None = None,
        frequencies: str | None = None,
    ) -> None:
        framed("data", frame)
        instance_of("the rule", rule, Suppression, "a Suppression")
        banners = listed("banners", banners, "a list of Banners")
        for banner in banners:
            instance_of("a banner", banner, Banner, "a Banner of questions")
        stub = listed("stub", stub, "a list of questions")
        column_of(frame, accounts, "accounts")
        column_of(frame, frequencies, "frequencies")
        if rule.accounts and accounts is None:
            msg = f"suppression asks for {rule.accounts} accounts a column and none are given; "
            msg += "allowed: accounts=the name of the column with each respondent's account"
            raise StatisticsError(msg)
        self.rule, self.banners = rule, tuple(banners)
        self._index = frame.index
        self._accounts = None
        if accounts is not None:
            codes = pd.factorize(frame[accounts], use_na_sentinel=False)[0]
            self._accounts = codes.astype(np.int64)
        self._counts = None
        if frequencies is not None:
            self._counts = checked_weights(frame[frequencies], len(frame))
        self._published = Published.of(frame, banners, stub)
        self._seen: dict[tuple[frozenset[str], bytes], Flags] = {}
        everyone = np.ones(len(frame), dtype=bool)
        self._few = self._too_few(self._people(everyone))
        self._whole = self._planned([answered(frame, question) for question in stub] or [everyone])

    @property
    def accounts(self) -> pd.Series[int] | None:
        """Number of each respondent's account; ``None`` where none are given."""
        return None if self._accounts is None else pd.Series(self._accounts, index=self._index)

    def _planned(self, bases: Sequence[Flags]) -> Flags:
        """Groups hidden whatever the question; where answers would be lost, their bases tell."""
        published = self._published
        everything = np.ones(len(published.groups), dtype=bool)
        everyone = np.ones(len(self._index), dtype=bool)
        answers = np.sum([published.people(b, self._counts, None).count for b in bases], axis=0)
        hidden = self._solved(everyone, everything, ~everything, answers)
        told = [own for own in published.sources if published.rows_about(own).any()]
        nested = list(dict.fromkeys([*published.nests, *told]))
        return self._nested(everyone, everything, hidden, nested)

    def visibility(self, frame: pd.DataFrame, banner: Banner, question: Question) -> Visibility:
        """Say what is shown of a question by a banner.

        Parameters
        ----------
        frame : the respondents of the plan.
        banner : one of the plan's.
        question : what is tabulated.

        Raises
        ------
        StatisticsError
            If respondents, banner or question are not those of the plan.
        """
        at = self._place(frame, banner)
        base = answered(frame, question)
        reasons = self._reasons(base, data_columns(question))
        places, scopes = self._published.columns[at], self._published.scopes[at]
        columns = np.where(places == FREE, _NOBODY, reasons[places])
        for column in np.flatnonzero(places == FREE):
            # That nobody of a few is in it tells of the few.
            few = reasons[list(self._published.above[at][column])]
            columns[column] = _GUARD if _hides(few).any() else _NOBODY
        if _hides(reasons[:1]).any():
            # Nor is it told which columns none of a few answers comes from.
            columns[:] = reasons[0]
        rows, lost = self._rows(at, question)
        columns = np.where((columns == "") & lost, _GUARD, columns)
        cells = np.where(columns == "", rows, columns).astype(object)
        return Visibility(
            shown=cells == "",
            reasons=cells,
            columns=~_hides(columns),
            rest=(scopes == FREE) | ~_hides(reasons[scopes]),
        )

    def _place(self, frame: pd.DataFrame, banner: Banner) -> int:
        known = [at for at, own in enumerate(self.banners) if own is banner or own == banner]
        if not known or not frame.index.equals(self._index):
            fault = "the respondents are others" if known else "the banner is another"
            msg = f"{fault} than when the tables were planned; allowed: one plan (Disclosure) "
            msg += "over the respondents and banners of all tables that are published together"
            raise StatisticsError(msg)
        return known[0]

    def _reasons(self, base: Flags, names: frozenset[str]) -> NDArray[np.object_]:
        """Why each group is hidden for a question; empty for those shown."""
        hidden = self._hidden(base, names)
        people = self._people(base)
        own = self._few if base.all() else self._too_few(people)
        why = np.where(own == "", self._few, own)
        held = self._published.groups @ people.count > 0
        shown = np.where(held, "", _NOBODY)
        return np.where(hidden, np.where(why == "", _GUARD, why), shown).astype(object)

    def _rows(self, banner: int, question: Question) -> tuple[NDArray[np.object_], Flags]:
        """Why rows that make columns elsewhere are hidden, and columns that lose even the base.

        Returns
        -------
        reasons : shape ``(rows, columns)``; one row stands for all where no row is a group.
        lost : shape ``(columns,)``.
        """
        published = self._published
        columns = published.layouts[banner].columns
        places = published.rows.get((banner, title_of(question)))
        if places is None:
            if data_columns(question) & published.makes and not isinstance(question, Measure):
                msg = (
                    f"{title_of(question)!r} makes columns of a banner and was not named when the "
                )
                msg += "tables were planned; allowed: stub=[all questions of the tables]"
                raise StatisticsError(msg)
            return np.full((1, len(columns)), "", dtype=object), np.zeros(len(columns), dtype=bool)
        hidden = (places != FREE) & self._whole[places]
        rows = hidden[:-1]
        rows[published.means[title_of(question)]] = rows.any(axis=0)
        return np.where(rows, _ROW, "").astype(object), hidden[-1]

    def _hidden(self, base: Flags, names: frozenset[str]) -> Flags:
        """Groups hidden for a question, from its base and the data columns it is read from."""
        if base.all():
            return self._whole
        published = self._published
        key = names & published.makes, np.packbits(base).tobytes()
        if key not in self._seen:
            # Rows elsewhere tell of a question that makes columns, and stay as they are.
            rows = published.rows_about(names)
            used = ~published.rows_alone | rows
            hidden = self._solved(base, used, self._whole, kept=rows)
            self._seen[key] = self._nested(base, used, hidden, published.nests)
        return self._seen[key]

    def _nested(
        self, base: Flags, used: Flags, hidden: Flags, sources: Sequence[frozenset[str]]
    ) -> Flags:
        """Hide what bases of columns would tell of the answers that the columns are made of."""
        for source in sources:
            listed = self._published.listed(source)[self._published.cells] & base
            if not np.array_equal(listed, base):
                hidden = self._solved(listed, used, hidden)
        return hidden

    def _solved(
        self,
        base: Flags,
        used: Flags,
        secret: Flags,
        answers: NDArray[np.float64] | None = None,
        kept: Flags | None = None,
    ) -> Flags:
        """Hide what is too few among some respondents, and what would give it away."""
        published = self._published
        people = self._people(base)
        place = np.cumsum(used) - 1
        hidden = secret.copy()
        hidden[used] = protect(
            published.groups[used],
            people,
            hidden[used] | (self._too_few(people)[used] != ""),
            self.rule,
            losses=published.losses(people.count if answers is None else answers)[used],
            takes=[(place[a], place[b]) for a, b in published.takes if used[a] and used[b]],
            kept=[0] if kept is None else [0, *place[kept & used]],
        )
        return hidden

    def _people(self, base: Flags) -> People:
        return self._published.people(base, self._counts, self._accounts)

    def _too_few(self, people: People) -> NDArray[np.object_]:
        """Why each group is too few in itself; empty where it is not."""
        nested = people.pairs is not None
        held = [people.within(group) for group in self._published.groups]
        return np.array([self.rule.forbids(*each, nested=nested) for each in held], dtype=object)


def _hides(reasons: NDArray[np.object_]) -> Flags:
    """Whether a reason is one for hiding: an empty group may be seen to be empty."""
    return np.asarray((reasons != "") & (reasons != _NOBODY))
