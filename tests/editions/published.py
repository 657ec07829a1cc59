"""What the publication of 2015 prints, with groups called as this edition calls them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

__all__ = ["PUBLISHED", "published"]

PUBLISHED = Path(__file__).parents[1] / "data" / "published-2015.yml"


def published() -> dict[str, Any]:
    """The published values; names of groups in them are those that the reports print."""
    found: dict[str, Any] = yaml.safe_load(PUBLISHED.read_text(encoding="utf-8"))
    printed = found["printed"]
    for part in (found["ranks"], *found["benchmark"].values()):
        if not isinstance(part, dict):
            continue
        for name, groups in part.items():
            if isinstance(groups, dict):
                part[name] = {printed.get(group, group): value for group, value in groups.items()}
    shown = found["benchmark"]["sectors_shown"]
    found["benchmark"]["sectors_shown"] = [printed.get(sector, sector) for sector in shown]
    return found
