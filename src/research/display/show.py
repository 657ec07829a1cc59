"""The only way by which a result enters the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from research.display.result import RESULT_MIME
from research.study import files_read

if TYPE_CHECKING:
    from typing import Any

__all__ = ["show"]


class _Shown(Protocol):
    def bundle(self) -> dict[str, Any]: ...


def show(*items: _Shown) -> None:
    """Display tables, charts and texts: once each, in every form that is asked for later.

    Parameters
    ----------
    items : in the order of the report.

    Examples
    --------
    A notebook shows the form that it knows; outside of one, all forms are printed.

    >>> from research import Text
    >>> show(Text("txt-first", "Farming comes first."))  # doctest: +ELLIPSIS
    {'text/markdown': 'Farming comes first.', ...
    """
    from IPython.display import display

    for item in items:
        bundle = item.bundle()
        bundle[RESULT_MIME]["reads"] = files_read()
        display(bundle, raw=True)  # type: ignore[no-untyped-call]
