"""Outcomes of costly pure functions, computed once a build rather than once a kernel.

Every chapter has a kernel of its own, and many of them ask the same of the same answers. While a
build runs, a private folder of its own remembers what such a function gave; without one, as in
JupyterLab, on a cluster or in tests, the function is simply called.
"""

from __future__ import annotations

import functools
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from research.files import digest, write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FOLDER", "remembered"]

# Environment variable that names the folder. It ends with its build, so that nothing in it can be
# older than the code and the data that made it.
FOLDER = "RESEARCH_MEMORY"

P = ParamSpec("P")
R = TypeVar("R")


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Share what a function gives among the kernels of a build.

    Parameters
    ----------
    function : pure: its outcome depends on its arguments alone, and it changes nothing. Arguments
        and outcome can be pickled.
    """

    @functools.wraps(function)
    def recall(*args: P.args, **options: P.kwargs) -> R:
        folder = os.environ.get(FOLDER)
        if not folder:
            return function(*args, **options)
        name = f"{function.__module__}.{function.__qualname__}"
        asked = pickle.dumps((args, sorted(options.items())))
        path = Path(folder) / digest([name, asked])
        try:
            known: R = pickle.loads(path.read_bytes())  # noqa: S301 - our own build's
        except FileNotFoundError:
            known = function(*args, **options)
            write_bytes(path, pickle.dumps(known))
        return known

    return recall
