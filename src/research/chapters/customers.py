"""One supplier's customers as the chapters see them: all of them, or one part of the portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from research.chapters.thinness import enough
from research.errors import InputError, Problem
from research.frameworks.accounts import Cuts, landscape, withheld
from research.frameworks.loyalty import prepare
from research.frameworks.relationship import PARTS, account_scores
from research.frameworks.relationship_kinds import kinds
from research.identifiers import slug
from research.wording.columns import spoken
from research.wording.figures import plain
from research.wording.frames import Frames
from research.wording.numbers import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from research.edition.supplier import Supplier
    from research.frameworks.loyalty import Comparison
    from research.study import Study

__all__ = [
    "LAID_OUT",
    "POSITIONED",
    "SCORED",
    "Customers",
    "customers",
    "require_groups",
    "require_shown",
]

SCORED = tuple(f"data.contacts.{name}" for name in ("recommend", "value", *PARTS))
"""Questions without which accounts have no scores."""
POSITIONED = (
    *("data.contacts", *SCORED, "data.contacts.side"),
    *(
        f"data.suppliers.{name}"
        for name in ("industry", "quality", "solution", "experience", "nps")
    ),
)
"""Questions without which a supplier is not held against others, nor payers against users."""
LAID_OUT = tuple(
    f"data.accounts.{name}"
    for name in ("revenue_this_year", "total_spend", "contract_end", "fit", "parent")
)
"""Questions without which accounts are not laid out by size and share of wallet, nor rolled up."""

_SAY = Frames(__file__)


@dataclass(frozen=True)
class Customers:
    """Accounts, contacts and scores of a supplier, or of one part of its portfolio.

    Parameters
    ----------
    study : with a supplier.
    column, value : the part; empty for all.
    """

    study: Study
    column: str = ""
    value: str = ""

    @property
    def supplier(self) -> Supplier:
        """What the parameter file says."""
        return self.study.supplier

    @property
    def slug(self) -> str:
        """End of the identifiers of this part's tables and charts."""
        return "-" + slug(f"{self.column} {self.value}") if self.column else ""

    @property
    def dotted(self) -> str:
        """Middle of the names of this part's results."""
        return "." + slug(f"{self.column} {self.value}", ".") if self.column else ""

    @property
    def population(self) -> str:
        """Whom the chapter is about."""
        whole = self.supplier.population
        return _SAY("population", population=whole, part=self.value) if self.column else whole

    def titled(self, title: str) -> str:
        """Title of a chapter, with the part where it is about one."""
        return _SAY("titled", title=title, part=self.value) if self.column else title

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """Accounts of the part."""
        frame = self.study.accounts
        enough(len(frame) > 0, _SAY("no accounts", many=self.supplier.many))
        if not self.column:
            return frame
        chosen = frame[frame[self.column].astype(str) == self.value]
        require_shown(self.study, len(chosen), _SAY("part", part=f"{self.column}={self.value}"))
        return chosen

    def contacts(self, when: int) -> pd.DataFrame:
        """Contacts invited at the part's accounts: survey 0 before the renewals, 1 the present."""
        surveys = self.supplier.surveys
        frame = self.study.contacts
        chosen = frame if surveys is None else frame[frame["survey"] == surveys[when]]
        invited = chosen[chosen["account"].isin(self.accounts["account"])]
        enough(
            len(invited) > 0,
            _SAY("nobody") if surveys is None else _SAY("nobody in", survey=str(surveys[when])),
        )
        return invited

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores of the present survey, one row an account."""
        return account_scores(self.contacts(1))

    @cached_property
    def today(self) -> pd.Timestamp:
        """Day that renewals are counted from."""
        if self.supplier.today is None:
            problem = Problem(self.study.path, "this key is missing", key="supplier.today")
            raise InputError([problem])
        return pd.Timestamp(self.supplier.today)

    @cached_property
    def landscape(self) -> pd.DataFrame:
        """Accounts by size, share of wallet and sentiment, with the kind of weak relationship."""
        frame = landscape(self.accounts, self.scores, self.today, self.cuts)
        # Large and costly are those of all accounts, whatever part of them is looked at.
        whole = customers(self.study).landscape["kind"] if self.column else kinds(frame)
        return frame.assign(kind=whole.reindex(frame.index))

    @cached_property
    def named(self) -> pd.DataFrame:
        """The same where an account's name stands beside it: no scores of a few answers."""
        return withheld(self.landscape, self.study.config.privacy.named_base)

    def account_names(self, keys: Iterable[object]) -> list[str]:
        """Name and key of each account, as tables call them; the key where it has no name."""
        return self._called(keys, "account", "name")

    def parent_names(self, keys: Iterable[object]) -> list[str]:
        """Name and key of each parent company, alike."""
        return self._called(keys, "parent", "parent_name")

    def _called(self, keys: Iterable[object], column: str, named: str) -> list[str]:
        frame = self.study.accounts
        known = frame.set_index(column)[named].dropna().to_dict() if named in frame else {}
        return [
            _SAY("called", name=known[key], key=str(key)) if key in known else str(key)
            for key in keys
        ]

    @property
    def cuts(self) -> Cuts:
        """Where the quadrants begin."""
        return Cuts(wallet=self.supplier.wallet_cut)

    @property
    def months(self) -> str:
        """Months before the end of a contract within which its renewal is due, in words."""
        due = self.cuts.due_months
        return number(int(due)) if float(due).is_integer() else plain(due)

    @cached_property
    def loyalty(self) -> pd.DataFrame:
        """Accounts with what the survey *before* the renewals found, or customers as they are."""
        if self.study.config.table("contacts") is None:
            return self.accounts.set_index("account")
        before = self.contacts(0)
        surveyed = before.groupby("account")["answered_on"].max()
        return prepare(self.accounts, account_scores(before), surveyed)


def require_groups(about: Customers, comparison: Comparison) -> None:
    """Require customers in both of two groups that are compared, with the outcome known.

    Raises
    ------
    ThinDataError
        When there are none in one of them.
    """
    known = about.loyalty.dropna(subset=[comparison.outcome])[comparison.group]
    for group in (comparison.treated, comparison.control):
        enough(
            bool((known == group).any()),
            _SAY(
                "no group",
                group=group,
                outcome=spoken(comparison.outcome),
                one=about.supplier.one,
            ),
        )


def require_shown(study: Study, count: int, what: str) -> None:
    """Refuse to tell about fewer customers than the edition shows.

    Parameters
    ----------
    study : with ``privacy.hide_base``.
    count : how many there are.
    what : begins the sentence: "the part 'region=Asia'".

    Raises
    ------
    ThinDataError
        When they are too few.
    """
    least = study.config.privacy.hide_base
    enough(count >= least, _SAY.form("few", many=count != 1, what=what, count=count, least=least))


@lru_cache(maxsize=16)
def customers(study: Study, part: str = "") -> Customers:
    """Choose a supplier's customers; what is computed of them is computed once.

    Parameters
    ----------
    study : with a supplier.
    part : ``column=value`` such as ``region=Americas``; empty for all.

    Raises
    ------
    InputError
        When the column is no segment of the supplier, or no account has the value.
    """
    if not part:
        return Customers(study)
    column, _, value = part.partition("=")
    known = study.supplier.segments
    if column not in known:
        fault = f"the part '{part}' names no segment"
        raise InputError(
            [Problem(study.path, fault, key="supplier.segments", allowed=", ".join(known))]
        )
    values = sorted(study.accounts[column].dropna().astype(str).unique())
    if value not in values:
        fault = f"the part '{part}' has no accounts"
        raise InputError([Problem(study.path, fault, column=column, allowed=", ".join(values))])
    return Customers(study, column, value)
