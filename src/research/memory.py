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
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from research.files import digest, digest_file, write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["FOLDER", "files_read_once", "read_once", "remembered"]

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
        return _recalled(
            function, (args, sorted(options.items())), lambda: function(*args, **options)
        )

    return recall


def read_once(
    function: Callable[Concatenate[Path | str, P], R],
) -> Callable[Concatenate[Path | str, P], R]:
    """Share what a function reads of a file among the kernels of a build.

    Parameters
    ----------
    function : its outcome depends on the content of the file that its first argument names and on
        its other arguments alone, and can be pickled. What it says beside its outcome is said when
        the file is read, and not again.
    """
    return files_read_once(lambda path: [path])(function)


def files_read_once(
    files: Callable[[Path | str], Sequence[Path | str]],
) -> Callable[[Callable[Concatenate[Path | str, P], R]], Callable[Concatenate[Path | str, P], R]]:
    """Share as `read_once` what a function reads of several files.

    Parameters
    ----------
    files : gives them from the one that is named.
    """

    def shared(
        function: Callable[Concatenate[Path | str, P], R],
    ) -> Callable[Concatenate[Path | str, P], R]:
        @functools.wraps(function)
        def recall(path: Path | str, /, *args: P.args, **options: P.kwargs) -> R:
            asked = (os.fspath(path), _contents(path, files), args, sorted(options.items()))
            return _recalled(function, asked, lambda: function(path, *args, **options))

        return recall

    return shared


def _contents(path: Path | str, files: Callable[[Path | str], Sequence[Path | str]]) -> list[str]:
    """Digests of files while a build remembers; none where the function tells of a fault."""
    if not os.environ.get(FOLDER):
        return []
    try:
        return [digest_file(one) for one in files(path)]
    except OSError:
        return []


def _recalled(function: Callable[..., R], asked: object, compute: Callable[[], R]) -> R:
    """What was computed before of what is asked, or is now."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return compute()
    name = f"{function.__module__}.{function.__qualname__}"
    path = Path(folder) / digest([name, pickle.dumps(asked)])
    try:
        known: R = pickle.loads(path.read_bytes())  # noqa: S301 - our own build's
    except FileNotFoundError:
        known = compute()
        write_bytes(path, pickle.dumps(known))
    return known
