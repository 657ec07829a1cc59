from __future__ import annotations

from research.report.openers import opened

LEAD = "::: {.lead}\n\nFarming leads\nthe order.\n\n:::"
FIRST = f"## [1.1]{{.chapter-number}} Overall {{#sec-overall .chapter}}\n\n{LEAD}\n\nMore."
SECOND = "## [1.2]{.chapter-number} Regions {#sec-regions .chapter}\n\n### Inside\n\nWords."
PART = "# [Section 1]{.eyebrow} Results {#sec-section-1 .part}\n\nWords of the part."
END = "# End {#sec-end .chapter}\n\n::: {.lead}\n\nIt ends.\n\n:::"


def report(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"


def test_the_chapters_of_a_part_stand_after_its_words_each_with_its_lead():
    said = opened(report("# Summary {#sec-summary .chapter}", PART, FIRST, SECOND, END))
    assert said.count("{.chapters}") == 1
    before, after = said.split("::: {.chapters}")
    assert before.strip().endswith("Words of the part.")
    listed = after[: after.index("\n## ")].strip()
    assert listed == (
        "- [[1.1]{.chapter-number} Overall](#sec-overall)\n\n  Farming leads\n  the order.\n\n"
        "- [[1.2]{.chapter-number} Regions](#sec-regions)\n\n:::"
    )


def test_a_part_of_one_chapter_and_chapters_of_no_part_are_not_listed():
    for body in (report(PART, FIRST, END), report(FIRST, SECOND)):
        assert opened(body).strip() == body.strip()


def test_a_lead_that_may_not_stand_twice_is_not_repeated():
    for lead in ("Said[^1].", "[Here]{#tbl-here} it is."):
        said = opened(report(PART, FIRST.replace("Farming leads\nthe order.", lead), SECOND))
        assert said.count(lead) == 1
        assert "(#sec-overall)\n\n- [" in said
