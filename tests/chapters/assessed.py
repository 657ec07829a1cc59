"""Studies of maturity: the editions of the repository, and a stranger's of another size."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from research.study import Study, open_study

ROOT = Path(__file__).parents[2]
FIRMS = ROOT / "params" / "maturity.yml"
COMPANY = ROOT / "params" / "maturity" / "nordwerk.yml"


def stranger(
    folder: Path, *, blanks: int = 0, company: bool = False, firms: bool = True, least: int = 10
) -> Study:
    """Twelve firms and four items of 0 to 10, or the made-up company with other settings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "params").mkdir(exist_ok=True)
    given = own_company(folder, least, firms=firms) if company else small(folder, blanks, least)
    path = folder / "params" / "x.yml"
    path.write_text(yaml.safe_dump(given, sort_keys=False), encoding="utf-8")
    return open_study(path)


def small(folder: Path, blanks: int, least: int) -> dict[str, Any]:
    lines = ["firm,a,b,c,d"]
    marks: list[Any]
    for number in range(12):
        # Totals 4, 7, 10 and so on, to 37.
        marks = [(4 + 3 * number + place) // 4 for place in range(4)]
        if number >= 12 - blanks:
            marks[2] = ""
        lines.append(",".join(map(str, [f"S{number}", *marks])))
    (folder / "firms.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = {key: {"column": key, "text": f"Item {key}"} for key in "abcd"}
    return {
        "edition": "x",
        "title": "X",
        "data": {"answers": {"file": "../firms.csv", "id": "firm"}},
        "questions": [{"name": "rated", "type": "grid", "range": [0, 10], "rows": rows}],
        "maturity": {
            "question": "rated",
            "competencies": {
                "one": {"text": "One", "items": ["a", "b"]},
                "two": {"text": "Two", "items": ["c", "d"]},
            },
            "bands": {"low": 0, "high": 10},
            "stages": [
                {"name": "Early", "least": 0, "means": "Just begun.", "next": ["Go on"]},
                {"name": "Late", "least": 20},
            ],
        },
        "privacy": {"hide_base": least},
        "report": {"sections": [{"heading": "H"}]},
    }


def own_company(folder: Path, least: int, *, firms: bool) -> dict[str, Any]:
    given: dict[str, Any] = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    for table in given["data"].values():
        held = (COMPANY.parent / table["file"]).resolve()
        shutil.copy(held, folder / held.name)
        table["file"] = f"../{held.name}"
    given["privacy"] = {"hide_base": least}
    given["maturity"]["company"]["today"] = "2026-10-01"
    if not firms:
        del given["data"]["answers"], given["questions"]
        given["maturity"]["firms"] = None
        given["maturity"].pop("practices")
        given["report"] = {"sections": [{"heading": "H"}]}
    return given
