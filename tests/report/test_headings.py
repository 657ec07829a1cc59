from research.report.headings import Headings, headed, raised


def test_chapters_of_a_numbered_part_are_numbered():
    headings = Headings()
    headings.part("Section 2: Results by theme")
    first = headings.chapter("theme-farming", "## Farming\n")
    second = headings.chapter("theme-people", "## People\n")
    assert first == "## [2.1]{.chapter-number} Farming {#sec-theme-farming .chapter}\n"
    assert second.startswith("## [2.2]{.chapter-number} People {#sec-theme-people")


def test_a_part_shows_its_label_apart():
    assert Headings().part("Section 2: Results by theme") == (
        "# [Section 2]{.eyebrow} Results by theme {#sec-section-2 .part}\n"
    )


def test_a_part_without_a_number_numbers_nothing():
    headings = Headings()
    assert headings.part("Annex", appendix=True) == "# Annex {#sec-annex .part .appendix}\n"
    assert "chapter-number" not in headings.chapter("method", "## Method\n")


def test_a_chapter_of_an_appendix_opens_one_where_none_is_open():
    headings = Headings()
    headings.part("Section 1: Results")
    assert headings.appendix() == ["# Appendix {#sec-appendix .part .appendix}\n"]
    assert headings.appendix() == []
    headings.chapter("about", "# About\n")
    assert headings.appendix() == ["# Appendix {#sec-appendix-2 .part .appendix}\n"]
    headings.part("Appendix B: Tables", appendix=True)
    assert headings.appendix() == []


def test_a_heading_of_the_first_level_ends_the_part():
    headings = Headings()
    headings.part("Section 1 Results")
    assert headings.chapter("conclusions", "# Conclusions\n") == (
        "# Conclusions {#sec-conclusions .chapter}\n"
    )


def test_lower_headings_get_ids_of_their_chapter():
    text = Headings().chapter("theme-kam", "# KAM\n\n### Why it comes first\n")
    assert "### Why it comes first {#theme-kam-why-it-comes-first}" in text


def test_ids_and_classes_of_the_author_stay():
    text = Headings().chapter("about", "# About {.unnumbered}\n\n## Contact {#sec-contact}\n")
    assert "# About {#sec-about .chapter .unnumbered}" in text
    assert "## Contact {#sec-contact}" in text


def test_a_comment_in_code_is_no_heading():
    text = "# Title\n\n```python\n# a comment\n```\n"
    assert "\n# a comment\n" in Headings().chapter("x", text)


def test_a_text_and_a_notebook_of_one_name_are_one_chapter():
    headings = Headings()
    headings.chapter("introduction", "# Introduction\n")
    more = headings.chapter("introduction", "## The model\n")
    assert more == "## The model {#sec-introduction-the-model}\n"


def test_references_to_sections_bear_the_title():
    headings = Headings()
    headings.chapter("overall", "# Overall *results*\n")
    assert headings.linked("See @sec-overall.") == "See [Overall *results*](#sec-overall)."


def test_escaped_and_unknown_references_stay():
    headings = Headings()
    headings.chapter("overall", "# Overall\n")
    assert headings.linked(r"\@sec-overall a@sec-overall @sec-none") == (
        r"\@sec-overall a@sec-overall @sec-none"
    )


def test_a_heading_of_the_parameter_file_is_literal_text():
    part = Headings().part("Section 1: 5* hotels {x} @tbl-a #1")
    assert part == (
        "# [Section 1]{.eyebrow} 5\\* hotels \\{x\\} \\@tbl-a \\#1 {#sec-section-1 .part}\n"
    )


def test_escaped_marks_at_the_end_of_a_heading_are_part_of_it():
    text = Headings().chapter("a", "# Firms {.unnumbered}\n\n## C\\# \\{x\\}\n\n## F\\#\n")
    assert "## C\\# \\{x\\} {#a-c-x}" in text
    assert "## F\\# {#a-f}" in text


def test_two_headings_of_one_wording_are_two_places():
    text = Headings().chapter("a", "# A\n\n## Notes\n\n## Notes\n\n## notes!\n")
    assert [line.split("#")[-1] for line in text.splitlines() if "{" in line] == [
        "sec-a .chapter}",
        "a-notes}",
        "a-notes-2}",
        "a-notes-3}",
    ]


def test_two_parts_of_one_name_are_two_places():
    headings = Headings()
    assert "{#sec-results .part}" in headings.part("Results")
    assert "{#sec-results-2 .part}" in headings.part("Results")


def test_references_reach_sections_of_data_in_any_script():
    headings = Headings()
    headings.chapter("plan-A0297", "# Lixdroze\n")
    headings.chapter("part-Ελλάδα", "# Ελλάδα\n")
    linked = headings.linked("@sec-plan-A0297, @sec-part-Ελλάδα.")
    assert linked == "[Lixdroze](#sec-plan-A0297), [Ελλάδα](#sec-part-Ελλάδα)."


def test_a_report_that_begins_with_its_highest_heading_stays_as_it_is():
    text = "Words.\n\n# One\n\n## Two\n\n### Three\n\n## Two\n"
    assert raised(text) == text
    assert raised("No heading.\n") == "No heading.\n"


def test_no_heading_skips_a_level():
    text = "# One\n\n### Two\n\n#### Three\n\n### Two\n\n## Two\n\n###### Three\n"
    assert [len(line.split()[0]) for line in raised(text).split("\n\n")] == [1, 2, 3, 2, 2, 3]


def test_what_comes_before_the_first_part_is_raised_to_its_level():
    text = "### A {#a}\n\n```\n## code\n```\n\n## B\n\n#### C\n\n# Part\n\n## D\n"
    assert raised(text) == "# A {#a}\n\n```\n## code\n```\n\n# B\n\n## C\n\n# Part\n\n## D\n"


def test_a_title_that_refers_to_another_only_names_it():
    headings = Headings()
    text = headings.chapter("a", "# A, before @sec-b\n") + headings.chapter("b", "# B and @sec-a\n")
    linked = headings.linked(text + "See @sec-a, [@sec-b] and @sec-none.\n")
    assert linked.endswith(
        "See [A, before B and](#sec-a), [B and A, before](#sec-b) and @sec-none.\n"
    )
    assert "# A, before [B and A, before](#sec-b) {#sec-a" in linked


def test_a_chapter_without_a_heading_is_headed_by_its_name() -> None:
    assert headed("my-look", "Words.\n\n```\n# code\n```") == (
        "## My look\n\nWords.\n\n```\n# code\n```"
    )
    assert headed("my-look", "Words.\n\n### Own\n") == "Words.\n\n### Own\n"
