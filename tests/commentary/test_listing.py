from __future__ import annotations

import csv
import io
import json

from research.commentary import listing
from research.commentary.names import Name
from research.commentary.places import Place

RECORD = {"value": 49.5238095238, "unit": "percent", "base": 1050, "label": "In the top three"}
PLACE = Place("tbl-overall", "overall", "1.1 Overall", "Table 2")


def one(called: str = "overall.farming.top3", **more: object) -> Name:
    return Name({"name": called, "where": "tbl-overall", **RECORD, **more}, PLACE)


def test_few_names_are_shown_with_the_words_of_each_filter(capsys):
    listing.show([one(tied=True)])
    assert capsys.readouterr().out.splitlines() == [
        "overall.farming.top3",
        "  In the top three; 49.5238095238, percent; base 1,050; Table 2, 1.1 Overall; tied",
        "  percent: 50% | share: half | number: 49.5 | points: 50 points",
    ]


def test_many_names_are_a_table_whose_columns_stand_below_each_other(capsys):
    listing.show([one(f"overall.a{place}.top3") for place in range(13)])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split() == ["name", "value", "unit", "base", "where", "label"]
    assert len(rows) == 13
    assert {row.index("percent") for row in rows} == {head.index("unit")}
    assert rows[0].endswith("1,050  Table 2, 1.1 Overall  In the top three")


def test_what_moves_a_terminal_is_written_out(capsys):
    listing.show([one(label="\x1b[2Jgone")])
    assert "\\x1b[2Jgone" in capsys.readouterr().out


def test_json_has_everything():
    (line,) = json.loads(listing.as_json([one()]))
    assert line["float"] == "Table 2"
    assert line["value"] == RECORD["value"]
    assert line["words"]["share"] == "half"


def test_a_spreadsheet_has_values_unrounded_and_places():
    (row,) = csv.DictReader(io.StringIO(listing.as_csv([one()])))
    assert (row["value"], row["base"], row["chapter"]) == ("49.5238095238", "1050", "overall")
