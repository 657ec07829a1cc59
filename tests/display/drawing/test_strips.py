from __future__ import annotations

from research.display.drawing.backend import draw
from research.display.drawing.strips import NARROW
from research.display.palette import TINT
from research.display.specification.parts import Base
from research.display.specification.strips import Strip, Strips
from tests.display.drawing.test_whole import clipped, overprinted

LONG = "Telecommunications, Technology & Everything Else That There Is"


def strips(*roles: str) -> Strips:
    return Strips(
        title="Ranks that chance leaves open",
        subtitle="Mark: rank; line: ranks not ruled out (95%)",
        base=Base(counts=(105,)),
        source="made up · edition 2016",
        strips=tuple(
            Strip(
                label=f"{LONG if at == 1 else 'Group'} {at}",
                place=1 + at,
                low=None if at == 2 else 1,
                high=None if at == 2 else 12,
                printed=str(1 + at),
                role=role,
                apart=at == 1,
            )
            for at, role in enumerate(roles)
        ),
        depth=12,
        line=3,
    )


def test_a_strip_is_narrow_and_no_text_leaves_it_or_stands_over_another():
    figure = draw(strips(*["other"] * 13))
    assert figure.get_figwidth() == NARROW
    figure.draw_without_rendering()
    assert not clipped(figure)
    assert not overprinted(figure)
    assert min(text.get_fontsize() for text in figure.axes[0].get_xticklabels()) >= 7.5


def test_groups_far_from_all_differ_in_shape_and_each_stands_at_its_place():
    axes = draw(strips("other", "subject", "contrast", "other")).axes[0]
    marks = [own for own in axes.collections if hasattr(own, "get_sizes")]
    shapes = {len(own.get_paths()[0].vertices) for own in marks}
    assert len(marks) == 3
    assert len(shapes) > 1
    places = sorted(x for own in marks for x in own.get_offsets()[:, 0].tolist())
    assert places == [1, 2, 3, 4]


def test_what_has_no_interval_has_no_line_and_the_first_places_are_tinted():
    axes = draw(strips("other", "other", "other")).axes[0]
    lines = [own for own in axes.collections if hasattr(own, "get_segments")]
    assert [len(own.get_segments()) for own in lines] == [2]
    assert axes.patches[0].get_facecolor()[:3] == tuple(
        int(TINT[at : at + 2], 16) / 255 for at in (1, 3, 5)
    )
