"""The author texts of the editions: no typed results, no name that the ledger cannot have."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from research.display.placeholders import digits, resolve
from research.edition.judgement import load_edition

ROOT = Path(__file__).parents[2]
EDITIONS = {name: load_edition(ROOT / "params" / f"{name}.yml") for name in ("2015", "2016")}
EDITION = EDITIONS["2015"]
NAMES = {
    name: sorted(section.text for section in edition.report.sections if section.text)
    for name, edition in EDITIONS.items()
}
TEXTS = [(edition, name) for edition, names in NAMES.items() for name in names]
VIEWS = {f"view-{of}" for of in ("overall", "sector", "region", "size", "seniority")}
# What stands under a heading of the parameter file has no title of its own.
OPENERS = {name for _, name in TEXTS if name.startswith("section-")}
OPENERS |= {"how-sure", "supplier-in-detail", "author", "publisher", *VIEWS}

THEMES = "|".join(theme.key for theme in EDITION.items)
BREAKDOWNS = "|".join(item.key for item in EDITION.breakdowns)
GROUPS = "|".join(group.key for item in EDITION.breakdowns for group in item.groups)
BENCHMARKS = "overall|" + "|".join(group.key for group in EDITION.benchmark.groups)
BOXES = "first|top3|top6|bottom6|bottom3|bottom2|last"
RESULTS = [
    rf"overall\.({THEMES})\.(rank|mean_rank|({BOXES})(_count)?)",
    r"overall\.rank(1[0-2]|[1-9])\.theme",
    rf"({BREAKDOWNS})\.({GROUPS})\.({THEMES})\.rank",
    r"study\.(respondents|sectors|themes|named)",
    r"reconstruction\.sets",
    rf"sample\.({BREAKDOWNS})\.({GROUPS})\.(count|share)",
    rf"cooccurrence\.({THEMES})\.({THEMES})\.(count|share)",
    rf"benchmark\.({THEMES})\.({BENCHMARKS})\.(high|mean|low)",
]
DRIVERS = "|".join(EDITIONS["2016"].supplier.drivers.questions)
QUADRANTS = "bigfans|accountsatrisk|underservedadvocates|selectivefixes"
# What an edition with one before it and a supplier's customers has as well.
MORE_RESULTS = [
    r"previous\.(edition|respondents)",
    rf"previous\.({THEMES})\.(rank|mean_rank)",
    r"change\.(themes|risen|fallen|p)",
    rf"change\.({THEMES})\.(places|mean_rank|low|high|p_adjusted)",
    r"relationship\.(accounts|contacts|answers|heard|thin|completion)",
    r"relationship\.(quality|solution|experience|nps)(\.(percentile|decile))?",
    r"relationship\.category\.(ambassador|rational|ambivalent|stalker|opponent|weak)",
    rf"accounts\.({QUADRANTS})\.(count|revenue|untapped)",
    r"loyalty\.(renewal|growth)(\.(low|high))?",
    r"loyalty\.(renewal|growth)\.(crude|clustered|adjusted|weighted|doublyrobust)(\.(low|high))?",
    rf"drivers\.({DRIVERS})\.(share|low|high)",
    r"drivers\.rank[1-8]\.driver",
    r"contacts\.recommend\.score\.(service\.(dedicated|pooled)|segment\.(smaller|strategic))",
    r"contacts\.relationship_quality\.value\.mean\.side\.(payer|user)",
    r"accounts\.renewed\.yes\.service\.(dedicated|pooled)",
    r"maturity\.firms|register\.(actions|overdue)|planning\.(asked|promoters|whitespace)",
    r"relationship\.(moved\.(better|worse)|referrals\.any)",
]
WORDS = ("share", "words", "ordinal")
FILTERS = {*WORDS, "percent", "points", "count", "rank", "number", "label", "millions", "chart"}
REFERENCES = [
    r"tbl-a-(standing|sectors)",
    rf"tbl-({THEMES})-(ranks|objectives)",
    rf"fig-({THEMES})-(distribution|benchmark)",
    rf"tbl-({BREAKDOWNS}|themes|overall)",
    rf"fig-(sample-({BREAKDOWNS})|model)",
    r"sec-(reconstruction|section-[12]|contact|reading)",
    rf"sec-(theme-({THEMES})|breakdown-({BREAKDOWNS})|overall|{'|'.join(NAMES['2015'])})",
]
MORE_REFERENCES = [
    r"(tbl|fig|sec)-changes",
    r"tbl-(relationship-(position|portfolio)|accounts-(quadrants|order)|loyalty-(ladder|stake))",
    r"fig-(accounts-views|drivers|drivers-map)",
    r"fig-contacts-recommend-within|tbl-contacts-relationship-quality-sides",
    r"tbl-tab-accounts-renewed-kinds|sec-practices|tbl-register-owners|tbl-roi-result",
    r"tbl-comments-topics|tbl-checklist-questions|tbl-pilot-change|tbl-finance-measures",
    r"fig-movement-flow|tbl-categories-referrals|tbl-planning-(introductions|lines|pairs)",
    r"tbl-ninedrivers|fig-touchpoints-(touchpoint|level)|tbl-health|tbl-voices-aligned",
    r"fig-engagement-units",
]
PLACEHOLDER = re.compile(r"\{\{\s*([\w.-]+)\s*(?:\|\s*(\w+)\s*(?:\(\d\)\s*)?)?\}\}")
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
BLOCK = re.compile(r"\{% claim .*?\{% endclaim %\}", re.DOTALL)
# What only results can say, and where a text says it of the method.
ASSERTED = re.compile(
    r"\b(highest|largest|smallest|by far|more (?:often )?than any|most frequent|differ\w*|divides?|"
    r"widest|closest|leads?|no other|hardly|seldom|nearly every\w*)\b"
)
OF_THE_METHOD = {
    ("2015", "author"): {"lead"},
    ("2015", "publisher"): {"lead"},
    ("2015", "conclusions"): {"lead", "leads", "different"},
    ("2015", "executive-summary"): {"lead"},
    ("2015", "how-sure"): {"different"},
    ("2015", "introduction"): {"leads", "differ"},
    ("2015", "section-overall"): {"differ"},
    ("2015", "section-themes"): {"differ", "different"},
    ("2016", "how-sure"): {"different"},
    ("2016", "introduction"): {"seldom"},
    ("2016", "notes-on-reading"): {"difference", "smallest"},
    ("2016", "about"): {"seldom"},
    ("2016", "section-money"): {"difference"},
}


@pytest.fixture(params=TEXTS, ids="/".join)
def place(request: pytest.FixtureRequest) -> tuple[str, str]:
    edition, name = request.param
    return edition, name


@pytest.fixture
def edition(place: tuple[str, str]) -> str:
    return place[0]


@pytest.fixture
def name(place: tuple[str, str]) -> str:
    return place[1]


@pytest.fixture
def text(place: tuple[str, str]) -> str:
    return read(*place)


def folder(edition: str) -> Path:
    return ROOT / "reports" / edition / "texts"


def read(edition: str, name: str) -> str:
    return (folder(edition) / f"{name}.md").read_text(encoding="utf-8")


def words_of(text: str) -> list[str]:
    prose = PLACEHOLDER.sub("N", re.sub(r"^(:::|#).*$", "", TAG.sub("", text), flags=re.MULTILINE))
    return re.findall(r"[\w'’&-]+", prose)


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_folder_holds_the_texts_of_the_edition_and_no_others(edition: str) -> None:
    assert sorted(path.stem for path in folder(edition).glob("*.md")) == NAMES[edition]


def test_every_brace_belongs_to_a_placeholder_that_can_be_read(text: str) -> None:
    left = PLACEHOLDER.sub("", text)

    assert "{{" not in left
    assert "}}" not in left


def test_placeholders_name_results_that_an_edition_has(edition: str, text: str) -> None:
    forms = [*RESULTS, *(MORE_RESULTS if edition == "2016" else [])]
    for result, chosen in PLACEHOLDER.findall(text):
        known = chosen == "chart" or any(re.fullmatch(form, result) for form in forms)
        assert known, result
        assert not chosen or chosen in FILTERS, chosen


def test_references_lead_to_floats_that_the_report_has(edition: str, text: str) -> None:
    forms = [*REFERENCES, *(MORE_REFERENCES if edition == "2016" else [])]
    for reference in re.findall(r"@([\w-]+)", text):
        assert any(re.fullmatch(form, reference) for form in forms), reference


def test_no_result_is_typed_by_hand(edition: str, name: str, text: str) -> None:
    assert digits(text, f"{name}.md", EDITIONS[edition].report.digits) == []


def test_no_sentence_opens_with_a_number_in_words(text: str) -> None:
    # These filters give lower-case words, wherever they stand.
    sentences = re.findall(r"(?:^\s*|[.!?][\s*]+|\n\n)\{\{\s*[\w.-]+\s*\|\s*(\w+)", text)

    assert not set(sentences) & set(WORDS)


def test_a_text_has_one_title_and_an_opener_leaves_it_to_its_section(name: str, text: str) -> None:
    titles = re.findall(r"^# .+$", text, flags=re.MULTILINE)

    assert len(titles) == (0 if name in OPENERS else 1)


def test_blocks_are_closed_again(text: str) -> None:
    opened = re.findall(r"^::: \{", text, flags=re.MULTILINE)
    closed = re.findall(r"^:::$", text, flags=re.MULTILINE)

    assert len(opened) == len(closed)


def test_claims_are_true_of_the_results_that_are_committed(edition: str, name: str) -> None:
    path = ROOT / "reports" / edition / "results.json"
    ledger = {record["name"]: record for record in json.loads(path.read_text(encoding="utf-8"))}
    ledger["ranking"] = {"value": "", "unit": "chart", "label": ""}
    _, problems = resolve(read(edition, name), f"{name}.md", ledger)
    assert [str(problem) for problem in problems] == []


def test_what_only_results_can_say_stands_in_a_claim(edition: str, name: str, text: str) -> None:
    left = re.sub(r":::.*|^#.*", "", BLOCK.sub("", text), flags=re.MULTILINE)
    said = {match[0].lower() for match in ASSERTED.finditer(left)}
    assert said - OF_THE_METHOD.get((edition, name), set()) == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_study_in_one_minute_is_three_sentences_each_with_its_number(edition: str) -> None:
    minute = read(edition, "minute")
    findings = re.findall(r"::: \{\.finding\}(.*?)\n:::", minute, flags=re.DOTALL)

    assert len(findings) == 3
    for finding in findings:
        number, sentence = re.split(r"\{\.number\}", finding)
        plain = TAG.sub("", PLACEHOLDER.sub("N", sentence)).strip()
        assert re.fullmatch(rf"\[{PLACEHOLDER.pattern}\]", number.strip())
        assert plain.count(".") == 1
        assert plain.endswith(".")


@pytest.mark.parametrize(("edition", "most"), [("2015", 900), ("2016", 500)])
def test_the_executive_summary_fits_its_pages(edition: str, most: int) -> None:
    # That of 2015 says on two pages what the publication's says on three.
    assert 350 <= len(words_of(read(edition, "executive-summary"))) <= most


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", ["executive-summary", "introduction", "conclusions"])
def test_all_themes_matter_and_each_firm_chooses_those_that_define_it(
    edition: str, name: str
) -> None:
    said = " ".join(read(edition, name).split())
    told = [part for part in re.split(r"\n\s*\n", read(edition, name)) if "define" in part]

    assert re.search(r"[Aa]ll \{\{ study\.themes \| words \}\} (themes )?(matter|are needed)", said)
    assert any(
        all(word in part for word in ("strategy", "sector", "culture", "routes")) for part in told
    )


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_a_text_interprets_is_marked_in_one_way(edition: str) -> None:
    for path in folder(edition).glob("*.md"):
        text = path.read_text(encoding="utf-8")
        marks = re.findall(r"\[[^\]]*\]\{\.view\}", text)
        assert set(marks) <= {"[Author's view.]{.view}"}
        assert text.count("uthor's view") == len(marks)


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_the_author_says_what_a_table_of_ranks_means(name: str) -> None:
    assert "[Author's view.]{.view}" in read("2015", name)


def test_the_reader_is_told_what_is_reconstructed_and_what_is_made_up() -> None:
    about = read("2015", "about")

    assert "reconstructed" in about
    assert "made up" in about


def test_the_reader_is_told_that_a_change_goes_from_a_reconstruction_to_a_simulation() -> None:
    about = read("2016", "about")

    assert "simulated" in about
    assert "reconstruction to a simulation" in about


@pytest.mark.parametrize("opener", ["section-overall", "section-themes", "section-supplier"])
def test_every_section_states_its_population(opener: str) -> None:
    assert re.search(r"^Populations?: ", read("2016", opener), flags=re.MULTILINE)
