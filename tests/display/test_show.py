"""What show() takes, and what it says of what it does not take."""

from __future__ import annotations

from typing import Any

import IPython.display
import pandas as pd
import pytest
from matplotlib.figure import Figure

from research.display.escape import escape
from research.display.result import RESULT_MIME
from research.display.show import show
from research.display.text import Text
from research.statistics import nps
from research.study import Study

SERIES = pd.Series([1, 2], index=["a", "b"], name="count")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What is displayed, as records of the report."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(
        IPython.display, "display", lambda bundle, raw: found.append(bundle[RESULT_MIME])
    )
    return found


class Pair:
    def shown(self) -> list[Text]:
        return [Text("txt-one", "1"), Text("txt-two", "2")]


def test_results_frames_and_texts_are_shown_in_order(shown: list[dict[str, Any]]) -> None:
    show(Text("txt-a", "First."), SERIES, "Plain *words*.\n\nAnd 1 < 2.", Pair())
    assert [each["kind"] for each in shown] == ["text", "table", "text", "text", "text"]
    assert shown[2]["markdown"] == "Plain \\*words\\*.\n\nAnd 1 \\< 2."
    assert [each["id"] for each in shown[3:]] == ["txt-one", "txt-two"]


def test_a_figure_without_alt_text_is_remarked_on(
    shown: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    figure = Figure()
    figure.subplots().plot([1, 2])
    show(figure)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no alt text of its own" in said
    assert shown[0]["remarks"][0].startswith("the figure 'fig-own-")
    show(figure, alt="It rises.")
    assert "remarks" not in shown[1]
    assert not capsys.readouterr().err


def test_a_frame_whose_columns_have_the_names_of_methods_is_a_frame(
    shown: list[dict[str, Any]],
) -> None:
    show(pd.DataFrame({"bundle": [1], "shown": [2]}, index=["a"]))
    assert shown[0]["kind"] == "table"


def test_a_result_of_the_statistics_is_shown_with_its_method(shown: list[dict[str, Any]]) -> None:
    found = nps([10] * 60 + [3] * 40)
    show(found)
    show(found, caption="Would recommend", note="Base: 100.", id="tbl-nps")
    assert [each["caption"] for each in shown] == ["Nps", "Would recommend"]
    assert shown[0]["notes"] == [escape(f"Method: {found.method}.")]
    assert shown[1]["notes"] == ["Base: 100."]
    assert shown[0]["data"]["columns"] == shown[1]["data"]["columns"]
    assert shown[0]["data"]["rows"][0][:2] == ["20", pytest.approx(found.low)]
    assert "%" not in shown[0]["markdown"].split("Nps")[0]


@pytest.mark.parametrize(
    ("items", "words", "said"),
    [
        ([None], {}, r"this is of type NoneType \(did the call before it show"),
        ([{"a": 1}], {}, r"this is of type dict \(make a series or a frame of it\)"),
        ([[SERIES]], {}, r"this is of type list \(show\(\*it\)"),
        ([Study], {}, r"this is the class Study, not one of its kind"),
        ([Text], {}, r"this is the class Text"),
        ([3], {}, r"this is of type int"),
        ([SERIES, SERIES], {"caption": "x"}, r"caption can be said of one thing at a time"),
        ([SERIES], {"alt": "x"}, r"a frame or series has no alt; it may have id, caption, note"),
        (["text"], {"caption": "x"}, r"a plain text has no caption; it may have id"),
        ([Text("txt-a", "A.")], {"id": "txt-b"}, r"a Text has its own id: give it where"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_a_sentence(items, words, said: str) -> None:
    with pytest.raises(TypeError, match=said):
        show(*items, **words)


@pytest.mark.parametrize(
    ("item", "words", "said"),
    [
        (SERIES, {"id": "mine"}, r"id 'mine': of a frame or series it is 'tbl-'.*'tbl-mine'"),
        (SERIES, {"id": "fig-a"}, r"write 'tbl-fig-a'"),
        (SERIES, {"id": "tbl-a b"}, r"write 'tbl-a-b'"),
        (" \n\n ", {}, r"this text is empty"),
    ],
)
def test_a_value_of_no_use_is_refused_in_a_sentence(item, words, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        show(item, **words)
