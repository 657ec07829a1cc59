"""nbval on the notebooks: outputs are held against stored ones, which have no pictures."""

from __future__ import annotations

import functools
from typing import Any

from research.build.stored import stored_output
from research.review.outputs import outputs_told


def pytest_collection_modifyitems(items: list[Any]) -> None:
    for item in items:
        if hasattr(item, "compare_outputs"):
            item.compare_outputs = functools.partial(_compare, item, item.compare_outputs)


def _compare(item: Any, compare: Any, test: Any, ref: Any, skip_compare: Any = None) -> bool:
    """Compare as nbval does; where something differs, a review says what."""
    now = [type(output)(stored_output(output)) for output in test]
    same = bool(compare(now, ref, skip_compare))
    if not same:
        name = item.parent.path.stem
        told = outputs_told(name, ref, now)
        meant = f"Meant? Store it: research notebooks --only {name}, then commit."
        item.comparison_traceback = [*told, meant] if told else [*item.comparison_traceback, meant]
    return same
