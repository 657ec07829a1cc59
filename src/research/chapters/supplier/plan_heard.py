"""What an account's own contacts wrote: topics that may be told, and words that may be quoted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from research.chapters.questions.coded import Coded, coded_in, coded_of
from research.chapters.questions.quoting import quoted_of
from research.frameworks.coding import named_by
from research.frameworks.verbatims import telling

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = ["Heard", "heard_of"]

_CONTACTS = "contacts"
# A plan is made to mend what is wrong.
_ORDER = {"problem": 0, "neither": 1, "praise": 2}


@dataclass(frozen=True, eq=False)
class Heard:
    """Comments of the present survey, and whose of them are an account's own."""

    study: Study
    about: Coded
    here: pd.Series[bool]

    @property
    def fewest(self) -> int:
        """How many must have raised a topic for it to be told."""
        privacy = self.study.config.privacy
        return 1 if privacy.contacts == "listed" else max(privacy.named_base, 1)

    @cached_property
    def topics(self) -> pd.DataFrame:
        """Every topic of the account: problems, then those that are neither, then praise."""
        found = named_by(self.about.given[self.about.topics], self.here)
        leaves = self.about.frame.leaves
        return found.loc[sorted(found.index, key=lambda code: _ORDER[leaves[str(code)].tone])]

    @property
    def told(self) -> pd.DataFrame:
        """Topics that may be told."""
        return self.topics[self.topics["here"] >= self.fewest]

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """What those wrote who agreed to be quoted."""
        about, answers = self.about, self.about.rows.answers
        of = about.coding.of
        chosen = self.here & about.worth & telling(answers.texts(of))
        agreed = answers.consents(of)
        return quoted_of(self.study, of, chosen, agreed, rows=about.rows, among=self.here)


@lru_cache(maxsize=64)
def heard_of(study: Study, account: str) -> Heard | None:
    """What the account's own contacts wrote; None where nobody read it, or too few wrote.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    if not coded_in(study, _CONTACTS):
        return None
    surveys = study.supplier.surveys
    about = coded_of(study, table=_CONTACTS, wave=str(surveys[1]) if surveys else "")
    parents = about.rows.parents
    assert parents is not None  # noqa: S101 - contacts belong to accounts
    here = parents.eq(account) & about.read
    if here.sum() < max(study.config.privacy.named_base, 1):
        return None
    return Heard(study, about, here)
