"""The ledger: every published value unrounded, with unit, base and the place where it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from research.display.result import MARKS
from research.errors import ChapterError
from research.files import write_bytes
from research.report.executed import results
from research.wording.rounding import published

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from research.report.executed import Chapter

__all__ = ["ledger", "write_ledger"]

FIELDS = ("name", "value", "unit", "base", "where", "label")


def ledger(executed: Sequence[Chapter]) -> list[dict[str, Any]]:
    """Collect the values that the chapters publish.

    A value shown twice is kept once, with the place where it stood first.

    Parameters
    ----------
    executed : chapters in the order of the report.

    Returns
    -------
    list of dict
        name, value (12 significant digits, 12 places at most), unit, base, where and label, and
        ``tied`` or ``reconstructed`` where it is; sorted by name.

    Raises
    ------
    ChapterError
        When one name stands for two different values, or a record is not whole.
    """
    found: dict[str, dict[str, Any]] = {}
    for result in results(executed):
        for given in result.content.get("results", ()):
            record = _record(given, result.chapter)
            known = found.setdefault(record["name"], record)
            if any(known[key] != record[key] for key in ("value", "unit", "base")):
                what = (
                    f"the result '{record['name']}' has two values: {_shown(known)} in "
                    f"{known['where']} and {_shown(record)} in {record['where']}; "
                    "give the two different names, or compute them once"
                )
                raise ChapterError(result.chapter, what)
    return [found[name] for name in sorted(found)]


def write_ledger(path: Path, executed: Sequence[Chapter]) -> Path:
    """Write the ledger as JSON: the same values give the same bytes.

    Raises
    ------
    ChapterError
        As in `ledger`.
    """
    text = json.dumps(ledger(executed), ensure_ascii=False, indent=1, allow_nan=False)
    return write_bytes(path, (text + "\n").encode())


def _record(given: Mapping[str, Any], chapter: str) -> dict[str, Any]:
    missing = [key for key in FIELDS if key not in given]
    if missing:
        what = f"a result lacks {', '.join(missing)}: {dict(given)}"
        raise ChapterError(chapter, what)
    record = {key: given[key] for key in FIELDS}
    record |= {mark: True for mark in MARKS if given.get(mark)}
    if isinstance(record["value"], float):
        record["value"] = published(record["value"], places=None)
    return record


def _shown(record: Mapping[str, Any]) -> str:
    return f"{record['value']} ({record['unit']}, base {record['base']})"
