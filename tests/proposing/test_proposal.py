"""What columns are taken for, kind by kind."""

from __future__ import annotations

import pytest

from research.proposing.parameterfile import parameter_file
from research.proposing.proposal import propose
from tests.proposing.files import ROWS, only, proposed


def test_a_likelihood_to_recommend_is_known_in_several_languages(tmp_path):
    cells = [0, 3, 7, 8, 9, 10, 10, 9]
    for head in ("How likely to recommend us?", "Würden Sie uns weiterempfehlen?", "nps"):
        assert only(proposed(tmp_path, {head: cells})).type == "nps"


def test_likelihoods_of_1_to_11_are_shifted_and_said_to_be(tmp_path):
    draft = only(proposed(tmp_path, {"recommend": [1, 5, 9, 10, 11, 11]}))
    assert draft.keys["values"]["11"] == 10
    assert "1 to 11" in draft.notes[0]


def test_a_person_may_say_that_likelihoods_stand_as_they_are(tmp_path):
    said = {"shifted.recommend": "no"}
    draft = only(proposed(tmp_path, {"recommend": [1, 5, 9, 10, 11, 11]}, answers=said))
    assert (draft.type, draft.keys["range"]) == ("scale", [1, 11])


def test_marks_off_a_scale_are_roles_and_told(tmp_path):
    draft = only(proposed(tmp_path, {"ease": [1, 2, 3, 4, 5, 99]}))
    assert (draft.type, draft.keys["range"]) == ("scale", [1, 5])
    assert draft.keys["codes"]["99"]["role"] == "refused"
    assert any("99" in note for note in draft.notes)


def test_words_of_a_scale_are_put_in_order_whatever_comes_first(tmp_path):
    cells = ["Satisfied", "Very satisfied", "Dissatisfied", "Very dissatisfied", "N/A"]
    draft = only(proposed(tmp_path, {"Service": cells}))
    assert draft.type == "scale"
    assert draft.keys["codes"][:2] == ["Very dissatisfied", "Dissatisfied"]
    assert draft.keys["codes"][-1] == {"text": "N/A", "role": "not_asked"}


def test_the_number_of_a_record_is_known_under_heads_of_two_rows(tmp_path):
    rows = "\n".join(f"{row},{20 + row}" for row in range(ROWS))
    path = tmp_path / "x.csv"
    path.write_text(f"Person - ID,Person - Age\n{rows}\n", encoding="utf-8")
    assert propose(path).roles.id == "Person - ID"


def test_ranks_are_told_from_ratings(tmp_path):
    ranks = {f"r_{at}": [(at + row) % 4 + 1 for row in range(8)] for at in range(4)}
    ratings = {f"r_{at}": [5, 4, 4, 3, 5, 2, 4, 5] for at in range(4)}
    assert only(proposed(tmp_path, ranks)).type == "ranking"
    assert only(proposed(tmp_path, ratings)).type == "grid"


def test_shares_of_a_hundred_are_an_allocation_and_near_sums_have_a_tolerance(tmp_path):
    shares = {"w_1": [50, 30, 49], "w_2": [30, 40, 30], "w_3": [20, 30, 20]}
    draft = only(proposed(tmp_path, shares))
    assert (draft.type, draft.keys["sum"], draft.keys["tolerance"]) == ("allocation", 100, 1)


def test_shares_side_by_side_need_no_common_name(tmp_path):
    columns = {"us": [50, 30, 60], "rival": [30, 40, 30], "others": [20, 30, 10]}
    shares, age = proposed(tmp_path, columns | {"age": range(20, 20 + ROWS)}).drafts
    assert (shares.type, shares.columns) == ("allocation", [*columns])
    assert (age.type, age.columns) == ("numeric", ["age"])


@pytest.mark.parametrize(
    ("yes", "no"), [("1", "0"), ("Yes", "No"), ("Y", ""), ("TRUE", "FALSE"), ("ja", "nein")]
)
def test_columns_that_say_chosen_or_not_are_one_question(tmp_path, yes, no):
    columns = {"u_1": [yes, no, yes, no], "u_2": [no, yes, yes, no], "u_3": [yes, yes, no, no]}
    draft = only(proposed(tmp_path, columns))
    assert (draft.type, draft.keys["counted"]) == ("multi", [yes])


def test_several_answers_in_a_cell_are_split(tmp_path):
    draft = only(proposed(tmp_path, {"used": ["Web; Phone", "Phone", "Web", "Web; Visit", ""]}))
    assert (draft.type, draft.keys["split"]) == ("multi", ";")
    assert draft.keys["codes"] == ["Phone", "Visit", "Web"]


def test_what_people_wrote_is_no_list_of_answers(tmp_path):
    texts = ["Too slow, sadly.", "Good people there.", "They call back, always!", "n/a"]
    assert only(proposed(tmp_path, {"Why is that?": texts})).type == "open"


def test_only_those_who_were_asked_are_the_base(tmp_path):
    columns = {"buys": ["Yes", "No"], "service_rating": ["4", "", "5", "", "2", ""]}
    draft = proposed(tmp_path, columns).drafts[1]
    assert draft.keys["base"]["filter"] == {"buys": ["Yes"]}
    assert any("not asked" in note for note in draft.notes)


def test_a_code_column_of_the_years_is_no_list_of_codes(tmp_path):
    draft = only(proposed(tmp_path, {"founded": range(1950, 1950 + ROWS)}))
    assert draft.type == "numeric"


def test_personal_columns_are_known_by_head_and_by_cells(tmp_path):
    mails = [f"a{at}@b.example" for at in range(ROWS)]
    proposal = proposed(tmp_path, {"Full name": ["Ann A", "Bo B"], "x7": mails})
    assert proposal.roles.personal == ["Full name", "x7"]
    assert not proposal.drafts


def test_a_weight_whose_mean_is_not_one_is_told(tmp_path):
    proposal = proposed(tmp_path, {"wgt": [2.5, 3.5], "sector": ["Banking", "Retail"]})
    assert proposal.roles.weight == "wgt"
    assert "mean is 3" in proposal.roles.notes["weights"]


def test_only_finished_interviews_count_where_a_column_tells(tmp_path):
    columns = {"status": ["Complete", "Partial", "Complete"], "sector": ["Banking", "Retail"]}
    assert proposed(tmp_path, columns).roles.finished == {"status": ["Complete"]}


def test_a_column_that_says_the_wave_is_told_and_stays_a_question(tmp_path):
    proposal = proposed(tmp_path, {"wave": ["2025", "2026"], "sector": ["Banking", "Retail"]})
    assert proposal.roles.wave == "wave"
    assert [draft.name for draft in proposal.drafts] == ["wave", "sector"]
    assert "To compare waves" in parameter_file(proposal, name="x", title="X", data="../x.csv")


def test_decimal_commas_are_found_and_shown(tmp_path):
    proposal = proposed(tmp_path, {"spend": ["1.234,50", "12,25", "0,75"]})
    assert (proposal.dialect.decimal, proposal.dialect.thousands) == (",", ".")
    assert only(proposal).type == "numeric"


def test_numbers_with_a_few_words_among_them_are_numbers_and_the_words_told(tmp_path):
    cells = [*range(10, 10 + ROWS - 1), "about 50"]
    draft = only(proposed(tmp_path, {"staff": cells}))
    assert draft.type == "numeric"
    assert "'about 50'" in draft.notes[0]


def test_a_person_says_what_a_column_is(tmp_path):
    columns = {"size": [1, 2, 3], "mark": [1, 2, 3, 4, 5]}
    said = {"types": {"mark": "single", "size": "leave out"}}
    proposal = proposed(tmp_path, columns, answers=said)
    assert only(proposal).type == "single"
    assert proposal.roles.aside["size"] == "left out"
