from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from research.prose.titles import title_benchmark, title_sample, title_shares

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
    summary = study_2015.tables["overall"]
    assert title_shares(theme, summary, study_2015.distribution, study_2015.names) == title


@pytest.mark.parametrize(
    ("theme", "title"),
    [
        ("farming", "Farming has the smallest range of all themes, 33 points"),
        ("people", "People has the highest mean of all themes, 47"),
        ("negotiating", "Negotiating reaches 90 in Manufacturing, 71 at most elsewhere"),
        ("kam", "KAM is strongest in Manufacturing and weakest in Financial Services"),
    ],
)
def test_a_benchmark_is_titled_by_its_message(theme: str, title: str, study_2015: Any) -> None:
    assert title_benchmark(theme, study_2015.benchmark, study_2015.names) == title


def test_titles_fit_the_width_of_a_chart(study_2015: Any) -> None:
    names, summary = study_2015.names, study_2015.tables["overall"]
    for theme in summary.index:
        assert len(title_shares(theme, summary, study_2015.distribution, names)) <= 70
        assert len(title_benchmark(theme, study_2015.benchmark, names)) <= 70


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
    assert title_sample("size", sample(*counts), names) == title


def test_a_theme_without_assessments_says_so(names: Names, study_2015: Any) -> None:
    frame = study_2015.benchmark.query("theme != 'kam'")
    assert title_benchmark("kam", frame, names) == "No assessments for KAM"


def test_a_range_of_one_point_is_no_plural(names: Names) -> None:
    rows = [("kam", 20, 40, 60), ("brand", 30, 30.5, 31), ("people", 20, 40, 70)]
    frame = pd.DataFrame(rows, columns=["theme", "low", "mean", "high"]).assign(group="overall")
    found = title_benchmark("brand", frame, names)
    assert found == "Brand & CVP has the lowest mean of all themes, 30"
    alike = frame.assign(mean=40.0)
    assert title_benchmark("brand", alike, names) == (
        "Brand & CVP has the smallest range of all themes, 1 point"
    )
