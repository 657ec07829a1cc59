"""How a break between two waves is said."""

from __future__ import annotations

import numpy as np

from research.edition.questions import Question
from research.edition.waves.matching import Pair
from research.edition.waves.named import Waves
from research.tabulation.breaks import broken
from research.tabulation.pooling import WaveAnswers


def wave(key: str, wording: str, waves: Waves, last: str = "Is it good?") -> WaveAnswers:
    later, earlier = (
        Question(name="service", type="nps", column="q", wording=words) for words in (last, wording)
    )
    return WaveAnswers(key, key.upper(), None, {"service": Pair(later, earlier, waves)}, np.ones(1))


def kinds(*wordings: str, **given: list[str]) -> list[tuple[str, str]]:
    waves = Waves.model_validate(given)
    made = [wave(f"w{at}", words, waves) for at, words in enumerate(wordings)]
    against = [(), *((at,) for at in range(len(made) - 1))]
    return [(one.told.before, one.told.after) for one in broken("service", made, against)]


def test_only_the_pair_between_which_it_was_changed_breaks() -> None:
    assert kinds("Was it good?", "Was it good?", "Is it good?", "Is it good?") == [
        ("wave.w1", "wave.w2")
    ]


def test_the_author_has_the_last_word() -> None:
    changed = ("Was it good?", "Is it good?")
    assert kinds(*changed, comparable=["service"]) == []
    assert kinds("Is it good?", "Is it good?", incomparable=["service"]) == [("wave.w0", "wave.w1")]


def test_a_wave_that_did_not_ask_breaks_nothing() -> None:
    made = [wave("w0", "Was it?", Waves()), wave("w1", "Is it good?", Waves())]
    silent = WaveAnswers("w0", "W0", None, {}, np.ones(1))
    assert broken("service", [silent, made[1]], [(), (0,)]) == []
    (cut,) = broken("service", made, [(), (0,)])
    assert cut.told.text.startswith("W0 and W1 are not compared: the wording was “Was it?”")
