"""Records beside the accounts: tables whose rows belong to one, read with all their faults told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.thinness import enough
from research.errors import InputError, Problem
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from research.study import Study

    Judged = Callable[[pd.DataFrame], Iterable[tuple[str, str]]]

__all__ = ["recorded"]

_SAY = Frames(__file__)


def recorded(
    study: Study, name: str, judged: Judged | None = None, *, account: str = ""
) -> pd.DataFrame:
    """Read a table that belongs to accounts.

    Parameters
    ----------
    study : the edition with its data.
    name : of the table.
    judged : takes the rows, and gives id and fault of each that cannot be true.
    account : whose rows alone are read and judged, which may be none; those of all where left out.

    Returns
    -------
    The rows, indexed by id, with ``account``.

    Raises
    ------
    InputError
        When the table does not belong to accounts, or rows cannot be true: all of them at once.
    ThinDataError
        When it has no rows.
    """
    table = study.table(name)
    if table.of != "accounts":
        problem = Problem(study.path, _SAY("of"), key=f"data.{name}.of", allowed="accounts")
        raise InputError([problem])
    sheet = study.read(name).tidy("id").set_index("id")
    if account:
        sheet = sheet[sheet["account"] == account]
    many, one = table.many or _SAY("many"), table.one or _SAY("one")
    enough(len(sheet) > 0 or bool(account), _SAY("empty", many=many))
    known = set(study.accounts["account"])
    faults = [*(judged(sheet) if judged else ())]
    faults += [
        (str(key), _SAY("no account", account=str(account)))
        for key, account in sheet["account"].items()
        if account not in known
    ]
    if faults:
        path = study.source(name)
        raise InputError(
            [Problem(path, _SAY("fault", one=one, id=key, fault=fault)) for key, fault in faults]
        )
    return sheet
