from __future__ import annotations

import pytest

from research.errors import InputError
from research.sources.formats.opening import open_data

HEAD = '<sss version="2.0"><survey><title>Made up</title><record ident="A"{more}>'
TAIL = "</record></survey></sss>"
KNOWN = """<variable ident="1" type="multiple"><name>known</name><label>Which?</label>
<position start="1" finish="3"/><values><value code="1">Adera</value><value code="3">Bionta</value>
</values></variable>"""
USED = """<variable ident="2" type="multiple"><name>used</name><label>What?</label>
<position start="4" finish="7"/><spread subfields="2" width="2"/>
<values><value code="1">Beds</value><value code="12">Lamps</value></values></variable>"""
STAFF = """<variable ident="3" type="quantity"><name>staff</name><label>How many?</label>
<position start="8" finish="12"/><values><range from="0" to="99.99"/>
<value code="99">Not known</value></values></variable>"""
DAY = """<variable ident="4" type="date"><name>day</name><label>When?</label>
<position start="13" finish="20"/></variable>"""
ACCOUNT = """<variable ident="5" type="character"><name>account</name><label>Who?</label>
<position start="21" finish="23"/><size>3</size></variable>"""
ALL = KNOWN + USED + STAFF + DAY + ACCOUNT
LINES = [
    "101120107.50201605010ä7",
    "0000000   99        1e2",
    "",
    "       00099        007",
]


@pytest.fixture
def opened(tmp_path):
    def opening(metadata, records, *, more="", ending="asc", encoding="utf-8", **options):
        path = tmp_path / "wave.sss"
        path.write_text(HEAD.replace("{more}", more) + metadata + TAIL, encoding="utf-8")
        path.with_suffix(f".{ending}").write_text("\n".join(records), encoding=encoding)
        return open_data(path, **options)

    return opening


@pytest.fixture
def refused(opened):
    def refusing(*given, **options):
        with pytest.raises(InputError) as caught:
            opened(*given, **options)
        return str(caught.value)

    return refusing


def texts(file):
    return {name: one.texts().to_list() for name, one in file.read(file.fields).items()}


def test_records_stand_in_fixed_places(opened):
    held = texts(opened(ALL, LINES))
    assert held["known_1"] == ["1", "0", ""]
    assert held["known_3"] == ["1", "0", ""]
    assert (held["used_1"], held["used_2"]) == (["12", "0", ""], ["1", "0", ""])
    assert held["staff"] == ["7.5", "99", "99"]
    assert held["day"] == ["2016-05-01", "", ""]
    assert held["account"] == ["0ä7", "1e2", "007"]


def test_fields_say_what_the_metadata_say(opened):
    file = opened(ALL, LINES)
    assert file.fields["known_3"].label == "Which? - Bionta"
    assert file.fields["used_2"].codes == {"1": "Beds", "12": "Lamps"}
    assert file.fields["staff"].codes == {"99": "Not known"}
    assert [(one.name, one.kind, one.columns) for one in file.sets] == [
        ("known", "D", ("known_1", "known_3")),
        ("used", "C", ("used_1", "used_2")),
    ]
    assert file.lines.tolist() == [1, 2, 4]


def test_numbers_have_a_point_whatever_is_declared_of_others(opened):
    file = opened(ALL, LINES, decimal=",")
    assert file.read(["staff"])["staff"].numbers().values.tolist() == [7.5, 99, 99]


def test_records_in_windows_letters_keep_their_places(opened):
    assert texts(opened(ALL, LINES, encoding="cp1252"))["account"][0] == "0ä7"


def test_records_may_be_csv_with_a_place_for_each_field(opened):
    metadata = KNOWN.replace('start="1" finish="3"', 'start="2"')
    metadata += ACCOUNT.replace('start="21" finish="23"', 'start="1"')
    rows = ["account,known", '"007","101"', '"1,5",""', '"a","000"']
    held = texts(opened(metadata, rows, more=' format="csv" skip="1"', ending="csv"))
    assert held["account"] == ["007", "1,5", "a"]
    assert held["known_1"] == ["1", "", "0"]


def test_records_that_change_are_read_again(opened, tmp_path):
    opened(ACCOUNT, ["".ljust(20) + "007"])
    assert texts(opened(ACCOUNT, ["".ljust(20) + "008"]))["account"] == ["008"]


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ("<oops", "this is no XML"),
        (KNOWN.replace("<name>known</name>", ""), "a variable has no name"),
        (KNOWN.replace('type="multiple"', 'type="several"'), "'known' has the type 'several'"),
        (KNOWN.replace('start="1"', 'start="x"'), "'x' is no whole number"),
        (KNOWN.replace('finish="3"', 'finish="0"'), "'known' stands from 1 to 0"),
        (KNOWN.replace("<position", "<place"), "'known' has no position"),
        (KNOWN + KNOWN, "this column is given twice"),
        (f'{KNOWN}</record><record ident="B">{USED}', "this Triple-S file is hierarchical"),
    ],
)
def test_metadata_that_are_wrong_are_told(refused, metadata, said):
    assert said in refused(metadata, LINES)


def test_records_that_are_missing_are_told(tmp_path):
    path = tmp_path / "wave.sss"
    path.write_text(HEAD.replace("{more}", "") + KNOWN + TAIL, encoding="utf-8")
    with pytest.raises(
        InputError, match=r"no records stand beside .* \(put them beside it as wave\.asc\)"
    ):
        open_data(path)


def test_a_record_with_too_few_fields_is_told(refused):
    said = refused(USED.replace('start="4" finish="7"', 'start="4"'), ["a,b"], more=' format="csv"')
    assert "the record has 2 fields; allowed: 4, as the metadata say" in said


def test_other_documents_are_refused_and_their_entities_left_alone(tmp_path):
    path = tmp_path / "wave.xml"
    path.write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', encoding="utf-8")
    with pytest.raises(InputError, match="no survey of Triple-S stands in it"):
        open_data(path)
