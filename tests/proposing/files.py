"""Files of strangers, small, made as each test needs them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from research.proposing.proposal import propose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from research.proposing.draft import Draft
    from research.proposing.proposal import Proposal

ROWS = 40


def written(folder: Path, columns: Mapping[str, Sequence[object]], name: str = "x.csv") -> Path:
    """Write columns as CSV, those that are short repeated."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *columns])
        for at in range(ROWS):
            writer.writerow([at + 1, *(cells[at % len(cells)] for cells in columns.values())])
    return path


def proposed(folder: Path, columns: Mapping[str, Sequence[object]], **keys: Any) -> Proposal:
    return propose(written(folder, columns), **keys)


def only(proposal: Proposal) -> Draft:
    """The one question that there is."""
    (draft,) = proposal.drafts
    return draft
