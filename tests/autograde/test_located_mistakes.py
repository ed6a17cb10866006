"""A wrong answer whose mistake has no name: one edit may show the line, also when a class is
graded."""

from autograding import result_of, with_answers

MINUS = "    W_eff = W @ w\n    b_eff = c @ w - b\n    return W_eff, b_eff"
COUNTS = """    out = np.array(z, dtype=float)
    k = 0
    while k < out.size:
        if out.flat[k] < 0.25:
            out.flat[k] = 0
        k = k + 1
    return out"""


def mark_of(name, body):
    return next(m for m in result_of(with_answers(**{name: body})).marks if m.name == name)


def test_the_line_that_one_edit_repairs_is_told_and_not_the_repair(sandbox):
    mark = mark_of("collapse", MINUS)
    assert (mark.mistake, mark.line, mark.repaired) == ("located", 7, "b_eff = c @ w + b")
    assert "Changing one thing on line 7 makes every test case pass" in mark.message
    assert mark.repaired not in mark.message
    assert mark.score == 0.5


def test_an_edit_that_never_ends_costs_only_itself(sandbox):
    mark = mark_of("relu", COUNTS)
    assert mark.mistake in ("located", None) and mark.status == "wrong"
    assert mark.line in (8, None)
