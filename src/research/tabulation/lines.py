"""Lines: the rows that answers, nets and figures of a question make, with their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from research.identifiers import slug
from research.tabulation.tab import ANSWERED, SCORED, Line
from research.wording.figures import plain
from research.wording.frames import Frames

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Mapping, Sequence

    from research.edition.labels import Net
    from research.edition.questions import Question
    from research.tabulation.tab import LineKind, Unit

__all__ = [
    "answer_lines",
    "figure",
    "net_lines",
    "nets_of",
    "own_key",
    "point_lines",
    "role_kind",
    "spread_lines",
]

_SAY = Frames(__file__)

FIGURES = ("mean", "deviation", "error", "median", "q1", "q3", "score", "net", "box")
"""Keys of lines that are no answer's: an answer of such a key is marked as one."""


def role_kind(role: str) -> LineKind:
    """The kind of line that an answer of a role makes.

    Parameters
    ----------
    role : of a code, as an author writes it.
    """
    kinds: dict[str, LineKind] = {
        "other": "other",
        "none": "none",
        "dont_know": "dont_know",
        "refused": "refused",
    }
    return kinds.get(role, "category")


def answer_lines(question: Question, texts: Iterable[str], *, base: str = ANSWERED) -> list[Line]:
    """Give the lines of answers by their texts; those that the author gave no key get one.

    Parameters
    ----------
    question : as its author describes it.
    texts : of the answers, in order.
    base : what they rest on.
    """
    known = {code.text: code for code in question.codes}
    found: list[Line] = []
    taken: set[str] = {code.key for code in question.codes}
    for text in texts:
        code = known.get(text)
        key = own_key(code.key if code else _unused(text, taken))
        taken.add(key)
        found.append(Line(key, text, role_kind(code.role if code else "answer"), base=base))
    return found


def net_lines(nets: Sequence[Net], kind: LineKind, *, base: str = ANSWERED) -> list[Line]:
    """Give the lines of nets or boxes.

    Parameters
    ----------
    nets : as their author names them.
    kind : ``net`` or ``box``.
    base : what they rest on.
    """
    return [Line(f"{kind}.{net.key}", net.text, kind, base=base) for net in nets]


def nets_of(
    question: Question, answers: Container[str], by: Literal["text", "key"]
) -> list[tuple[Net, Line, list[str]]]:
    """Give each net of a question with its line and those of its answers that there are.

    Parameters
    ----------
    question : of answers to choose from.
    answers : texts or keys of those that there are.
    by : which of the two; a code that is not described goes by itself.
    """
    found = []
    for net, line in zip(question.nets, net_lines(question.nets, "net"), strict=True):
        coded = [(question.code(code), code) for code in net.codes]
        named = [getattr(code, by) if code else plain for code, plain in coded]
        found.append((net, line, [name for name in named if name in answers]))
    return found


def figure(
    key: str, unit: Unit = "mean", *, base: str = SCORED, estimated: bool = False, of: str = ""
) -> Line:
    """Give the line of a figure.

    Parameters
    ----------
    key : its name: mean, median, score, ...
    unit : of its values.
    base : what it rests on.
    estimated : whether it is reckoned from middles of bands.
    of : key of the row or item that it is a figure of.
    """
    kinds: dict[str, LineKind] = {
        "deviation": "deviation",
        "error": "error",
        "median": "median",
        "q1": "quartile",
        "q3": "quartile",
        "score": "score",
    }
    label = _SAY(f"figures.{'midpoints' if estimated else key}")
    name = f"{of}.{key}" if of else key
    return Line(name, label, kinds.get(key, "mean"), unit, base=base, block="figures",
                estimated=estimated)  # fmt: skip


def spread_lines(*, base: str = SCORED) -> list[Line]:
    """Give the lines of deviation and error under a mean.

    Parameters
    ----------
    base : what they rest on.
    """
    return [figure("deviation", base=base), figure("error", base=base)]


def point_lines(
    question: Question,
    numbers: Sequence[float],
    labels: Mapping[float, str],
    codes: Mapping[str, float],
) -> list[Line]:
    """Give the lines of the points of a scale.

    Where all points have words these stand alone; where only the ends have, the number stands
    before them.

    Parameters
    ----------
    question : as its author describes it.
    numbers : the points in order.
    labels : the words of those that have some.
    codes : the number that each code of the author stands for.
    """
    keys = {number: code for code, number in codes.items()}
    bare = all(labels.get(number) for number in numbers)
    found = []
    for number in numbers:
        code = question.code(keys[number]) if number in keys else None
        key = code.key if code else plain(number).replace("−", "minus").replace(".", "_")
        label = labels.get(number, "")
        shown = plain(number)
        if not label or label == shown:
            text = _SAY("point", number=shown)
        else:
            text = label if bare else _SAY("labelled", number=shown, label=label)
        found.append(Line(own_key(key), text, "category"))
    return found


def own_key(key: str) -> str:
    """Keep an answer's key apart from the names of figures.

    >>> own_key("banking"), own_key("mean")
    ('banking', 'answer.mean')
    """
    return f"answer.{key}" if key in FIGURES else key


def _unused(text: str, taken: Collection[str]) -> str:
    key = first = slug(text, joint="")[:80] or "x"
    number = 1
    while key in taken:
        number += 1
        key = f"{first}{number}"
    return key
