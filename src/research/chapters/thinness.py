"""Thin data: in place of a table, a chart or a passage that they cannot fill, a sentence why."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from research.chapters.unweighted import told_alike
from research.display.escape import escape
from research.display.text import Text
from research.errors import StatisticsError, ThinDataError
from research.identifiers import slug
from research.wording.frames import Frames
from research.wording.sentences import capitalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from research.study import Study

__all__ = ["enough", "line_or_why", "or_why"]

_SAY = Frames(__file__)

P = ParamSpec("P")
T = TypeVar("T")


def or_why(
    function: Callable[Concatenate[Study, P], T],
) -> Callable[Concatenate[Study, P], T | Text]:
    """Let a function of a chapter say why, where the data are too thin for what it makes.

    Every table, chart and passage of a chapter goes through this one door: whatever the data lack,
    a sentence stands in its place and the others of the chapter beside it.

    Parameters
    ----------
    function : takes a study, and gives a table, a chart or a text.
    """
    kind = str(function.__annotations__["return"]).partition(" ")[0]
    module = function.__module__.removeprefix("research.chapters.")
    name = f"{module} {function.__name__}"

    @wraps(function)
    def made(study: Study, /, *args: P.args, **options: P.kwargs) -> T | Text:
        try:
            return told_alike(study, module, function.__name__, function(study, *args, **options))
        except StatisticsError as error:
            about = " ".join(map(str, (name, *args, *options.values()))).strip()
            return Text(f"txt-why-{slug(about)}", f"{_said(error, kind)}\n")

    return made


def line_or_why(make: Callable[[], str]) -> str:
    """Make a line of a text or a note, or say why there is none.

    Parameters
    ----------
    make : gives the line as Markdown.
    """
    try:
        return make()
    except StatisticsError as error:
        return _said(error, "Text")


def enough(found: bool, reason: str) -> None:
    """Require what a table, a chart or a passage rests on.

    Parameters
    ----------
    found : whether it is there.
    reason : why not, in a clause for readers.

    Raises
    ------
    ThinDataError
        Where it is not.
    """
    if not found:
        raise ThinDataError(reason)


def _said(error: StatisticsError, kind: str) -> str:
    """The reason as a sentence; what statistics advise a caller to do is nothing for readers."""
    text = str(error)
    reason = text if isinstance(error, ThinDataError) else text.partition(";")[0]
    return capitalise(_SAY.named("kinds", reason=escape(reason.rstrip(".")))[kind])
