"""What a chapter used is told with the end of each cell, whatever it shows."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from research import uses
from research.pipeline.execution import Request, run
from research.pipeline.kernel_uses import USED, load_ipython_extension

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def test_what_was_used_is_told_with_the_end_of_a_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uses, "_noted", {"data.csv": None})
    sent: list[Any] = []
    session = SimpleNamespace(send=lambda *message, **more: sent.append((message, more)))
    load_ipython_extension(SimpleNamespace(kernel=SimpleNamespace(session=session)))
    reply = {"status": "ok"}
    session.send("shell", "execute_reply", reply, {"parent": 1}, metadata={})
    session.send("iopub", "stream", {"text": "said"})
    assert sent == [
        (("shell", "execute_reply", {**reply, USED: ["data.csv"]}, {"parent": 1}),
         {"metadata": {}}),
        (("iopub", "stream", {"text": "said"}), {}),
    ]  # fmt: skip
    assert reply == {"status": "ok"}


SHOWN = """
from IPython.display import display
from research.uses import note
display({"application/vnd.research.result+json": {"kind": "text"}}, raw=True)
note("first.csv")
"""
LATER = """
note("looked-at.csv")
if False:
    display("nothing")
"""


def test_a_cell_that_shows_nothing_has_used_what_it_looked_at(
    tmp_path: Path, notebook: Callable[..., bytes]
) -> None:
    request = Request("one", notebook("x = 1", SHOWN, LATER), {}, root=str(tmp_path), cold=True)
    assert run(request).reads == ("first.csv", "looked-at.csv")


def test_a_notebook_without_results_does_not_say(
    tmp_path: Path, notebook: Callable[..., bytes]
) -> None:
    request = Request("one", notebook("x = 1", LATER.replace("note", "str")), {},
                      root=str(tmp_path), cold=True)  # fmt: skip
    assert run(request).reads is None
