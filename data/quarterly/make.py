"""Draw the made-up quarterly survey, the same bytes each time: python data/quarterly/make.py."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SEED = 826
HERE = Path(__file__).parent
PARAMS = HERE.parents[1] / "params"
QUARTERS = (
    "2024-q3",
    "2024-q4",
    "2025-q1",
    "2025-q2",
    "2025-q3",
    "2025-q4",
    "2026-q1",
    "2026-q2",
)
ACCOUNTS, A_WAVE, RESPONDENTS, KEPT = 220, 120, 300, 0.6
"""Accounts in all and of a wave, respondents of a wave, and the share of accounts that are kept."""
SECTORS = {1: 0.35, 2: 0.25, 3: 0.25, 4: 0.15}
SERVICE = {"answer": 3.6, "arrival": 3.7, "skill": 4.1, "parts": 3.4, "invoice": 3.2}
"""Mean of each row of the grid, before what is planted."""
KNOWN = {"adlon": 0.62, "corvex": 0.45, "ensa": 0.3, "movara": 0.25}
PULL = (1.5, 1.2, 0.9, 0.7, 0.5, 0.4)
WINTER = ("q4", "q1")
# fmt: off
HEAD = [
    "id", "account", "weight", "sector", "sites", "recommend", *SERVICE, "value", "renew", *KNOWN,
    "nobody", "faults", "first", "second", "third",
]
# fmt: on


@dataclass(frozen=True)
class Planted:
    """What moves from wave to wave; without an argument nothing does.

    Parameters
    ----------
    liking : added to the likelihood to recommend, on the scale that is then rounded.
    arrival : added to the rating of the technician's arrival.
    movara : whether the new brand is asked about.
    reworded : whether the value for money is asked in the new words, which draw better marks.
    faults : mean number of faults in the quarter.
    """

    liking: float = 0.0
    arrival: float = 0.0
    movara: bool = True
    reworded: bool = False
    faults: float = 3.0


def planted(number: int) -> Planted:
    """Give what is planted in a wave, from 1 to 8."""
    return Planted(
        liking=0.27 * max(number - 4, 0),
        arrival=-0.6 if number == 8 else 0.0,
        movara=number >= 4,
        reworded=number >= 6,
        faults=4.4 if QUARTERS[number - 1].endswith(WINTER) else 2.6,
    )


@dataclass(frozen=True)
class Account:
    """A made-up account: what its respondents have in common, wave after wave."""

    number: int
    sector: int
    sites: int
    liking: float

    @classmethod
    def draw(cls, number: int, rng: np.random.Generator) -> Account:
        """Draw an account."""
        sector = int(rng.choice(list(SECTORS), p=list(SECTORS.values())))
        return cls(
            number, sector, int(rng.choice([1, 2, 3], p=(0.5, 0.3, 0.2))), rng.normal(0, 0.5)
        )


def rated(rng: np.random.Generator, mean: float) -> int:
    """A rating of 1 to 5; some do not know."""
    return 9 if rng.random() < 0.04 else int(np.clip(round(rng.normal(mean, 0.9)), 1, 5))


def respondent(
    number: int,
    account: Account,
    wave: Planted,
    rng: np.random.Generator,
    leaning: float | None = None,
) -> dict[str, object]:
    """Answers of one respondent, who leans beside the account as is given, or by lot."""
    own = account.liking + (rng.normal(0, 0.5) if leaning is None else leaning)
    means = {row: mean + 0.3 * own for row, mean in SERVICE.items()}
    means["arrival"] += wave.arrival
    marks = {row: rated(rng, mean) for row, mean in means.items()}
    score = int(np.clip(round(7.3 + 0.8 * own + wave.liking + rng.normal(0, 1.6)), 0, 10))
    value = rated(rng, 3.2 + 0.3 * own + (0.5 if wave.reworded else 0.0))
    stays = rng.random() < 1 / (1 + np.exp(-(0.9 + 0.5 * own)))
    renew = 1 if stays else int(rng.choice([2, 9], p=(0.6, 0.4)))
    lots = {brand: rng.random() < share for brand, share in KNOWN.items()}
    known = {brand: lot and (wave.movara or brand != "movara") for brand, lot in lots.items()}
    chosen = rng.choice(6, size=3, replace=False, p=np.array(PULL) / sum(PULL)) + 1
    return {
        "id": f"R{number:03d}",
        "account": f"A{account.number:03d}",
        "weight": "0.8" if account.sites > 1 else "1.2",
        "sector": account.sector,
        "sites": account.sites,
        "recommend": score,
        **marks,
        "value": value,
        "renew": renew,
        **{brand: 1 if lot else "" for brand, lot in known.items()},
        "nobody": "" if any(known.values()) else 1,
        "faults": int(rng.poisson(wave.faults * np.exp(rng.normal(0, 0.3)))),
        "first": chosen[0],
        "second": chosen[1],
        "third": chosen[2],
    }


def draw(waves: list[Planted], seed: int = SEED) -> list[list[dict[str, object]]]:
    """Draw waves of a survey: accounts come back, in part, from one to the next.

    Parameters
    ----------
    waves : what is planted in each.
    seed : of the random numbers.

    Returns
    -------
    One list a wave, one mapping a respondent.
    """
    rng = np.random.default_rng(seed)
    accounts = [Account.draw(number, rng) for number in range(1, ACCOUNTS + 1)]
    inside = rng.permutation(ACCOUNTS)[:A_WAVE]
    found = []
    for wave in waves:
        listed = [*inside, *rng.choice(inside, RESPONDENTS - A_WAVE)]
        found.append(
            [
                respondent(number, accounts[place], wave, rng)
                for number, place in enumerate(sorted(listed), 1)
            ]
        )
        kept = rng.permutation(inside)[: round(KEPT * A_WAVE)]
        others = np.setdiff1d(np.arange(ACCOUNTS), inside)
        inside = np.concatenate([kept, rng.permutation(others)[: A_WAVE - len(kept)]])
    return found


def draw_panel(waves: list[Planted], seed: int = SEED) -> list[list[dict[str, object]]]:
    """Draw waves that ask the same people each time.

    Parameters
    ----------
    waves, seed : as of `draw`, which also says what comes back.
    """
    rng = np.random.default_rng(seed)
    accounts = [Account.draw(number, rng) for number in range(1, A_WAVE + 1)]
    held = sorted([*range(A_WAVE), *rng.integers(0, A_WAVE, RESPONDENTS - A_WAVE)])
    leanings = rng.normal(0, 0.5, RESPONDENTS)
    return [
        [
            respondent(number, accounts[place], wave, rng, leaning)
            for number, (place, leaning) in enumerate(zip(held, leanings, strict=True), 1)
        ]
        for wave in waves
    ]


def written(rows: list[dict[str, object]], wave: Planted) -> str:
    """Give a wave as the text of its file: no column for what it did not ask."""
    text = io.StringIO()
    head = [name for name in HEAD if wave.movara or name != "movara"]
    writer = csv.DictWriter(text, head, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


# Lines of the last wave's parameter file that earlier waves do not have, or have otherwise.
_NEW_BRAND = "      movara: {column: movara, text: Movara}\n"
_WORDING = "All in all, how good is the value that you get for your money?"
_WORDING_BEFORE = "How do you rate our prices?"


def questionnaire(last: str, number: int) -> str:
    """Give the parameter file of an earlier wave: the last one's, as it was asked then.

    Parameters
    ----------
    last : the last wave's parameter file.
    number : of the wave, from 1 to 7.
    """
    quarter = QUARTERS[number - 1]
    year, part = quarter.split("-")
    head, _, rest = last.partition("data:\n")
    asked, _, _ = rest.partition("banners:\n")
    title = head.partition("title: ")[2].partition("\n")[0]
    wave = planted(number)
    asked = asked.replace(f"../data/quarterly/{QUARTERS[-1]}", f"../../data/quarterly/{quarter}")
    asked = asked if wave.movara else asked.replace(_NEW_BRAND, "")
    asked = asked if wave.reworded else asked.replace(_WORDING, _WORDING_BEFORE)
    return "".join(
        [
            "# yaml-language-server: $schema=../schema.json\n",
            f"# Wave {number} of the made-up quarterly survey; data/quarterly/make.py writes it.\n",
            f"edition: quarterly-{quarter}\n",
            f"title: {title}\n",
            f"date: {part.upper()} {year}\n\n",
            f"data:\n{asked}",
            "report:\n  sections:\n    - notebook: topline\n",
        ]
    )


def main() -> None:
    """Write the files of all waves, and the parameter files of all but the last."""
    last = (PARAMS / "quarterly.yml").read_text(encoding="utf-8")
    for number, quarter in enumerate(QUARTERS[:-1], 1):
        place = PARAMS / "quarterly" / f"{quarter}.yml"
        place.write_text(questionnaire(last, number), encoding="utf-8")
    waves = [planted(number) for number in range(1, len(QUARTERS) + 1)]
    for quarter, wave, rows in zip(QUARTERS, waves, draw(waves), strict=True):
        (HERE / f"{quarter}.csv").write_text(written(rows, wave), encoding="utf-8")


if __name__ == "__main__":
    main()
