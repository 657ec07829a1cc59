"""Tabs with a column for each wave: as each was asked, weighted, repeated and hidden."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import yaml

import research.uses
from research.build.wanted import wanted
from research.chapters.questions import crosstab
from research.chapters.tabs.planned import study_tab, study_tabs
from research.chapters.tabs.table import table_of
from research.errors import InputError
from research.statistics.samples.waves import compare_waves
from research.study import Study, open_study
from research.uses import noted

if TYPE_CHECKING:
    from collections.abc import Sequence

SECTORS = {"1": "Banking", "2": "Retail", "3": {"text": "Unsure", "role": "dont_know"}}
ITEMS = {"price": "Price", "speed": "Speed", "advice": "Advice"}
QUESTIONS: list[dict[str, Any]] = [
    {"name": "sector", "type": "single", "column": "sector", "codes": SECTORS},
    {
        "name": "service",
        "type": "scale",
        "column": "service",
        "wording": "How good is our service?",
        "codes": {"1": "Poor", "5": "Good"},
        "boxes": {"Top 2": [4, 5]},
    },
    {"name": "recommend", "type": "nps", "column": "recommend"},
    {"name": "known", "type": "multi", "rows": {"adlon": "Adlon", "ensa": "Ensa"}},
    {
        "name": "rated",
        "type": "grid",
        "range": [1, 5],
        "rows": {"reply": "Reply", "price": "Price"},
    },
    {
        "name": "order",
        "type": "ranking",
        "rows": {key: {"column": f"r_{key}", "text": text} for key, text in ITEMS.items()},
    },
    {
        "name": "wallet",
        "type": "allocation",
        "rows": {"us": {"column": "a_us"}, "others": {"column": "a_others"}},
    },
    {"name": "staff", "type": "numeric", "column": "staff", "bands": {"Few": 0, "Many": 50}},
]


def drawn(seed: int, people: Sequence[int], lift: float = 0.0) -> pd.DataFrame:
    """Made-up answers of some people, who answer alike whenever they are asked."""
    rows = []
    for person in people:
        own, now = np.random.default_rng(person), np.random.default_rng([seed, person])
        level = own.normal(0, 1.2) + lift
        share = int(own.integers(0, 101))
        rows.append(
            {
                "id": f"p{person}",
                "account": f"a{person % 40}",
                "w": round(own.uniform(0.5, 1.5), 3),
                "sector": int(own.integers(1, 4)),
                "service": int(np.clip(round(3 + level + now.normal(0, 0.5)), 1, 5)),
                "recommend": int(np.clip(round(7 + 2 * level + now.normal(0, 1)), 0, 10)),
                "adlon": int(now.random() < 0.6),
                "ensa": int(now.random() < 0.3),
                "movara": int(now.random() < 0.2),
                "reply": int(now.integers(1, 6)),
                "price": int(now.integers(1, 6)),
                **{
                    f"r_{key}": rank
                    for key, rank in zip(ITEMS, own.permutation(3) + 1, strict=True)
                },
                "a_us": share,
                "a_others": 100 - share,
                "staff": int(own.integers(1, 100)),
            }
        )
    return pd.DataFrame(rows)


def edition(root: Path, name: str, frame: pd.DataFrame, **more: Any) -> Path:
    for folder in ("params", "data"):
        (root / folder).mkdir(exist_ok=True)
    frame.to_csv(root / "data" / f"{name}.csv", index=False)
    answers = {"file": f"../data/{name}.csv", "id": "id", **more.pop("answers", {})}
    content = {
        "edition": name,
        "title": "Made up",
        "data": {"answers": answers},
        "questions": QUESTIONS,
        "report": {"sections": [{"heading": "One"}]},
        **more,
    }
    path = root / "params" / f"{name}.yml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def three(root: Path, waves: dict[str, Any] | None = None, **more: Any) -> Study:
    """The last of three waves of made-up people; each shares half of them with the one before."""
    for at, name in enumerate(("w1", "w2")):
        edition(root, name, drawn(at, range(100 * at, 100 * at + 200)), **more)
    given = {"earlier": {"w1": "w1.yml", "w2": "w2.yml"}, **(waves or {})}
    frame = drawn(2, range(200, 400), lift=0.9)
    return open_study(edition(root, "w3", frame, waves=given, **more))


def frame_of(root: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(root / "data" / f"{name}.csv")


def with_question(name: str, **changes: Any) -> list[dict[str, Any]]:
    return [one | changes if one["name"] == name else one for one in QUESTIONS]


def test_every_column_is_what_the_wave_has_by_itself(tmp_path: Path) -> None:
    study = three(tmp_path)
    tabs = study_tabs(study, "all", "waves")
    assert {tab.question.type for tab in tabs} == {one["type"] for one in QUESTIONS}
    for tab in tabs:
        assert [point.key for point in tab.points] == ["wave.w1", "wave.w2", "wave.w3"]
        assert tab.against["wave.w3"] == ("wave.w2",)
        for key, own in (*study.waves.items(), ("w3", study)):
            alone = study_tab(own, tab.question.name, row=tab.row)
            lines = [line.key for line in alone.lines]
            assert sorted(lines) == sorted(line.key for line in tab.lines)
            values = tab.values.loc[lines, f"wave.{key}"].to_numpy(dtype=float)
            np.testing.assert_allclose(values, alone.values["total"].to_numpy(dtype=float))
            assert tab.base_of(lines[0], f"wave.{key}") == alone.base_of(lines[0])


def test_a_planted_change_bears_the_letter_of_the_wave_before_on_its_higher_side(
    tmp_path: Path,
) -> None:
    study = three(tmp_path)
    tab = study_tab(study, "service", "waves")
    assert tab.letters.loc["box.top2", "wave.w3"] == "B"
    assert tab.letters.loc["mean", "wave.w3"] == "B"
    score = study_tab(study, "recommend", "waves")
    assert score.letters.loc["score", "wave.w3"] == "B"
    assert score.letters.loc["detractors", "wave.w2"] == "C"
    change = tab.tests[(tab.tests["line"] == "mean") & (tab.tests["first"] == "wave.w3")]
    assert change["second"].tolist() == ["wave.w2"]
    values = tab.values.loc["mean"]
    assert change["difference"].iloc[0] == pytest.approx(values["wave.w3"] - values["wave.w2"])


@pytest.mark.parametrize("repeated", ["panel", "accounts", "none"])
def test_tests_are_those_of_two_waves_by_who_was_asked_again(tmp_path: Path, repeated: str) -> None:
    answers = {"cluster": "account"} if repeated == "accounts" else {}
    study = three(tmp_path, {"repeated": repeated}, answers=answers)
    tab = study_tab(study, "service", "waves")
    frames = [
        frame_of(tmp_path, name).assign(top=lambda f: f["service"] >= 4) for name in ("w2", "w3")
    ]
    units = {"panel": "id", "accounts": "account", "none": None}[repeated]
    expected = compare_waves(*frames, ["top"], kind="share", clusters=units, correction="none")
    (found,) = tab.tests[(tab.tests["line"] == "box.top2") & (tab.tests["first"] == "wave.w3")]["p"]
    assert found == pytest.approx(expected.loc[0, "p"], rel=1e-6)
    assert ("taken into account" in tab.method) == (repeated != "none")


def test_who_answers_twice_makes_a_change_surer(tmp_path: Path) -> None:
    folders = [tmp_path / "panel", tmp_path / "other"]
    for folder in folders:
        folder.mkdir()
    panel, other = three(folders[0], {"repeated": "panel"}), three(folders[1])
    errors = []
    for study in (panel, other):
        tests = study_tab(study, "service", "waves").tests
        own = tests[(tests["line"] == "mean") & (tests["first"] == "wave.w2")]
        errors.append(float(own["error"].iloc[0]))
    assert errors[0] < 0.85 * errors[1]


def test_each_wave_is_weighted_by_its_own_weight(tmp_path: Path) -> None:
    study = three(tmp_path, weights={"main": {"column": "w"}})
    tab = study_tab(study, "service", "waves")
    for name in ("w1", "w2", "w3"):
        frame = frame_of(tmp_path, name)
        mean = float(np.average(frame["service"], weights=frame["w"]))
        assert tab.values.loc["mean", f"wave.{name}"] == pytest.approx(mean)
    [bare] = study_tabs(study, ["service"], "waves", weight="none")
    assert bare.values.loc["mean", "wave.w1"] == frame_of(tmp_path, "w1")["service"].mean()


def test_each_wave_is_raked_to_targets_of_its_own(tmp_path: Path) -> None:
    margins = {"sector": {"1": 0.5, "2": 0.3, "3": 0.2}}
    asked = with_question("sector", codes={"1": "Banking", "2": "Retail", "3": "Energy"})
    study = three(tmp_path, weights={"main": {"rake": margins}}, questions=asked)
    tab = study_tab(study, "sector", "waves")
    np.testing.assert_allclose(tab.values["wave.w1"].to_numpy(dtype=float), [50, 30, 20], atol=1e-4)
    service = study_tab(study, "service", "waves")
    (alone,) = [one for one in study_tabs(study.waves["w1"], ["service"]) if not one.row]
    for limit in ("low", "high"):
        own, by_wave = getattr(alone, limit)["total"], getattr(service, limit)["wave.w1"]
        lines = [line for line in own.index if own.notna()[line]]
        np.testing.assert_allclose(by_wave.loc[lines], own.loc[lines], rtol=0.02)


def test_the_same_period_of_the_year_before_is_compared_too(tmp_path: Path) -> None:
    earlier = {"w1": {"file": "w1.yml", "period": "Q4", "label": "Q4 2015"}, "w2": "w2.yml"}
    study = three(tmp_path, {"earlier": earlier, "period": "Q4", "label": "Q4 2016"})
    tab = study_tab(study, "service", "waves")
    assert [point.label for point in tab.points] == ["Q4 2015", "w2", "Q4 2016"]
    assert tab.against["wave.w3"] == ("wave.w2", "wave.w1")
    assert tab.letters.loc["mean", "wave.w3"] == "AB"
    own = tab.tests[(tab.tests["line"] == "mean") & (tab.tests["first"] == "wave.w3")]
    assert (own["p_adjusted"] >= own["p"]).all()
    assert own["p_adjusted"].max() <= min(1, 2 * own["p"].max())


def test_a_new_wave_changes_no_letter_of_those_before(tmp_path: Path) -> None:
    study = three(tmp_path)
    long = study_tab(study, "service", "waves").tests
    text = study.path.read_text(encoding="utf-8").replace("    w1: w1.yml\n", "")
    study.path.write_text(text, encoding="utf-8")
    short = study_tab(open_study(study.path), "service", "waves").tests
    kept = long[long["first"] == "wave.w3"].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, short)


@pytest.mark.parametrize(
    ("changes", "kinds", "empty"),
    [
        ({"wording": "How good was our service?"}, ("wording",), False),
        ({"codes": {"1": "Bad", "5": "Good"}}, ("scale",), False),
        ({"base": {"text": "Banks", "filter": {"sector": ["1"]}}}, ("base",), False),
        ({"codes": {"1": "Poor", "7": "Good"}}, ("scale",), True),
        ({"type": "numeric", "codes": {}, "boxes": {}}, ("type",), True),
    ],
)
def test_where_the_question_was_changed_nothing_is_compared(
    tmp_path: Path, changes: dict[str, Any], kinds: tuple[str, ...], empty: bool
) -> None:
    study = three(tmp_path)
    asked = [
        {key: value for key, value in one.items() if value != {}}
        for one in with_question("service", **changes)
    ]
    path = edition(
        tmp_path,
        "w3",
        drawn(2, range(200, 400), lift=0.9),
        waves={"earlier": {"w1": "w1.yml", "w2": "w2.yml"}},
        questions=asked,
    )
    tab = study_tab(open_study(path), "service", "waves")
    (cut,) = tab.breaks
    assert (cut.before, cut.after, cut.kinds) == ("wave.w2", "wave.w3", kinds)
    assert tab.broken("wave.w3", "wave.w2") is cut
    assert cut.text in tab.notes
    assert not (tab.tests["first"] == "wave.w3").any()
    assert (tab.letters["wave.w3"] == "").all()
    assert tab.values[["wave.w1", "wave.w2"]].isna().all(axis=None) == empty
    assert study.config.waves.comparable == []


def test_what_the_author_calls_comparable_or_not_is_taken_so(tmp_path: Path) -> None:
    three(tmp_path)
    waves = {"earlier": {"w1": "w1.yml", "w2": "w2.yml"}}
    frame = drawn(2, range(200, 400), lift=0.9)
    asked = with_question("service", wording="How good was it?")
    path = edition(
        tmp_path, "w3", frame, waves={**waves, "comparable": ["service"]}, questions=asked
    )
    assert study_tab(open_study(path), "service", "waves").letters.loc["mean", "wave.w3"] == "B"
    path = edition(tmp_path, "w3", frame, waves={**waves, "incomparable": ["service"]})
    tab = study_tab(open_study(path), "service", "waves")
    assert [cut.kinds for cut in tab.breaks] == [("declared",), ("declared",)]
    assert (tab.letters == "").all(axis=None)


def test_names_keys_and_options_of_old_are_found_and_new_ones_have_a_dash(tmp_path: Path) -> None:
    three(tmp_path)
    asked = [
        {"name": "branch", "type": "single", "column": "sector"}
        | {"codes": {"9": {"key": "banks", "text": "Banks"}, "2": "Retail", "4": "Energy"}},
        *with_question("known", rows={"adlon": "Adlon", "movara": "Movara"})[1:],
    ]
    waves = {
        "earlier": {"w1": "w1.yml", "w2": "w2.yml"},
        "renamed": {"branch": "sector", "branch.banks": "banking"},
    }
    frame = drawn(2, range(200, 400)).replace({"sector": {1: 9, 3: 4}})
    study = open_study(edition(tmp_path, "w3", frame, waves=waves, questions=asked))
    branch = study_tab(study, "branch", "waves")
    counts = frame_of(tmp_path, "w1")["sector"].value_counts()
    assert branch.counts.loc["banks", "wave.w1"] == counts[1]
    assert np.isnan(branch.values.loc["energy", "wave.w1"])
    assert branch.reasons.loc["energy", "wave.w2"] == "not asked in w2"
    assert branch.reasons.loc["unsure", "wave.w3"] == "not asked in w3"
    known = study_tab(study, "known", "waves")
    assert known.values["wave.w1"].isna().tolist() == [False, True, False]
    assert known.values["wave.w3"].isna().tolist() == [False, False, True]
    assert set(known.tests["line"][known.tests["first"] == "wave.w3"]) == {"adlon"}


def test_a_row_that_is_new_is_empty_before(tmp_path: Path) -> None:
    three(tmp_path)
    rows = {"reply": "Reply to letters", "price": "Price", "movara": "Movara"}
    asked = with_question("rated", rows=rows)
    waves = {"earlier": {"w1": "w1.yml", "w2": "w2.yml"}}
    frame = drawn(2, range(200, 400)).replace({"movara": {0: 1, 1: 5}})
    study = open_study(edition(tmp_path, "w3", frame, waves=waves, questions=asked))
    fresh = study_tab(study, "rated", "waves", row="movara")
    assert fresh.values["wave.w2"].isna().all()
    assert fresh.values["wave.w3"].notna().any()
    assert study_tab(study, "rated", "waves", row="price").breaks == ()
    (cut,) = study_tab(study, "rated", "waves", row="reply").breaks
    assert cut.kinds == ("wording",)
    whole = study_tab(study, "rated", "waves")
    assert whole.values["wave.w2"].notna().any()
    assert whole.by_wave


def test_filters_are_those_of_each_wave(tmp_path: Path) -> None:
    study = three(tmp_path)
    [tab] = study_tabs(study, ["service"], "waves", filters={"sector": ["1"]})
    for name in ("w1", "w2", "w3"):
        frame = frame_of(tmp_path, name)
        own = frame[frame["sector"] == 1]["service"]
        assert tab.values.loc["mean", f"wave.{name}"] == pytest.approx(own.mean())


def test_what_an_edition_hides_is_hidden_in_its_column(tmp_path: Path) -> None:
    three(tmp_path)
    edition(tmp_path, "w2", drawn(1, range(100, 107)))
    tab = study_tab(open_study(tmp_path / "params" / "w3.yml"), "service", "waves")
    assert tab.values["wave.w2"].isna().all()
    assert tab.bases["answered"]["wave.w2"].isna().all()
    assert not tab.tests[["first", "second"]].isin(["wave.w2"]).any(axis=None)


def test_a_few_who_joined_a_panel_are_not_told_by_subtraction(tmp_path: Path) -> None:
    people = drawn(0, range(100))
    edition(tmp_path, "w1", people)
    joined = pd.concat([people, drawn(0, range(900, 903))])
    waves = {"earlier": {"w1": "w1.yml"}, "repeated": "panel"}
    study = open_study(edition(tmp_path, "w2", joined, waves=waves))
    for tab in study_tabs(study, "all", "waves"):
        if not tab.row and tab.question.type == "grid":
            continue
        assert tab.values["wave.w1"].isna().all(), tab.id
        assert tab.values["wave.w2"].notna().any(), tab.id
        assert "came or left" in tab.reasons["wave.w1"].iloc[0]


def test_a_panel_whose_answers_have_moved_tells_of_nobody(tmp_path: Path) -> None:
    study = three(tmp_path, {"repeated": "panel"})
    assert study_tab(study, "service", "waves").values.notna().all(axis=None)


# R 4.2.2, survey: svyby(~y, ~wave, svydesign(~dnum, weights = ~pw), svymean, covmat = TRUE) and
# svycontrast(., c(-1, 1)), over schools of which some were drawn in both years, in whole districts.
R_SURVEY = {
    "score": ([598.096774194, 639.210144928], 41.113370734, 6.40813443474),
    "high": ([0.209677419355, 0.347826086957], 0.138148667602, 0.054836351419),
}


def test_waves_that_share_districts_change_as_surveys_of_r_say(tmp_path: Path) -> None:
    schools = pd.read_csv(Path(__file__).parents[2] / "data" / "apiclus1.csv").reset_index()
    few = schools.groupby("dnum")["dnum"].transform("size") < 4
    asked = [{"name": name, "type": "numeric", "column": name} for name in R_SURVEY]
    more = {"answers": {"id": "index", "cluster": "dnum"}, "weights": {"main": {"column": "pw"}}}
    for name, year, every in (("w1", "api99", 3), ("w2", "api00", 4)):
        frame = schools[(schools["index"] % every != 0) | few]
        frame = frame.assign(score=frame[year], high=(frame[year] >= 700).astype(int))
        frame = frame[["index", "dnum", "pw", "score", "high"]]
        waves = {"waves": {"earlier": {"w1": "w1.yml"}}} if name == "w2" else {}
        path = edition(tmp_path, name, frame, questions=asked, **more, **waves)
    study = open_study(path)
    for name, (means, change, error) in R_SURVEY.items():
        tab = study_tab(study, name, "waves")
        np.testing.assert_allclose(tab.values.loc["mean"].to_numpy(dtype=float), means, rtol=1e-9)
        (found,) = tab.tests[tab.tests["line"] == "mean"].to_dict("records")
        assert found["difference"] == pytest.approx(change, rel=1e-9)
        assert found["error"] == pytest.approx(error, rel=1e-9)
        assert found["df"] == 15 + 15 - 15 - 2


def test_a_table_says_which_waves_letters_are_against(tmp_path: Path) -> None:
    earlier = {"w1": {"file": "w1.yml", "period": "Q4"}, "w2": "w2.yml"}
    study = three(tmp_path, {"earlier": earlier, "period": "Q4", "incomparable": ["service"]})
    letters = "above the wave of that letter. Each wave is compared with the one before and with"
    table = table_of(study_tab(study, "recommend", "waves"))
    assert any(letters in note for note in table.notes)
    assert [head.text for head in table.banner.heads[0]] == ["Wave"]
    silent = table_of(study_tab(study, "service", "waves"))
    assert not any("letter beside a figure" in note for note in silent.notes)
    assert any("not compared, as the author" in note for note in silent.notes)


def test_a_section_and_a_tab_book_may_ask_for_the_waves(tmp_path: Path) -> None:
    study = three(tmp_path)
    assert wanted(study, [], [], [], "", tmp_path / "book.xlsx").banners == ("waves",)
    opened = crosstab.opening(study, "waves")
    assert "## Tables by wave" in opened.markdown
    legend, *tables = crosstab.tables(study, ["service"], "waves")
    assert legend.id == "txt-crosstab-legend-answers-waves"
    assert [table.id for table in tables] == ["tbl-tab-service-waves"]
    names = [result.name for result in tables[0].results]
    assert "service.mean.wave.w1" in names
    assert "service.mean" not in names


def test_without_waves_there_is_no_banner_of_them(tmp_path: Path) -> None:
    study = open_study(edition(tmp_path, "w1", drawn(0, range(50))))
    with pytest.raises(InputError, match="no waves to set side by side"):
        study_tabs(study, "all", "waves")


def test_rows_of_one_file_are_waves_by_a_column(tmp_path: Path) -> None:
    parts = [drawn(at, range(100 * at, 100 * at + 150)).assign(year=2014 + at) for at in range(3)]
    answers = {"id": ["id", "year"], "wave": "year"}
    waves = {"earlier": {"y2014": {"cell": "2014"}, "y2015": {"cell": "2015"}}, "now": "2016"}
    path = edition(
        tmp_path, "late", pd.concat(parts), answers=answers, waves=waves | {"repeated": "panel"}
    )
    study = open_study(path)
    assert len(study.answers) == 150
    tab = study_tab(study, "service", "waves")
    assert tab.bases["answered"].loc["unweighted"].tolist() == [150, 150, 150]
    means = [part["service"].mean() for part in parts]
    np.testing.assert_allclose(tab.values.loc["mean"].to_numpy(dtype=float), means)


def test_what_is_used_of_earlier_waves_is_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = three(tmp_path)
    monkeypatch.setattr(research.uses, "_noted", {})
    study_tab(open_study(study.path), "service", "waves")
    for name in ("w1", "w2", "w3"):
        assert any(each.endswith(f"data/{name}.csv") for each in noted())
        assert any(f"params/{name}.yml#data.answers" in each for each in noted())
    assert any(each.endswith("params/w3.yml#waves") for each in noted())
    monkeypatch.setattr(research.uses, "_noted", {})
    study_tab(open_study(study.path), "service")
    assert not any("w1" in each or "w2" in each for each in noted())
