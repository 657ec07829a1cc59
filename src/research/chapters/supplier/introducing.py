"""In the plan of one account: who could introduce the supplier to buyers it has yet to win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.customers import customers
from research.display.escape import escape
from research.frameworks.introducing import introduced_by
from research.wording.frames import Frames
from research.wording.lists import series

if TYPE_CHECKING:
    from research.study import Study

__all__ = ["introduction_notes"]

_SAY = Frames(__file__)


def introduction_notes(study: Study, account: str) -> list[str]:
    """Say by role who could introduce the supplier to whom, within an account and from its sisters.

    Nothing where the edition does not list contacts: a role at an account tells who that is.

    Parameters
    ----------
    study : with a supplier.
    account : its key.
    """
    if study.config.privacy.contacts != "listed":
        return []
    about = customers(study)
    parents = about.landscape["parent"].fillna("").to_dict()
    known = {str(key): str(parent) for key, parent in parents.items()}
    roles, promoters, sisters = introduced_by(about.contacts(1), known, account)
    if not roles:
        return []
    if promoters:
        told = [_SAY("within", promoters=series(promoters), roles=series(roles))]
    else:
        told = [_SAY("none", roles=series(roles))]
    if sisters:
        named = series(about.account_names(sisters))
        told.append(_SAY.form("sisters", many=len(sisters) > 1, accounts=named))
    return [escape(" ".join(told))]
