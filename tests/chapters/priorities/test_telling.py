from __future__ import annotations

from typing import TYPE_CHECKING

from research.chapters.priorities import breakdown, theme
from research.chapters.priorities.telling import breakdown_sentences, theme_sentences

if TYPE_CHECKING:
    from research.study import Study


def test_a_chapter_prints_its_part_of_what_its_section_says(study: Study) -> None:
    said = theme_sentences(study)
    assert said
    for (key, kind), sentences in said.items():
        text = getattr(theme, f"{kind}_observations")(study, key).markdown
        assert [line[2:] for line in text.splitlines() if line.startswith("- ")] == [*sentences]
    for (key, kind), sentences in breakdown_sentences(study).items():
        text = {"lead": breakdown.opening, "groups": breakdown.observations}[kind](study, key)
        assert all(sentence in text.markdown for sentence in sentences)


def test_an_exhibit_says_three_sentences_at_most(study: Study) -> None:
    counts = {len(sentences) for sentences in theme_sentences(study).values()}
    assert max(counts) <= 3
    assert any(counts)
