"""An edition recomputed from its data files, with pandas and nothing of the package.

Values are printed by rules of their own here too: percentages whole and half to even, ranks with an
equals sign where shared, a dagger where other reconstructions would print another value.
"""

from __future__ import annotations

import json
import re
from copy import copy
from fractions import Fraction
from functools import cached_property
from math import sqrt
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from conftest import Built

ROOT = Path(__file__).parents[2]
MIME = "application/vnd.research.result+json"
DAGGER = "†"
REGIONS = {"Africa/Middle East": "Africa and the Middle East", "UK/Europe": "UK and Europe"}
"""What is printed for a region of accounts and of employees, where its cell says it otherwise."""
BOXES = {"first": (1, 1), "top3": (1, 3), "top6": (1, 6), "bottom6": (-6, -1), "bottom3": (-3, -1)}


def percent(count: int, base: int) -> int:
    """Whole percentage, half to even."""
    return round(Fraction(100 * int(count), int(base)))


def decimals(value: Fraction, digits: int = 2) -> str:
    """An exact value with so many decimals, half to even."""
    scaled = round(value * 10**digits)
    return f"{scaled / 10**digits:.{digits}f}"


def ranked(sums: pd.Series) -> pd.Series:
    """Competition ranks of sums of ranks, the lowest first."""
    return sums.rank(method="min").astype(int)


def as_printed(ranks: pd.Series) -> pd.Series:
    """Ranks with an equals sign where they are shared."""
    shared = ranks.map(ranks.value_counts()) > 1
    return ranks.astype(str).where(~shared, ranks.astype(str) + "=")


def wilson(count: int, base: int, confidence: float = 0.95) -> tuple[float, float]:
    """Score interval of a share (Wilson 1927)."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, weight = count / base, 1 + z * z / base
    centre = (share + z * z / (2 * base)) / weight
    reach = z / weight * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    return centre - reach, centre + reach


class Recomputed:
    """One edition's answers and parameters, read afresh.

    Parameters
    ----------
    edition : name of its parameter file.
    """

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self.params: dict[str, Any] = yaml.safe_load(
            (ROOT / "params" / f"{edition}.yml").read_text(encoding="utf-8")
        )
        asked = [*self.params["questions"], *self.params["data"]["assessments"]["questions"]]
        self.questions = {question["name"]: question for question in asked}
        themes = self.questions[self.params["themes"]["question"]]["rows"]
        self.names = {key: theme["text"] for key, theme in themes.items()}
        self.shorts = {key: theme["short"] for key, theme in themes.items()}
        # Banners of accounts and contacts are recomputed beside this file.
        self.breakdowns = {
            key: self.part(*part)
            for key, part in self.params["banners"].items()
            if part[0]["question"] in self.questions
        }
        benchmark = self.params["themes"]["benchmark"]
        self.benchmark = self.part({"question": benchmark["by"], "points": benchmark["points"]})
        self.hide = self.params.get("privacy", {}).get("hide_base", 10)
        self.flag = self.params.get("privacy", {}).get("flag_base", 30)

    def part(self, chosen: dict[str, Any]) -> dict[str, Any]:
        """A question's codes as groups with what they are called, and the keys of those shown."""
        question = self.questions[chosen["question"]]
        coded = [code for code in question["codes"] if isinstance(code, dict)]
        groups = [{"label": code["text"], **code} for code in coded]
        part = {"label": question["title"], "one": question["one"], "column": question["column"]}
        shown = chosen.get("points", [group["key"] for group in groups])
        return {**part, "groups": groups, "shown": shown}

    def file(self, name: str) -> Path:
        return (ROOT / "params" / self.params["data"][name]["file"]).resolve()

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """What is printed for a cell of a column, where it is not the cell itself."""
        found: dict[str, dict[str, str]] = {}
        for question in self.questions.values():
            for code in question.get("codes", []):
                if isinstance(code, dict) and "code" in code:
                    found.setdefault(question["column"], {})[code["code"]] = code["text"]
        return found

    def read(self, path: Path, **how: Any) -> pd.DataFrame:
        """A data file in the words of the report."""
        return pd.read_csv(path, **how).replace(self.words)

    @cached_property
    def answers(self) -> pd.DataFrame:
        return self.read(self.file("answers"), keep_default_na=False)

    @cached_property
    def assessments(self) -> pd.DataFrame:
        return self.read(self.file("assessments"))

    @cached_property
    def scored(self) -> list[pd.DataFrame]:
        """The assessments, and every other set of them that shows the same published scores."""
        other = self.params.get("reconstructed", {}).get("assessments")
        if not other:
            return [self.assessments]
        sets = self.read((ROOT / "params" / other).resolve())
        return [self.assessments, *(own for _, own in sets.groupby("reconstruction"))]

    def over_scores(self) -> Iterator[Recomputed]:
        """The edition with each of these sets in turn."""
        for assessments in self.scored:
            one = copy(self)
            one.__dict__["assessments"] = assessments
            yield one

    @cached_property
    def sets(self) -> list[pd.DataFrame]:
        """The answers, and every other reconstruction of them."""
        other = self.params.get("reconstructed", {}).get("answers")
        if not other:
            return [self.answers]
        others = self.read((ROOT / "params" / other).resolve())
        return [self.answers, *(own for _, own in others.groupby("reconstruction"))]

    def ranks(self, answers: pd.DataFrame | None = None) -> pd.DataFrame:
        own = self.answers if answers is None else answers
        columns = [f"rank_{theme}" for theme in self.names]
        return own[columns].set_axis(list(self.names), axis="columns")

    @cached_property
    def overall(self) -> pd.Series:
        """Rank of each theme, the highest priority first."""
        return ranked(self.ranks().sum()).sort_values(kind="stable")

    @property
    def base(self) -> int:
        return len(self.answers)

    def count(self, theme: str, box: str, answers: pd.DataFrame | None = None) -> int:
        low, high = BOXES[box] if box in BOXES else (int(box), int(box))
        depth = len(self.names)
        low, high = (end if end > 0 else depth + 1 + end for end in (low, high))
        return int(self.ranks(answers)[theme].between(low, high).sum())

    def share(self, theme: str, box: str) -> str:
        """Printed share, with a dagger where a reconstruction prints another."""
        counts = {self.count(theme, box, answers) for answers in self.sets}
        loose = len({percent(count, self.base) for count in counts}) > 1
        return f"{percent(self.count(theme, box), self.base)}%" + (DAGGER if loose else "")

    def shown(self, breakdown: str) -> dict[str, str]:
        """Label of each group that has a column, by key."""
        part = self.breakdowns[breakdown]
        labels = {group["key"]: group["label"] for group in part["groups"]}
        return {key: labels[key] for key in part.get("shown", labels)}

    def inside(self, breakdown: str, label: str) -> pd.DataFrame:
        return self.ranks()[self.answers[self.breakdowns[breakdown]["column"]] == label]

    def sizes_loose(self, breakdown: str) -> bool:
        """Whether groups have other sizes in some reconstruction."""
        column = self.breakdowns[breakdown]["column"]
        sizes = [answers[column].value_counts().to_dict() for answers in self.sets]
        return any(other != sizes[0] for other in sizes)

    def cell(self, ranks: pd.Series, theme: str) -> str:
        """A group's rank as printed, with an arrow where it stands out."""
        gain = int(self.overall[theme]) - int(ranks[theme])
        arrow = " ▲" if gain > 2 else " ▼" if gain < -2 else ""
        return as_printed(ranks)[theme] + arrow

    def column(self, breakdown: str, label: str) -> dict[str, str]:
        """Printed rank of each theme in a group; dashes where its base is hidden."""
        own = self.inside(breakdown, label)
        if len(own) < self.hide:
            return dict.fromkeys(self.names, "–")
        ranks = ranked(own.sum())
        return {theme: self.cell(ranks, theme) for theme in self.names}


class Shown:
    """What the chapters of a built edition show, read from their executed notebooks.

    Parameters
    ----------
    folder : the edition's.
    """

    def __init__(self, folder: Path) -> None:
        self.items: dict[str, dict[str, Any]] = {}
        for path in sorted((folder / ".work" / "chapters").glob("*.ipynb")):
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                for output in cell.get("outputs", ()):
                    item = output.get("data", {}).get(MIME)
                    if item:
                        self.items[item["id"]] = item

    def ids(self, kind: str) -> list[str]:
        return [key for key, item in self.items.items() if item["kind"] == kind]

    def rows(self, table: str) -> list[list[str]]:
        """Head and rows of a table as printed."""
        lines = self.items[table]["markdown"].splitlines()
        rows = [line for line in lines if line.startswith("|") and not line.startswith("|:")]
        return [[plain(cell) for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]

    def title(self, chart: str) -> str:
        return str(self.items[chart]["specification"]["title"])


def shown_of(built: Built, editions: Collection[str]) -> Shown:
    """What an edition shows; the tests of others are skipped."""
    if built.edition not in editions:
        pytest.skip("an edition without these tables")
    return Shown(built.folder)


def plain(cell: str) -> str:
    """A cell of Markdown as its reader sees it."""
    text = re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", cell.strip())
    return re.sub(r"\\(.)", r"\1", text)
