"""What an account's own contacts wrote: topics that may be told, and words that may be quoted."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from research.chapters.questions.coded import Coded, coded_in, coded_of
from research.chapters.questions.quoting import quoted_of
from research.frameworks.coding import named_by
from research.frameworks.verbatims import telling

if TYPE_CHECKING:
    import pandas as pd

    from research.study import Study

__all__ = ["Heard", "heard_of", "quotes_of", "topics_of"]

_CONTACTS = "contacts"


class Heard(NamedTuple):
    """Comments of the present survey, and whose of them are an account's own."""

    about: Coded
    here: pd.Series[bool]


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
    return Heard(about, here)


def topics_of(study: Study, account: str) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Topics of an account that was heard, those that may be told, and by how many one must be.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    heard = heard_of(study, account)
    assert heard is not None  # noqa: S101 - asked for where it was heard alone
    about, privacy = heard.about, study.config.privacy
    fewest = 1 if privacy.contacts == "listed" else max(privacy.named_base, 1)
    found = named_by(about.given[about.topics], heard.here)
    return found, found[found["here"] >= fewest], fewest


@lru_cache(maxsize=64)
def quotes_of(study: Study, account: str) -> pd.DataFrame:
    """What contacts of an account that was heard wrote who agreed to be quoted.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    heard = heard_of(study, account)
    assert heard is not None  # noqa: S101 - asked for where it was heard alone
    about, answers = heard.about, heard.about.rows.answers
    of = about.coding.of
    chosen = heard.here & about.worth & telling(answers.texts(of))
    return quoted_of(study, of, chosen, answers.consents(of), rows=about.rows, among=heard.here)
