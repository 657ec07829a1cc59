from __future__ import annotations

from itertools import permutations

from research.simulation.people import JOB_TITLES, made_up_people

LEVELS = ["MD/CEO", "C-Level", "Management", "Intern"] * 5


def test_every_token_is_long_and_occurs_once():
    people = made_up_people(LEVELS, seed=4)
    tokens = [token.lower() for token in " ".join(people["name"] + " " + people["company"]).split()]
    assert len(tokens) == 3 * len(LEVELS)
    assert min(map(len, tokens)) >= 8
    assert not any(one in other for one, other in permutations(tokens, 2))


def test_titles_fit_the_level_and_unknown_levels_get_those_of_management():
    people = made_up_people(LEVELS, seed=4)
    for level, title in zip(LEVELS, people["job_title"], strict=True):
        assert title in JOB_TITLES.get(level, JOB_TITLES["Management"])


def test_one_seed_makes_the_same_people():
    once, again, other = (made_up_people(LEVELS, seed=seed) for seed in (4, 4, 5))
    assert once.equals(again)
    assert not set(once["name"]) & set(other["name"])
