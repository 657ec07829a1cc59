"""What a cell puts out: cut, shortened or refused where it is sent."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from research.errors import ChapterError
from research.pipeline import outputs
from research.pipeline.execution import Request, run
from research.pipeline.outputs import CUT, MOST_PRINTED, Bounds, OutputError, Printed, shortened

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CELL = {"header": {"msg_id": "cell"}}
NEXT = {"msg_id": "next"}
# Limits a hundred times lower, so that the cells need not be large.
LOWER = "from research.pipeline import outputs; outputs.LARGEST = 500_000"


@pytest.fixture
def sent() -> list[tuple[str, dict[str, Any]]]:
    return []


@pytest.fixture
def bounds(sent: list[tuple[str, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch) -> Bounds:
    """A session's send of low limits that notes what it is given."""
    monkeypatch.setattr(outputs, "LARGEST", 1_000)
    monkeypatch.setattr(outputs, "MOST_OUTPUTS", 5)

    def send(_stream: object, kind: Any, content: Any = None, *_: object, **__: object) -> None:
        whole = isinstance(kind, dict)
        sent.append((kind["header"]["msg_type"], kind["content"]) if whole else (kind, content))

    return Bounds(send)


@pytest.mark.parametrize("length", [1, 999, MOST_PRINTED, MOST_PRINTED + 7])
def test_a_stream_keeps_so_many_characters_in_whatever_pieces_they_come(length: int) -> None:
    text, printed = "x" * (MOST_PRINTED + 7), Printed()
    parts = [text[at : at + length] for at in range(0, len(text), length)]
    kept = "".join(printed.kept("cell", "stdout", part) for part in parts)
    assert kept == "x" * MOST_PRINTED + CUT
    assert printed.kept("cell", "stderr", "another stream") == "another stream"
    assert printed.kept("next", "stdout", "the next cell") == "the next cell"


def test_prints_past_their_limit_are_not_sent(
    bounds: Bounds, sent: list[tuple[str, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outputs, "MOST_PRINTED", 10)
    for parent in (CELL, NEXT):
        for _ in range(100):
            bounds(None, "stream", {"name": "stdout", "text": "12345"}, parent)
    assert [content["text"] for _, content in sent] == ["12345", "12345", CUT] * 2


@pytest.mark.parametrize("kind", ["display_data", "execute_result", "update_display_data"])
@pytest.mark.parametrize(
    "data",
    [
        {"text/html": "y" * 1_001},
        {"image/png": "y" * 1_001, "text/plain": "a picture"},
        {"application/vnd.result+json": {"rows": [["y" * 99]] * 11}},
    ],
)
def test_an_output_that_is_too_large_is_an_error_of_its_cell(
    bounds: Bounds, sent: list[tuple[str, dict[str, Any]]], kind: str, data: dict[str, Any]
) -> None:
    message = {"header": {"msg_type": kind}, "parent_header": NEXT, "content": {"data": data}}
    with pytest.raises(OutputError, match=r"1 outputs of 1,0.. characters \(allowed are 5 of 1,00"):
        bounds(None, message)
    assert not sent
    # The next cell has room of its own.
    bounds(None, kind, {"data": {"text/html": "y" * 999}}, CELL)
    assert len(sent) == 1


def test_so_many_outputs_and_no_more_are_sent(
    bounds: Bounds, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    for _ in range(5):
        bounds(None, "display_data", {"data": {}}, CELL)
    with pytest.raises(OutputError, match="6 outputs of 0 characters"):
        bounds(None, "display_data", {"data": {}}, CELL)
    assert len(sent) == 5


def test_an_error_is_sent_shortened_by_either_way(
    bounds: Bounds, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    frames = [str(number) for number in range(500)]
    for kind in ("error", "execute_reply"):
        said = {"ename": "E", "evalue": "v" * 10**6, "traceback": [*frames, "t" * 10**6]}
        bounds(None, kind, said, CELL)
    for _, content in sent:
        assert len(content["evalue"]) < outputs.MOST_SAID + 10
        assert len(content["traceback"]) == outputs.MOST_FRAMES
        assert content["traceback"][-2] == "499"
        assert max(map(len, content["traceback"])) < outputs.MOST_SAID + 10


def test_what_widgets_send_without_end_and_what_a_pager_would_show_is_left_out(
    bounds: Bounds, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    for _ in range(20):
        bounds(None, "comm_msg", {"data": "y" * 100}, CELL, buffers=[b"z" * 100])
    assert len(sent) == 5
    page = {"status": "ok", "payload": [{"source": "page", "data": "y" * 2_000}]}
    bounds(None, "execute_reply", page, NEXT)
    assert sent[-1] == ("execute_reply", {"status": "ok", "payload": []})


def test_what_a_kernel_says_of_itself_is_sent_as_it_is(
    bounds: Bounds, sent: list[tuple[str, dict[str, Any]]]
) -> None:
    content = {"execution_state": "idle", "code": "y" * 5_000}
    bounds(None, "status", content, CELL, b"ident")
    bounds(None, "execute_input", content, CELL)
    bounds(None, "shutdown_reply", None)
    assert sent == [("status", content), ("execute_input", content), ("shutdown_reply", None)]


def test_a_shortened_text_keeps_both_ends() -> None:
    assert shortened("as it is", 8) == "as it is"
    assert shortened("beginning, middle and end", 6) == "beg […] end"


@pytest.mark.parametrize("cold", [False, True])
@pytest.mark.parametrize(
    "shows",
    [
        "display({'text/html': 'y' * 600_000}, raw=True)",
        "for _ in range(3_000): display({'text/html': 'y' * 200}, raw=True)",
        "'y' * 600_000",
    ],
)
def test_a_chapter_whose_cell_shows_too_much_fails_and_says_so(
    tmp_path: Path, notebook: Callable[..., bytes], shows: str, cold: bool
) -> None:
    book = notebook("value = 0", LOWER, shows, "print('never')")
    request = Request("large", book, {}, root=str(tmp_path), cold=cold, time_limit=120)
    with pytest.raises(ChapterError, match=r"large, cell 3: OutputError: this cell has .* outputs"):
        run(request)


def test_no_output_is_lost_where_a_cell_is_faster_than_its_reader(
    tmp_path: Path, notebook: Callable[..., bytes]
) -> None:
    shows = "for number in range(4_000): display({'text/plain': str(number)}, raw=True)"
    began = time.monotonic()
    outcome = run(Request("many", notebook("value = 0", shows), {}, str(tmp_path), time_limit=120))
    # ZeroMQ keeps a thousand messages unless told otherwise, and the end of the cell was lost
    # with the rest: the reader then waited for a minute.
    assert time.monotonic() - began < 60
    _, cell = json.loads(outcome.notebook)["cells"]
    assert [each["data"]["text/plain"] for each in cell["outputs"]] == list(map(str, range(4_000)))


def test_an_error_of_megabytes_is_a_sentence(
    tmp_path: Path, notebook: Callable[..., bytes]
) -> None:
    book = notebook("value = 0", "raise ValueError('y' * 2_000_000)")
    with pytest.raises(ChapterError, match=r"cell 2: ValueError: y+ \[…\] y+") as caught:
        run(Request("long", book, {}, str(tmp_path)))
    assert len(str(caught.value)) < 5_000
    assert len(caught.value.notebook) < 100_000
