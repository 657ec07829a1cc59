"""Frames of sentences on coded comments, and what must be so where they stand."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd
import yaml
from recomputation import ROOT
from recomputation_crosstabs import compared, family, holm
from recomputation_supplier import printed
from scipy import stats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DATA = ROOT / "data" / "2016"


class CommentFacts:
    """What readers made of the comments of the latest survey, read from the files anew."""

    @cached_property
    def both(self) -> pd.DataFrame:
        """Comments of both surveys, with what is known of accounts."""
        contacts = pd.read_csv(DATA / "contacts.csv")
        known = ["account", "parent", "service", "segment", "region", "industry"]
        accounts = pd.read_csv(DATA / "accounts.csv")[known]
        both = contacts.merge(self.read("comments"), on=["contact", "survey"])
        return both.merge(accounts, on="account")

    @cached_property
    def comments(self) -> pd.DataFrame:
        return self.both[self.both["survey"] == 2016]

    @cached_property
    def agenda(self) -> pd.DataFrame:
        """Each topic before and now, its change with limits, and p corrected after Holm."""
        own = self.both
        before, now = (own["survey"] == year for year in (2015, 2016))
        clusters = family(own["parent"], own["account"])
        rows = {}
        for text, key in self.texts.items():
            named = own[["code_1", "code_2"]].eq(key).any(axis=1).astype(float)
            error, df = compared(named, now, before, clusters, share=True)
            change = float(named[now].mean() - named[before].mean())
            reach = float(stats.t.ppf(0.975, df)) * error
            rows[text] = {
                "before": int(named[before].sum()), "now": int(named[now].sum()),
                "change": 100 * change, "low": 100 * (change - reach),
                "high": 100 * (change + reach), "p": 2 * stats.t.sf(abs(change) / error, df),
            }  # fmt: skip
        frame = pd.DataFrame.from_dict(rows, orient="index").drop(index="Says nothing of use")
        frame["then"], frame["later"] = frame["before"] / before.sum(), frame["now"] / now.sum()
        frame["adjusted"] = holm(frame["p"].tolist())
        return frame.sort_values("now", ascending=False, kind="stable")

    def read(self, name: str) -> pd.DataFrame:
        frame = pd.read_csv(DATA / f"{name}.csv", dtype="str").fillna("")
        return frame.assign(survey=frame["survey"].astype(int))

    @cached_property
    def tree(self) -> list[tuple[int, str, list[str], str]]:
        """Depth, text, codes and tone of each net and code, in the order of the frame."""
        held = yaml.safe_load((DATA / "comments.yml").read_text(encoding="utf-8"))
        return list(_walk(held["codes"]))

    @cached_property
    def texts(self) -> dict[str, str]:
        """Key of each code by its text."""
        return {text: codes[0] for _, text, codes, tone in self.tree if tone != "net"}

    @cached_property
    def problems(self) -> list[str]:
        return [codes[0] for _, _, codes, tone in self.tree if tone == "problem"]

    def naming(self, codes: list[str]) -> pd.DataFrame:
        given = self.comments[["code_1", "code_2"]].isin(codes).any(axis=1)
        return self.comments[given]

    def share(self, codes: list[str]) -> float:
        return len(self.naming(codes)) / len(self.comments)

    @cached_property
    def shares(self) -> pd.Series:
        found = {text: self.share([key]) for text, key in self.texts.items()}
        return pd.Series(found).sort_values(ascending=False)


def _walk(nodes: Mapping[str, object], depth: int = 0) -> Iterator[tuple[int, str, list[str], str]]:
    for key, node in nodes.items():
        own = node if isinstance(node, dict) else {"text": node}
        inner = list(_walk(own.get("codes", {}), depth + 1))
        codes = [code for _, _, held, tone in inner if tone != "net" for code in held] or [key]
        yield depth, own["text"], codes, "net" if inner else own.get("tone", "neither")
        yield from inner


def _read(f: CommentFacts, m: re.Match[str]) -> bool:
    base, first = len(f.comments), f.shares.index[0]
    share = f"{printed(100 * f.shares.iloc[0])}%"
    return m.groups() == (str(base), first, share) and f.shares.iloc[0] > f.shares.iloc[1]


def _first(f: CommentFacts, m: re.Match[str]) -> bool:
    """The first two by size, apart by no more than chance: their intervals overlap widely."""
    expected = (
        f.shares.index[0], f"{printed(100 * f.shares.iloc[0])}%", str(len(f.comments)),
        f.shares.index[1], f"{printed(100 * f.shares.iloc[1])}%",
    )  # fmt: skip
    a, b = f.shares.iloc[:2]
    error = ((a + b - (a - b) ** 2) / len(f.comments)) ** 0.5
    return m.groups() == expected and (a - b) / error < 1.96


def _net(f: CommentFacts, m: re.Match[str]) -> bool:
    share = next(
        f.share(codes) for _, text, codes, tone in f.tree if text == m[2] and tone == "net"
    )
    return m[1] == f"{round(100 * share)}%"


def _promoters(f: CommentFacts, m: re.Match[str]) -> bool:
    promoters = f.comments[f.comments["recommend"] >= 9]
    given = promoters[["code_1", "code_2"]]
    who = int(given.isin(f.problems).any(axis=1).sum())
    counts = pd.Series({key: int((given == key).any(axis=1).sum()) for key in f.problems})
    first = {text for text, key in f.texts.items() if counts.get(key) == counts.max()}
    share = f"{printed(100 * who / len(promoters))}%"
    said = set(re.findall(r"“(.+?)”", m[4]))
    return m.groups()[:3] == (str(who), str(len(promoters)), share) and said == first


def _agenda(f: CommentFacts, m: re.Match[str]) -> bool:
    """Topics that a test alone takes for changed, and none that is left after the correction."""
    alone = set(f.agenda.index[f.agenda["p"] < 0.05])
    said = set(re.findall(r"“(.+?)”", m[1]))
    left = len(f.agenda) - len(alone)
    return said == alone and int(m[2]) == left and not (f.agenda["adjusted"] < 0.05).any()


SENTENCES: list[tuple[str, Callable[[CommentFacts, re.Match[str]], bool]]] = [
    (r"All (\d+) comments were read\. Most often they say “(.+)” \((\d+%)\)\.", _read),
    (
        r"“(.+)” is the point made most often: (\d+%) of the (\d+) contacts, but its lead over "
        r"“(.+)” \((\d+%)\) may be chance\.",
        _first,
    ),
    (r"(\d+%) make a point under “(.+)”\.", _net),
    (
        r"(\d+) of the (\d+) promoters whose comments were read \((\d+%)\) report a problem, most "
        r"often (“.+”)\.",
        _promoters,
    ),
    (
        r"Since 2015, (“.+”) differ by more than chance explains if looked at alone, though not "
        r"among all that were compared, and the other (\d+) moved no more than chance may "
        r"explain\.",
        _agenda,
    ),
]
