"""Notebooks as bytes: what is kept of a run, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from research.pipeline import notebook as notebooks

if TYPE_CHECKING:
    from collections.abc import Callable


def stream(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def cell(source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    metadata = {"tags": list(tags), "execution": {"iopub.execute_input": "2026-01-01"}}
    return {
        "cell_type": "code",
        "execution_count": 3,
        "metadata": metadata,
        "outputs": list(outputs),
        "source": source,
    }


def test_prose_comes_from_the_source_and_outputs_from_the_run(
    notebook: Callable[..., bytes],
) -> None:
    source = notebooks.read(notebook("a = 1", "# New words", "print(a)"))
    ran = [cell("a = 1", tags=("parameters",)), cell("print(a)", stream("stdout", "1\n"))]
    done = notebooks.executed(source, ran, {})
    assert [item["source"] for item in done["cells"]] == ["a = 1", "# New words", "print(a)"]
    assert done["cells"][2]["outputs"] == [stream("stdout", "1\n")]


def test_executing_again_what_was_executed_changes_nothing(notebook: Callable[..., bytes]) -> None:
    source = notebooks.read(notebook("a = 1", "# Words", "print(a)"))
    injected = cell("a = 2", tags=("injected-parameters",))
    once = notebooks.executed(source, [cell("a = 1"), injected, cell("print(a)")], {})
    code = [item for item in once["cells"] if item["cell_type"] == "code"]
    assert notebooks.executed(source, code, {}) == once
    assert [item["source"] for item in code] == ["a = 1", "a = 2", "print(a)"]


@given(st.lists(st.tuples(st.sampled_from(["stdout", "stderr"]), st.text(max_size=3)), max_size=8))
def test_printed_text_is_the_same_in_whatever_pieces_it_came(pieces: list[tuple[str, str]]) -> None:
    source = {"cells": [cell("")], "metadata": {}}
    whole = {
        name: "".join(text for stream_name, text in pieces if stream_name == name)
        for name in ("stdout", "stderr")
    }
    together = [stream(name, text) for name, text in whole.items() if text]
    apart = [stream(name, text) for name, text in pieces]
    assert notebooks.executed(source, [cell("", *apart)], {}) == notebooks.executed(
        source, [cell("", *together)], {}
    )


def test_neither_times_nor_paths_remain(notebook: Callable[..., bytes]) -> None:
    source = notebooks.read(notebook("a = 1"))
    ran = cell(
        "a = 1", stream("stderr", "/somewhere/me/study/x.py:3 /somewhere/me/study/.venv/y.py")
    )
    hidden = {"/somewhere/me/study": ".", "/somewhere/me/study/.venv": "<python>"}
    text = notebooks.write(notebooks.executed(source, [ran], hidden)).decode()
    assert "./x.py:3 <python>/y.py" in text
    assert "2026-01-01" not in text


def test_the_code_digest_ignores_prose_and_outputs(notebook: Callable[..., bytes]) -> None:
    one = notebooks.read(notebook("a = 1", "# Words", "print(a)"))
    two = notebooks.read(notebook("a = 1", "# Other words", "print(a)"))
    three = notebooks.read(notebook("a = 1", "# Words", "print(a + 1)"))
    assert notebooks.code(one) == notebooks.code(two) != notebooks.code(three)


def test_last_lines_are_without_colours() -> None:
    error = {"output_type": "error", "ename": "E", "evalue": "v"}
    error["traceback"] = ["\x1b[31mValueError\x1b[0m: no\n\n", "  at last"]
    assert notebooks.last_lines([cell("", error)]) == ["ValueError: no", "  at last"]


def test_a_notebook_without_its_outputs_comes_to_the_same() -> None:
    prose = {"cell_type": "markdown", "metadata": {}, "source": "Why"}
    whole = {"cells": [prose, cell("1 + 1", stream("stdout", "shown\n"))], "metadata": {}}
    bare = notebooks.read(notebooks.bare(notebooks.write(whole)))
    assert bare["cells"][1]["outputs"] == []
    ran = [cell("1 + 1", stream("stdout", "2\n"))]
    assert notebooks.executed(bare, ran, {}) == notebooks.executed(whole, ran, {})


def test_printed_output_says_neither_process_nor_address() -> None:
    warned = "/var/them/ipykernel_1608/494103959.py:2: UserWarning: odd\n"
    source = {"cells": [{"cell_type": "code", "source": "x", "id": "a"}], "metadata": {}}
    line = {"text/plain": "[<matplotlib.lines.Line2D at 0x7f10c2a3b4d0>]"}
    ran = {
        "cell_type": "code",
        "source": "x",
        "outputs": [
            {"output_type": "stream", "name": "stderr", "text": warned},
            {"output_type": "execute_result", "data": line, "metadata": {}},
        ],
    }
    printed, shown = notebooks.executed(source, [ran], {})["cells"][0]["outputs"]
    assert printed["text"] == "<cell>:2: UserWarning: odd\n"
    assert shown["data"]["text/plain"] == "[<matplotlib.lines.Line2D at 0x…>]"
