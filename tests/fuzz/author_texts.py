"""Author texts changed by chance: each goes into a document that is sound, or ends in sentences.

    python tests/fuzz/author_texts.py [cases] [seed]

Run by hand; the tests hold a few dozen such cases. Values come from the committed ledger of 2015.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from mutations import TOKENS, changed_text, count

from research.display.placeholders import digits, judge, resolve
from research.errors import InputError
from research.report.checks import faults, inspect
from research.report.headings import Headings, raised
from research.report.passages import passages

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
MARKS = [
    *("word ", "two words", "\n\n", "\n", "    ", "\t", "* ", "1. ", "(@) ", "> ", "**", "_", "~~"),
    *(
        "[",
        "]",
        "](#sec-x)",
        "](http://x.org)",
        "![",
        "](photo.jpg)",
        "{#tbl-x}",
        "{#fig-x}",
        "]{.y}",
    ),
    *(
        "{=html}",
        "```{python}\n",
        "```{=typst}\n",
        "{{< include /etc/passwd >}}",
        "<b>",
        "<!--",
        "-->",
    ),
    *(
        "| a | b |\n|---|---|\n| c | d |\n",
        ": caption\n",
        "+---+\n| x |\n+---+\n",
        "[^n]: ",
        "[^n]",
    ),
    *(
        "## ",
        "====\n",
        "----\n",
        "***\n",
        "@sec-x",
        "[@fig-x; @tbl-y]",
        "$x^2$",
        "\\(",
        "&lt;",
        "\\\n",
    ),
    *(
        "{% claim overall.farming.rank == 1 %}",
        "{% else %}",
        "{% endclaim %}",
        "{{ overall.farming.top3 }}",
    ),
]


def main(cases: int = 1_000, seed: int = 0) -> Counter[str]:
    """Count what comes of texts that were changed by chance."""
    ledger = json.loads((ROOT / "reports/2015/results.json").read_bytes())
    records = {record["name"]: record for record in ledger}
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "reports").glob("*/texts/*.md")]
    return count(drawn(records, texts, random.Random(seed)), cases, seed)


def drawn(
    records: dict[str, Any], texts: list[str], chance: random.Random
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Draw cases without end."""
    while True:
        made = chance.random() < 0.3
        text = markup(chance) if made else changed_text(chance.choice(texts), chance)
        yield "markup" if made else "text", lambda text=text: placed(text, records)


def markup(chance: random.Random) -> str:
    """Draw a text that is nothing but signs and a few words."""
    return "".join(chance.choice([*TOKENS, *MARKS]) for _ in range(chance.randint(1, 60)))


def placed(text: str, records: dict[str, Any]) -> None:
    """Take a text as far as an engine would get it."""
    digits(text, "case.md")
    path = ROOT / "case.md"
    problems = judge(text, path)
    _, more = resolve(text, path, records)
    if problems or more:
        raise InputError([*problems, *more])
    said = passages(text, path)
    if said.problems:
        raise InputError(said.problems)
    found, _ = resolve(said.text, path, records)
    headings = Headings()
    document = headings.part("Section 1 Results") + headings.chapter("case", found)
    faults(inspect(raised(headings.linked(document))))


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:]))
    sys.exit(bool(found["traceback"] + found["hang"]))
