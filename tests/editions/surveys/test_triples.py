"""The Triple-S files hold what was drawn, read by their own metadata."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as Tree

import pytest

from surveys import triples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Fields = dict[str, list[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return triples.write(tmp_path_factory.mktemp("triples")).parent


def metadata(folder: Path, name: str) -> dict[str, Tree.Element]:
    record = Tree.parse(folder / name).getroot().find("survey/record")  # noqa: S314 - our own
    return {node.findtext("name"): node for node in record.iter("variable")}


def firsts(rows: list[Any], serial: Callable[[Any], str]) -> list[Any]:
    """The first record of each serial: a copy does not count."""
    kept = list({serial(row): row for row in reversed(rows)}.values())[::-1]
    assert len(kept) == len(rows) - 1
    return kept


def fixed(folder: Path, wave: int) -> Fields:
    lines = (folder / f"wave{wave}.asc").read_text(encoding="utf-8").splitlines()
    lines = firsts(lines, lambda line: line[:5])
    fields = {}
    for name, node in metadata(folder, f"wave{wave}.sss").items():
        place = node.find("position")
        start = int(place.get("start"))
        end = int(place.get("finish", start))
        fields[name] = [line[start - 1 : end].rstrip() for line in lines]
    return fields


def twin(folder: Path, wave: int) -> Fields:
    with (folder / f"csv{wave}.csv").open(encoding="utf-8", newline="") as file:
        rows = firsts(list(csv.reader(file))[1:], lambda row: row[0])
    return {
        name: [row[int(node.find("position").get("start")) - 1] for row in rows]
        for name, node in metadata(folder, f"csv{wave}.sss").items()
    }


@pytest.mark.parametrize("wave", triples.WAVES)
def test_fixed_columns_and_the_twin_hold_the_same(folder, wave):
    assert fixed(folder, wave) == twin(folder, wave)
    assert len(fixed(folder, wave)["serial"]) == triples.truth(wave).kept


@pytest.mark.parametrize("wave", triples.WAVES)
def test_no_brand_is_noughts_and_not_asked_is_blank(folder, wave):
    said, bits = triples.truth(wave), fixed(folder, wave)["aware"]
    width = len(said.counted["aware"].counts)
    assert bits.count("0" * width) == said.odd["none of the brands"] >= 6
    assert bits.count("") == said.counted["aware"].blank == 5
    for name, count in said.counted["aware"].counts.items():
        code = int(name.removeprefix("aware_"))
        assert count == sum(cell[code - 1 : code] == "1" for cell in bits)


@pytest.mark.parametrize("wave", triples.WAVES)
def test_spread_codes_leave_noughts_where_nothing_is(folder, wave):
    said, fields = triples.truth(wave), fixed(folder, wave)
    spread = metadata(folder, f"wave{wave}.sss")["used"].find("spread")
    assert spread.attrib == {"subfields": "3", "width": "2"}
    assert fields["used"].count("000000") == said.odd["no product"] > 0
    asked = [
        {cell[at : at + 2] for at in (0, 2, 4)}
        for cell, buys in zip(fields["used"], fields["buys"], strict=True)
        if buys == "1"
    ]
    counts = {code: sum(f"{int(code):02d}" in each for each in asked) for code in triples.PRODUCTS}
    assert counts == said.counted["used"].counts
    assert counts["12"] == 0
    assert said.counted["used"].asked == len(asked)
    assert fields["used"].count("050500") == said.odd["a product twice"] == 2
    others = zip(fields["used"], fields["buys"], strict=True)
    assert said.counted["used"].unasked == sum(bool(u) and b == "0" for u, b in others) == 2


def test_the_waves_differ_in_scale_wording_and_brands(folder):
    before, after = (metadata(folder, f"wave{wave}.sss") for wave in triples.WAVES)
    codes = {
        name: [
            [value.get("code") for value in nodes[name].iter("value")] for nodes in (before, after)
        ]
        for name in ("aware", "effort", "satisfied", "sector")
    }
    assert len(codes["aware"][1]) == len(codes["aware"][0]) + 1
    assert (len(codes["effort"][0]), len(codes["effort"][1])) == (5, 7)
    assert codes["satisfied"][0] == codes["satisfied"][1]
    assert before["satisfied"].findtext("label") != after["satisfied"].findtext("label")
    assert before["sector"].findtext("label") == after["sector"].findtext("label")


def test_half_of_the_accounts_are_asked_again(folder):
    before, after = (fixed(folder, wave)["account"] for wave in triples.WAVES)
    said = triples.truth().odd
    both = set(before) & set(after)
    assert len(both) == said["accounts asked before"]
    assert 0.4 < len(both) / len(set(after)) < 0.6
    assert sum(account in both for account in after) == said["respondents of accounts asked before"]
    assert all(account.startswith("0") and len(account) == 5 for account in after)


@pytest.mark.parametrize("wave", triples.WAVES)
def test_numbers_weights_and_special_codes_add_up(folder, wave):
    said, fields = triples.truth(wave), fixed(folder, wave)
    assert said.odd["staff unknown"] == fields["staff"].count("999") == 6
    staff = [int(cell) for cell in fields["staff"] if cell not in ("", "999")]
    assert said.measured["staff"].total == sum(staff)
    assert said.measured["staff"].answered == len(staff)
    assert said.measured["weight"].total == pytest.approx(sum(map(float, fields["wgt"])))
    assert metadata(folder, f"wave{wave}.sss")["wgt"].get("use") == "weight"
    assert said.counted["recommend"].counts["99"] == fields["recommend"].count("99") == 7
    assert said.counted["satisfied"].unknown == {"8": fields["satisfied"].count("8")}


@pytest.mark.parametrize("name", ["wave", "csv"])
def test_the_library_for_the_format_reads_the_same(folder, name):
    triple_s = pytest.importorskip("triple_s")
    said = triples.truth(2016)
    survey = triple_s.read_datamap(str(folder / f"{name}2016.sss"))
    ending = {"wave": "asc", "csv": "csv"}[name]
    survey.load_data(str(folder / f"{name}2016.{ending}"))
    frame = survey.to_pandas()
    assert len(frame) == said.rows
    frame = frame.drop_duplicates("serial")
    assert frame["aware"].isna().sum() == said.counted["aware"].blank
    lengths = frame["aware"].dropna().map(len)
    assert (lengths == 0).sum() == said.odd["none of the brands"]
    assert (frame["staff"] == 999.0).sum() == said.odd["staff unknown"]


def test_the_same_seed_writes_the_same_bytes(folder, tmp_path):
    triples.draw.cache_clear()
    triples.write(tmp_path)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 8
    assert all((tmp_path / name).read_bytes() == (folder / name).read_bytes() for name in names)
