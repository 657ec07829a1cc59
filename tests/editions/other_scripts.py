"""The 2015 project with made-up texts, names and quotations in other scripts.

``python tests/editions/other_scripts.py FOLDER`` makes the project, and ``research build
params/2015.yml`` in the folder builds it, to be looked at.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from research.edition.yamlfile import open_yaml

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Script:
    """What is put into the edition in one script; nobody ever said any of it.

    Parameters
    ----------
    theme, group : key of the theme and of the sector that are renamed.
    name, short, sector : their names.
    heading, text : of a page of its own.
    items : of a list.
    quotes : reasons of those who put the theme first, and as blocks in the text.
    """

    theme: str
    group: str
    name: str
    short: str
    sector: str
    heading: str
    text: str
    items: list[str]
    quotes: list[str]


SCRIPTS = {
    name: Script(**each)
    for name, each in yaml.safe_load(
        Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
    ).items()
}


def page(script: Script) -> str:
    """An author's text in one script: heading, paragraph, list, quotation and table."""
    items = "\n".join(f"- {item}" for item in script.items)
    rows = "\n".join(f"| {item} | {at * 7} |" for at, item in enumerate(script.items, 1))
    quotes = "\n>\n".join(f"> {quote}" for quote in script.quotes)
    return (
        f"# {script.heading}\n\n{script.text}\n\n{items}\n\n{quotes}\n\n"
        f"| {script.short} | % |\n|:---|---:|\n{rows}\n\n"
        f"In the midst of an English sentence stands {script.short}, and then it goes on.\n"
    )


def make(root: Path) -> Path:
    """Make the project; give its parameter file."""
    for name in ("params", "data/2015", "notebooks", "reports/template", "reports/2015/texts"):
        shutil.copytree(ROOT / name, root / name, dirs_exist_ok=True)
    params = root / "params" / "2015.yml"
    content = _read(params)
    _rename(content)
    content["report"]["sections"] = [
        *({"text": name} for name in SCRIPTS),
        {"notebook": "overall"},
        {"notebook": "breakdown", "each": {"breakdown": ["sector"]}},
        {"notebook": "theme", "each": {"theme": [each.theme for each in SCRIPTS.values()]}},
    ]
    params.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    for name, script in SCRIPTS.items():
        (root / "reports" / "2015" / "texts" / f"{name}.md").write_text(page(script), "utf-8")
    _answer(root / "data" / "2015" / "respondents.csv", _old_names())
    return params


def _old_names() -> dict[str, str]:
    """Label of each renamed sector as committed, by its key."""
    content = _read(ROOT / "params" / "2015.yml")
    return {code["key"]: code["text"] for code in _question(content, "sector")["codes"]}


def _read(params: Path) -> dict[str, Any]:
    """What a parameter file says, as it is written: yes and no are texts."""
    content: dict[str, Any] = json.loads(json.dumps(open_yaml(params).content))
    return content


def _question(content: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in content["questions"] if one["name"] == name)
    return found


def _rename(content: dict[str, Any]) -> None:
    content["disclaimer"] = "All texts, names and quotations of this edition are made up."
    # Published figures and other reconstructions know the sectors by their own names.
    for name in ("answers", "assessments"):
        content["reconstructed"].pop(name, None)
    content["texts"].pop("claims", None)
    by_theme = {script.theme: script for script in SCRIPTS.values()}
    for key, row in _question(content, "priorities")["rows"].items():
        if script := by_theme.get(key):
            row |= {"text": script.name, "short": script.short}
    by_group = {script.group: script for script in SCRIPTS.values()}
    content["banners"]["sector"][0]["points"] = list(by_group)
    for code in _question(content, "sector")["codes"]:
        if script := by_group.get(code["key"]):
            code |= {"text": script.sector, "short": script.sector, "phrase": script.sector}


def _answer(data: Path, old: dict[str, str]) -> None:
    """Give the respondents' file the new sectors, and quotations of those who put a theme first."""
    answers = pd.read_csv(data, dtype=str, keep_default_na=False)
    answers["sector"] = answers["sector"].replace(
        {old[script.group]: script.sector for script in SCRIPTS.values()}
    )
    for script in SCRIPTS.values():
        first = answers.index[answers[f"rank_{script.theme}"] == "1"]
        for at, quote in zip(first, script.quotes, strict=False):
            answers.loc[at, "reason"] = quote
    answers.to_csv(data, index=False, encoding="utf-8")


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
