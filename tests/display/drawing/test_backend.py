from __future__ import annotations

from typing import Literal

import pytest

from research.display.drawing.backend import DRAWERS, draw
from research.display.specification.kinds import KINDS
from research.display.specification.parts import Specification
from research.errors import RenderError


class Pie(Specification):
    kind: Literal["pie"] = "pie"


def test_every_kind_has_something_that_draws_it():
    assert DRAWERS.keys() == KINDS.keys()


def test_a_kind_that_nothing_draws_is_an_error_that_says_what_is_drawn():
    with pytest.raises(RenderError, match=r"of kind 'pie'; what is drawn: bands, bars,"):
        draw(Pie())
