"""What is left of an answer when all that a copyist changes is taken away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asynclings.batch.similarity.grams import LENGTH, grams, winnowed
from asynclings.batch.similarity.tokens import MAX_TOKENS, tokens


def words(source):
    return " ".join(token.text for token in tokens(source))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("total = price + 1", "cost = fee + 22.5"),
        ("x = 'a'", 'y = f"""b {c}\n"""'),
        ("x = 1  # why", "x = 1"),
        ("def f(a: int, b: dict[str, int] = 1) -> list[int]:\n    pass", "def g(c, d=2): pass"),
        ("count: int = 1", "count = 1"),
        ("import asyncio\nfrom a import b\nx = 1", "x = 1"),
        ('def f():\n    """Say."""\n    return 1', "def f():\n\treturn 1"),
        ("f(a,\n  b)", "f(a, b)"),
        ("x = 1 + \\\n  2", "x = 1 + 2"),
        ("self.queue = []\nself.queue.pop()", "self.jobs = []\nself.jobs.pop()"),
        ("x = [1][0:2]", "x = [1][0:2]"),
    ],
)
def test_a_disguise_changes_nothing(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("asyncio.gather(a)", "asyncio.wait(a)"),
        ("a and b", "a or b"),
        ("len(a)", "sum(a)"),
        ("x = d[a:b]", "x = d[a]"),
        ("lambda a: a", "lambda a: b + a"),
        ("{a: b}", "{a}"),
    ],
)
def test_another_way_to_do_it_stays_another(one, other):
    assert words(one) != words(other)


def test_each_token_knows_its_line():
    source = "x = '''a\nb'''\n\n# no\nif x:\n    y = (x,\n         x)\n"

    assert [token.line for token in tokens(source)] == [1, 1, 1, 5, 5, 5, *[6] * 5, 7, 7]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab1'\"\\#\n\t ():[]=.,-> \x00é\r{}", max_size=80))
def test_any_text_gives_tokens_in_the_order_of_its_lines(source):
    lines = [token.line for token in tokens(source)]

    assert lines == sorted(lines)
    assert not lines or lines[-1] <= source.count("\n") + 1


def test_a_giant_is_cut():
    assert len(tokens("x = 1\n" * 200_000)) == MAX_TOKENS


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from("abcdef"), max_size=60), st.lists(st.sampled_from("abc"), max_size=9)
)
def test_a_long_passage_leaves_the_same_traces_wherever_it_stands(passage, before):
    here, there = grams(passage), grams(before + passage)

    assert len(here) == max(0, len(passage) - LENGTH + 1)
    assert there[len(there) - len(here) :] == here
    assert winnowed(here) <= winnowed(there) or len(here) < 4


def test_a_run_has_the_same_number_in_every_process():
    # The hash that Python gives a text differs from one process to the next.
    run = ["await", "asyncio", ".", "gather", "(", "n", ",", "n", ")", "s"]

    assert grams(run) == [1508654207903496051]
