from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from research.prose.score_evidence import Benchmark
from research.prose.titles import sample_messages, score_messages, share_messages

if TYPE_CHECKING:
    from research.prose.names import Names


@pytest.mark.parametrize(
    ("theme", "title"),
    [
        ("farming", "Half of respondents put Farming in their top three"),
        ("brand", "Brand & CVP is the most frequent first choice, with 20%"),
        ("kam", "Rarely first, yet 55% put KAM in their top six"),
        ("organisation", "OD divides: 13% put it first, a third in the bottom three"),
        ("ways", "Only 9% of respondents put WoW in their top three"),
        ("technology", "A quarter of respondents put IT last"),
        ("category", "Three quarters of respondents put Category in the lower half"),
    ],
)
def test_a_distribution_is_titled_by_its_message(theme: str, title: str, study_2015: Any) -> None:
    assert share_messages(theme, study_2015.taken, study_2015.names)[0].text == title


@pytest.mark.parametrize(
    ("theme", "title"),
    [
        ("farming", "Farming has the smallest range of all themes, 33 points"),
        ("people", "People has the highest mean of all themes, 47"),
        ("organisation", "OD is strongest in Manufacturing and weakest in Telco & Tech"),
        ("category", "Of the sectors shown, Category is strongest in Advertising & Marketing"),
        ("ways", "WoW reaches 80 in Manufacturing, 56 at most elsewhere"),
        ("negotiating", "Negotiating reaches 90 in Manufacturing, 71 at most elsewhere"),
        ("kam", "Of the sectors shown, KAM is strongest in Manufacturing"),
    ],
)
def test_a_benchmark_is_titled_by_its_message(theme: str, title: str, study_2015: Any) -> None:
    assert said(theme, study_2015.benchmark, study_2015.names)[0] == title


def test_titles_fit_the_width_of_a_chart(study_2015: Any) -> None:
    names, taken = study_2015.names, study_2015.taken
    for theme in taken.counts:
        assert max(len(one.text) for one in share_messages(theme, taken, names)) <= 70
        assert max(map(len, said(theme, study_2015.benchmark, names))) <= 70


def said(theme: str, frame: pd.DataFrame, names: Names) -> list[str]:
    return [one.text for one in score_messages(theme, Benchmark.read(frame, names), names)]


def sample(*counts: int) -> pd.DataFrame:
    frame = pd.DataFrame({"label": ["<5000", "5000+"], "count": counts}, index=["small", "large"])
    return frame.assign(base=sum(counts)).rename_axis("group")


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((20, 80), "Four fifths of respondents are in firms of 5,000 employees or more"),
        ((62, 43), "59% of respondents are in firms of fewer than 5,000 employees"),
    ],
)
def test_a_sample_is_titled_by_its_largest_group(
    counts: tuple[int, int], title: str, names: Names
) -> None:
    assert sample_messages("size", sample(*counts), names)[0] == title


def test_a_theme_without_assessments_says_so(names: Names, study_2015: Any) -> None:
    frame = study_2015.benchmark.query("theme != 'kam'")
    assert said("kam", frame, names) == ["No assessments for KAM"]


def test_a_range_of_one_point_is_no_plural(names: Names) -> None:
    rows = [("kam", 20, 40, 60), ("brand", 30, 30.5, 31), ("people", 20, 40, 70)]
    frame = pd.DataFrame(rows, columns=["theme", "low", "mean", "high"]).assign(group="overall")
    found = said("brand", frame, names)[0]
    assert found == "Brand & CVP has the lowest mean of all themes, 30"
    alike = frame.assign(mean=40.0)
    assert said("brand", alike, names)[0] == (
        "Brand & CVP has the smallest range of all themes, 1 point"
    )


def scored(*means: float, rest: float | None = None) -> pd.DataFrame:
    """Assessments of two themes: one alike everywhere, the other with these means by sector."""
    groups = ["overall", "finance", "telco", "manufacturing", "marketing", "Food"]
    values = [*means, *([] if rest is None else [rest])]
    rows = [
        {"theme": "kam", "group": group, "low": mean - 1, "mean": mean, "high": mean + 1}
        for group, mean in zip(groups[: len(values) + 1], [40, *values], strict=True)
    ]
    return pd.DataFrame([*rows, {**rows[0], "theme": "people"}])


@pytest.mark.parametrize(
    ("rest", "title"),
    [
        (None, "KAM is strongest in Manufacturing and weakest in Telco & Tech"),
        (42.0, "KAM is strongest in Manufacturing and weakest in Telco & Tech"),
        (45.0, "Of the sectors shown, KAM is strongest in Manufacturing"),
        (46.0, "Of the sectors shown, KAM is strongest in Manufacturing"),
        (35.0, "KAM is strongest in Manufacturing, with a mean of 45"),
    ],
)
def test_a_sector_without_a_line_takes_the_title_away(
    rest: float | None, title: str, names: Names
) -> None:
    frame = scored(40, 36, 45, 41, rest=rest)
    assert said("kam", frame, names)[0] == title


def test_sectors_that_print_alike_share_no_title(names: Names) -> None:
    assert "strongest" not in " ".join(said("kam", scored(40, 36, 45.2, 44.8), names))
    assert "weakest" not in " ".join(said("kam", scored(36.3, 36, 45, 41), names))


def test_a_best_score_elsewhere_is_the_best_of_all_others(names: Names) -> None:
    frame = scored(40, 36, 45, 41, rest=30)
    high = frame.set_index(["theme", "group"])["high"]
    high["kam", "manufacturing"], high["kam", "Food"] = 80, 55
    found = said(
        "kam",
        high.to_frame().join(frame.set_index(["theme", "group"])[["mean", "low"]]).reset_index(),
        names,
    )[0]
    assert found == "KAM reaches 80 in Manufacturing, 55 at most elsewhere"


def test_a_sample_without_a_largest_group_names_none(names: Names) -> None:
    even = sample(50, 50).assign(label=["x" * 60, "y" * 60])
    assert "largest" not in sample_messages("size", even, names)[0]


def test_only_a_few_are_called_only(made_up: Any) -> None:
    even = made_up([[1, 2, 3, 4], [2, 3, 4, 1], [3, 4, 1, 2], [4, 1, 2, 3], [4, 1, 3, 2]], [0] * 5)
    lowest = share_messages("t0", even.taken, even.names)[0].text
    assert not lowest.startswith("Only")


def test_a_title_knows_what_it_prints(study_2015: Any) -> None:
    title = share_messages("kam", study_2015.taken, study_2015.names)[0]
    assert title.facts == {("share", "kam", "top6")}
