"""The simulated survey of maturity: every share that was published comes out of it."""

from __future__ import annotations

import pytest
from simulated import DATA, ITEMS, STAGES, firms, script, sums, within

# Temkin Group 2015, "B2B Customer Experience Best Practices", on 148 large firms.
TEAM = ["liaison", "informing", "change", "redesign"]


def share(name: str, *codes: int) -> float:
    """Percent of those who were asked that gave one of these answers."""
    held = firms()[name].dropna()
    return 100 * held.isin(codes).mean()


def test_the_files_kept_are_those_that_are_drawn():
    for name, content in script().drawn().items():
        assert (DATA / name).read_text(encoding="utf-8") == content, name


def test_there_are_as_many_firms_as_were_asked():
    assert len(firms()) == firms()["firm"].nunique() == 148


@pytest.mark.parametrize(
    ("name", "codes", "published"),
    [
        ("ambition_now", (4,), 4),
        ("ambition_later", (4,), 57),
        ("executive", (1,), 62),
        ("tenure", (1, 2), 40),
        ("team", (1,), 30),
    ],
)
def test_shares_printed_in_percent(name, codes, published):
    assert round(share(name, *codes)) == published


def test_nearly_sixty_percent_have_significant_coordinated_efforts():
    assert 58 <= share("coordinated", 1) < 60


def test_a_third_have_more_than_ten_people_in_the_team():
    assert share("team", 4) == pytest.approx(100 / 3, abs=0.5)


def test_over_seventy_percent_saw_an_effect_of_asking_customers_and_a_majority_of_two_more():
    effects = {name: share(f"impact_{name}", 1) for name in script().IMPACT}
    assert 70 < effects["voice"] < 80
    assert max(effects, key=effects.__getitem__) == "voice"
    assert {name for name, found in effects.items() if found > 50} == {
        "voice", "metrics", "processes",
    }  # fmt: skip


def test_fewer_than_one_in_eight_are_in_the_two_highest_stages():
    overall = sums(firms())["Overall"]
    top = within(overall, STAGES["Align"]) + within(overall, STAGES["Embed"])
    assert top / 148 < 1 / 8
    assert (top + 1) / 148 > 1 / 8
    assert overall.between(20, 100).all()


def test_most_firms_have_a_low_level_of_maturity():
    overall = sums(firms())["Overall"]
    assert within(overall, STAGES["Ignore"]) + within(overall, STAGES["Explore"]) > 74


def test_compelling_brand_values_are_the_weakest_competency():
    means = sums(firms())[list(ITEMS)].mean()
    assert means.idxmin() == "Compelling Brand Values"
    assert means.nsmallest(2).iloc[1] - means.min() > 1


def test_four_capabilities_of_teams_are_effective_in_fewer_than_half_liaison_in_most_of_them():
    found = {name: share(f"effective_{name}", 1) for name in script().EFFECTIVE}
    assert {name for name, value in found.items() if value < 50} == set(TEAM)
    assert sorted(found, key=found.__getitem__, reverse=True)[-4:] == TEAM


def test_only_firms_with_a_team_say_where_it_is_effective_and_only_those_led_for_how_long():
    held = firms()
    assert held["effective_liaison"].notna().equals(held["team"] > 1)
    assert held["tenure"].notna().equals(held["executive"] == 1)


def test_obstacles_stand_in_their_published_order():
    found = {name: share(f"obstacle_{name}", 1) for name in script().OBSTACLES}
    assert sorted(found, key=found.__getitem__, reverse=True)[:3] == [
        "competing", "funding", "conflict",
    ]  # fmt: skip


def test_a_better_experience_goes_highly_with_buying_more_and_trying_something_new():
    held = firms()
    for name in ("more", "new"):
        assert (
            held["experience"].corr(held[name]) > 0.8 > held["experience"].corr(held["recommend"])
        )


def test_nobody_wants_to_fall_back():
    held = firms()
    assert (held["ambition_later"] >= held["ambition_now"]).all()
