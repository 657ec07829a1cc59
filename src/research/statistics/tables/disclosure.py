"""What may be shown of a set of tables, so that nothing of too few people can be worked out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from research.errors import StatisticsError
from research.statistics.answers.arguments import (
    column_of,
    framed,
    instance_of,
    listed,
)
from research.statistics.answers.variables import Measure
from research.statistics.samples.suppression import Suppression
from research.statistics.samples.weights import checked_weights
from research.statistics.tables.audit import audited
from research.statistics.tables.banner import Banner, Layout
from research.statistics.tables.counts import answered, pieces, title_of
from research.statistics.tables.pages import Cuts, Page
from research.statistics.tables.parts import Part, Tables
from research.statistics.tables.protection import Headcount, Protection, Visibility
from research.statistics.tables.published import Sheet, data_columns

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from numpy.typing import NDArray

    from research.statistics.tables.counts import Question

    Flags = NDArray[np.bool_]

__all__ = ["Disclosure"]


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
    parts : tables of some of the respondents that are published with these: of a filter, or of
        those whom a question was put to. Such a table is made of the part's rows alone. Questions
        that stand in tables of all as well must be named in both stubs.
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
      asked, are answers themselves;
    - a part and all the others are two groups, of whom bases tell where they stand in the banners
      and tables of one question what they answered; columns of a part are those of all. The tables
      of all are what they are without parts: what would tell of few is hidden in the parts, once it
      is known what all tables together would print (`research.statistics.tables.audit.audited`).

    Of the choices that achieve this within tables of the same respondents the one with the fewest
    hidden columns is taken, and among those the one with the fewest answers in them. What may still
    be known is what totals tell without arithmetic, an answer that nobody or everybody of a larger
    group gave; and who skipped a question is no group, unless a part says whom it was put to.

    Examples
    --------
    >>> from research.statistics import Banner
    >>> people = pd.DataFrame({"area": list("abb") + ["c"] * 40, "likes": [1, 0, 1] + [0] * 40})
    >>> banner = Banner(["area"])
    >>> plan = Disclosure(people, [banner], Suppression(hide=10))
    >>> plan.visibility(people, banner, "likes").columns.tolist()
    [True, False, False, False]

    All but six are asked for more. Where these six live is what the columns of all and of those
    asked would tell together: of the further question the total alone is shown.

    >>> people["more"] = 1
    >>> asked = people.index >= 6
    >>> more = Part(asked, [banner], ["more"], "those asked for more")
    >>> plan = Disclosure(people, [banner], Suppression(hide=10), parts=[more])
    >>> plan.visibility(people[asked], banner, "more").columns.tolist()
    [True, False, False, False]
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        banners: Sequence[Banner],
        rule: Suppression,
        *,
        stub: Sequence[Question] = (),
        parts: Sequence[Part] = (),
        accounts: str | None = None,
        frequencies: str | None = None,
    ) -> None:
        framed("data", frame)
        instance_of("the rule", rule, Suppression, "a Suppression")
        banners = listed("banners", banners, "a list of Banners")
        for banner in banners:
            instance_of("a banner", banner, Banner, "a Banner of questions")
        stub = listed("stub", stub, "a list of questions")
        for part in listed("parts", parts, "a list of Parts"):
            instance_of("a part", part, Part, "a Part of the respondents, with its tables")
        column_of(frame, accounts, "accounts")
        column_of(frame, frequencies, "frequencies")
        if rule.accounts and accounts is None:
            msg = f"suppression asks for {rule.accounts} accounts a column and none are given; "
            msg += "allowed: accounts=the name of the column with each respondent's account"
            raise StatisticsError(msg)
        self.rule, self.banners = rule, tuple(banners)
        self._accounts = None
        if accounts is not None:
            codes = pd.factorize(frame[accounts], use_na_sentinel=False)[0]
            self._accounts = codes.astype(np.int64)
        counts = None
        if frequencies is not None:
            counts = checked_weights(frame[frequencies], len(frame))
        self._counted = Headcount(rule, counts, self._accounts)
        everyone = np.ones(len(frame), dtype=bool)
        sheets = [Sheet.of(frame, banner) for banner in banners]
        all_ = Tables("all", everyone, frame.index, self.banners, sheets, stub)
        self._tables = [all_, *(Tables.of(frame, part) for part in parts)]
        self._makes = frozenset().union(*(each.makes for each in self._tables))
        self._cuts: dict[tuple[int, int, Hashable], Cuts] | None = None
        self._names: dict[str, Hashable] = {}
        self._joint: dict[tuple[tuple[int, ...], str], Protection] = {}
        bases = [answered(frame, question) for question in stub]
        self._alone = [Protection(frame, sheets, stub, self._counted, bases, elsewhere=self._makes)]
        self._around = self._alone[0]
        if parts:
            self._frame = frame
            self._asked = {
                title_of(question): base for question, base in zip(stub, bases, strict=True)
            }
            self._plan_parts(frame)

    def _plan_parts(self, frame: pd.DataFrame) -> None:
        """Plan each part by itself, under what the tables of all hide, and hold it beside them."""
        whole, parts = self._tables[0], self._tables[1:]
        others = [b for part in parts for b in part.banners if whole.place(b) is None]
        laid = list(self.banners)
        laid += [banner for at, banner in enumerate(others) if banner not in others[:at]]
        sheets = self._tables[0].sheets
        if others:
            sheets = [Sheet.of(frame, banner) for banner in laid]
            self._around = Protection(
                frame, sheets, whole.stub, self._counted, elsewhere=self._makes
            )
        layouts = [sheet.layout for sheet in sheets]
        self._laid = [[layouts[laid.index(b)] for b in each.banners] for each in self._tables]
        for part in parts:
            barred = [self._around.hidden_columns(laid.index(banner)) for banner in part.banners]
            bases = [self._base(question) & part.inside for question in part.stub]
            plan = Protection(
                frame, part.sheets, part.stub, self._counted, bases, barred, elsewhere=self._makes
            )
            self._alone.append(plan)

    def _makes_columns(self, question: Question) -> bool:
        return not isinstance(question, Measure) and bool(data_columns(question) & self._makes)

    def _base(self, question: Question) -> Flags:
        """Who of all respondents answered a question, found once."""
        title = title_of(question)
        if title not in self._asked:
            self._asked[title] = answered(self._frame, question)
        return self._asked[title]

    def accounts_of(self, frame: pd.DataFrame) -> pd.Series[int] | None:
        """Give the number of each respondent's account; ``None`` where none are given.

        Parameters
        ----------
        frame : the respondents of the plan, or those of a part.
        """
        if self._accounts is None:
            return None
        own = next((each for each in self._tables if frame.index.equals(each.index)), None)
        return None if own is None else pd.Series(self._accounts[own.inside], index=own.index)

    def layout(self, frame: pd.DataFrame, banner: Banner) -> Layout:
        """Lay a banner over respondents: a part's has the columns of all, for none to be missed.

        Parameters
        ----------
        frame, banner : as of `visibility`.
        """
        number, at = self._place(frame, banner)
        if not number:
            return Layout.of(frame, banner)
        own = self._tables[number]
        return own.sheets[at].layout.narrowed(own.inside)

    def visibility(self, frame: pd.DataFrame, banner: Banner, question: Question) -> Visibility:
        """Say what is shown of a question by a banner.

        Parameters
        ----------
        frame : the respondents of the plan, or the rows of one of its parts.
        banner : one of the plan's, or of the part's.
        question : what is tabulated.

        Raises
        ------
        StatisticsError
            If respondents, banner or question are not those of the plan.
        """
        number, at = self._place(frame, banner, title_of(question))
        if not number:
            self._together(number, question)
            return self._alone[0].visibility(at, question, answered(frame, question))
        seen = self._planned(number, at, question)
        if self._cuts is None:
            self._cuts = audited(list(self._pages()), self._counted)
        return self._cuts[number, at, self._names[title_of(question)]].made(seen)

    def _planned(self, number: int, at: int, question: Question) -> Visibility:
        """Say what plans show of a question by a banner of some of the tables."""
        where = self._together(number, question)
        # The tables of all are what they are without parts; parts yield.
        if not number or len(where) == 1:
            base = self._base(question) & self._tables[number].inside
            return self._alone[number].visibility(at, question, base)
        plan = self._plan(where, question)
        at += sum(len(self._tables[each].sheets) for each in where if each < number)
        return plan.visibility(at, question, self._base(question) & plan.within)

    def _pages(self) -> Iterator[Page]:
        """Give what would be printed, questions that are printed alike together."""
        frame = self._frame
        everyone = np.ones(len(frame), dtype=bool)
        for at, sheet in enumerate(self._tables[0].sheets):
            # Of questions that are put to all, tables need not have been named.
            seen = self._alone[0].visibility(at, "", everyone)
            yield Page(0, at, sheet.layout, everyone, "all", "all", everyone, seen)
        named: dict[tuple[int, Hashable], list[Question]] = {}
        for number, own in enumerate(self._tables):
            for question in own.stub:
                name = self._name(question)
                self._names[title_of(question)] = name
                named.setdefault((number, name), []).append(question)
        for (number, name), questions in named.items():
            yield from self._printed(number, name, questions)

    def _printed(self, number: int, name: Hashable, questions: list[Question]) -> Iterator[Page]:
        own, question = self._tables[number], questions[0]
        inside = own.inside
        makes = self._makes_columns(question)
        answers = pieces(self._frame, question) if makes else []
        rows = pieces(self._frame[inside], question) if makes and number else answers
        for at in range(len(own.banners)):
            yield Page(
                number,
                at,
                self._laid[number][at],
                inside,
                name,
                data_columns(question) if makes else name,
                self._base(question),
                self._planned(number, at, question),
                len(questions),
                title_of(question) in self._tables[0].titles,
                answers,
                [row for piece in rows for row in piece.rows],
            )

    def _name(self, question: Question) -> Hashable:
        """What questions are called that are printed alike: a title where rows are groups."""
        title = title_of(question)
        if self._makes_columns(question):
            return title
        base = np.packbits(self._base(question)).tobytes()
        where = tuple(n for n, each in enumerate(self._tables) if title in each.titles)
        return where, data_columns(question) & self._makes, base

    def _place(
        self, frame: pd.DataFrame, banner: Banner, title: str | None = None
    ) -> tuple[int, int]:
        """Give the number of the tables that a table belongs to, and that of its banner."""
        own = [n for n, each in enumerate(self._tables) if frame.index.equals(each.index)]
        # Parts may be the same respondents; then the questions say which is meant.
        named = [n for n in own if n and title in self._tables[n].titles]
        for number in [*named, *own]:
            at = self._tables[number].place(banner)
            if at is not None:
                return number, at
        known = any(each.place(banner) is not None for each in self._tables)
        fault = "the respondents are others" if known else "the banner is another"
        msg = f"{fault} than when the tables were planned; allowed: one plan (Disclosure) "
        msg += "over the respondents and banners of all tables that are published together"
        if len(self._tables) > 1:
            msg += ", or the rows of one of its parts: "
            msg += ", ".join(each.label for each in self._tables[1:])
        raise StatisticsError(msg)

    def _together(self, number: int, question: Question) -> tuple[int, ...]:
        """Give the numbers of all tables that tell of the answers to a question."""
        title, names = title_of(question), data_columns(question)
        makes = self._makes_columns(question)
        where = [
            n
            for n, each in enumerate(self._tables)
            if title in each.titles or (makes and names & each.makes)
        ]
        if title in self._tables[number].titles or (not number and where in ([], [0])):
            return tuple(where) or (0,)
        stub = f"Part(stub=[...]) of {self._tables[number].label!r}" if number else "stub=[...]"
        msg = f"{title!r} was not named for these tables when they were planned, and tables of "
        msg += f"others may tell of it; allowed: name it in {stub}"
        raise StatisticsError(msg)

    def _plan(self, where: tuple[int, ...], question: Question) -> Protection:
        """Give the plan of parts' questions that stand in other tables too, made when asked for.

        What is hidden for all questions stays so: its bases would tell of it.
        """
        makes = self._makes_columns(question)
        key = where, title_of(question) if makes else ""
        if key not in self._joint:
            some = [self._tables[number] for number in where]
            idle = [title_of(question) not in each.titles for each in some]
            sheets = [
                replace(sheet, idle=empty)
                for each, empty in zip(some, idle, strict=True)
                for sheet in each.sheets
            ]
            alone = [self._alone[number] for number in where]
            barred = [p.hidden_columns(at) for p in alone for at in range(len(p.sheets))]
            shared = set.intersection(*(each.titles for each in some))
            stub = {title_of(each): each for own in some for each in own.stub}
            asked = [question] if makes else [stub[title] for title in stub if title in shared]
            bases = [self._base(each) for each in asked]
            self._joint[key] = Protection(
                self._frame,
                sheets,
                list(stub.values()),
                self._counted,
                bases,
                barred,
                elsewhere=self._makes,
                known=makes,
                standing=self._alone[0] if where[0] == 0 and not idle[0] else None,
            )
        return self._joint[key]
