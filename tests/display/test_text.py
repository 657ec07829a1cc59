from __future__ import annotations

from research.display.result import RESULT_MIME, Result
from research.display.text import Text, plain_markdown

MARKDOWN = """::: {.verbatims}

> We were asked. [1\\]
>
> [Banking, UK]{.attribution}

:::
"""


def test_the_report_gets_the_markup_and_a_notebook_reads_without_it() -> None:
    bundle = Text("txt-a", MARKDOWN).bundle()
    assert bundle[RESULT_MIME]["markdown"] == MARKDOWN
    assert bundle["text/markdown"] == "> We were asked. [1\\]\n>\n> *Banking, UK*"


def test_links_and_brackets_stay_as_they_are() -> None:
    assert plain_markdown("see [here](https://example.com) and [this]") == (
        "see [here](https://example.com) and [this]"
    )


def test_results_of_a_passage_enter_the_ledger() -> None:
    payload = Text("txt-a", "x", [Result("a.b", 2, "count", 3)]).bundle()[RESULT_MIME]
    assert payload["results"][0]["where"] == "txt-a"
