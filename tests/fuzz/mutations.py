"""Changes by chance to texts and to what YAML holds, and the count of what comes of them."""

from __future__ import annotations

import contextlib
import copy
import signal
import sys
import time
import traceback
from collections import Counter
from typing import TYPE_CHECKING, Any

from research.errors import ResearchError

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

SECONDS = 20.0
"""After so long a case hangs: in time of the processor, for a machine may be busy."""
WAITING = 10
"""So many times longer it may wait."""

VALUES: list[Any] = [
    *(None, True, False, 0, -1, 1.5, 10**30, 10**5000, float("1e308"), "", " ", "x", "a" * 5000),
    *([], {}, [[]], [None], {"a": {}}, "../../x", "/etc/passwd", "é", "\u202e", "🙂", "2015-13-45"),
    *(
        "yes",
        "011",
        "null",
        "~",
        "*",
        "&a",
        "!!int x",
        "{{ x }}",
        "@tbl-x",
        "# x {.y #z}",
        ".",
        "..",
    ),
]
TOKENS = [
    *(
        "\x00",
        "\t",
        "\r",
        "\n",
        "\n\n",
        "---\n",
        "...\n",
        "\ufeff",
        "\u2028",
        "é",
        "🙂",
        "\\",
        '"',
        "'",
    ),
    *(
        "[" * 60,
        "{" * 60,
        "- " * 60,
        "> " * 60,
        "&r [*r]",
        "*r",
        "&a ",
        "*a",
        "!!int ",
        "!!binary ",
        "? ",
    ),
    *(
        "<<: *a",
        "9" * 5000,
        "2015-13-45",
        "{{ ",
        " }}",
        "{{ a | b }}",
        "{{ a.b | number(99) }}",
        "`",
        "```\n",
    ),
    *(
        "::: {.x}\n",
        ":::\n",
        "@tbl-x",
        "@fig-overall",
        "![](x.png)",
        "<!--",
        "-->",
        "<script>",
        "$$",
        "|",
        "# ",
    ),
    *(
        "{.y #z}",
        "[^1]",
        "~~~\n",
        "\\begin{x}",
        "&#0;",
        "%",
        "#",
        "@",
        ";",
        ",",
        "1e999",
        "0x_",
        "=1+1",
    ),
]


def changed_text(text: str, chance: random.Random) -> str:
    """Cut, doubled, moved, flipped or with something put in, up to four times."""
    for _ in range(chance.randint(1, 4)):
        start, end = sorted(chance.choices(range(len(text) + 1), k=2))
        end = min(end, start + chance.choice([1, 10, 300]))
        piece = text[start:end]
        text = chance.choice(
            [
                lambda t=text, s=start, e=end: t[:s] + t[e:],
                lambda t=text, s=start, p=piece: t[:s] + p * 3 + t[s:],
                lambda t=text, s=start: t[:s] + chance.choice(TOKENS) + t[s:],
                lambda t=text, s=start: t[:s] + chance.choice(TOKENS) + t[s:],
                lambda t=text, s=start: t[:s] + chr(chance.randint(1, 0x2FF)) + t[s + 1 :],
                lambda t=text, s=start, e=end, p=piece: t[:s] + t[e:] + p,
            ]
        )()
    return text


def changed_tree(content: Any, chance: random.Random) -> Any:
    """Keys and values dropped, renamed, exchanged or made something else, up to four times."""
    content = copy.deepcopy(content)
    for _ in range(chance.randint(1, 4)):
        places = list(_places(content))
        if not places:
            return content
        holder, key = chance.choice(places)
        how = chance.randint(0, 4)
        if how == 0:
            del holder[key]
        elif how == 1 and isinstance(holder, dict):
            holder[str(key) + chance.choice("sx_")] = holder.pop(key)
        elif how == 2:
            other, its = chance.choice(places)
            with contextlib.suppress(LookupError):
                holder[key] = copy.deepcopy(other[its])
        elif how == 3 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            holder[key] = copy.deepcopy(chance.choice(VALUES))
    return content


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in list(items):
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)


class Hang(BaseException):
    """A case took too long."""


def outcome(case: Callable[[], Any], seconds: float = SECONDS) -> str:
    """Carry a case out: ``passed``, ``sentence``, or what may not be, ``traceback`` or ``hang``."""

    def ring(*_: object) -> None:
        raise Hang

    timers = {signal.ITIMER_PROF: signal.SIGPROF, signal.ITIMER_REAL: signal.SIGALRM}
    before = {number: signal.signal(number, ring) for number in timers.values()}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, WAITING * seconds)
    try:
        case()
    except ResearchError as error:
        str(error)
        return "sentence"
    except Hang:
        return "hang"
    except BaseException:
        sys.stdout.write(traceback.format_exc(limit=-4))
        return "traceback"
    finally:
        for timer, number in timers.items():
            signal.setitimer(timer, 0)
            signal.signal(number, before[number])
    return "passed"


def count(
    cases: Iterator[tuple[str, Callable[[], Any]]],
    wanted: int,
    seed: int,
    seconds: float = SECONDS,
) -> Counter[str]:
    """Carry cases out and count what came of them; name those that should not be.

    Parameters
    ----------
    cases : name and case, without end.
    wanted : how many.
    seed : that they were drawn with, for the record.
    seconds : after so long a case hangs.
    """
    began, found = time.monotonic(), Counter[str]()
    for number, (name, case) in zip(range(wanted), cases, strict=False):
        came = outcome(case, seconds)
        found[came] += 1
        if came in ("traceback", "hang"):
            sys.stdout.write(f"case {number} of seed {seed} ({name}): {came}\n")
    told = ", ".join(f"{number:,} {came}" for came, number in sorted(found.items()))
    sys.stdout.write(f"seed {seed}: {told} in {time.monotonic() - began:.0f} s\n")
    return found
