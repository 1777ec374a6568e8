"""What a grader can do with an answer, and what is witnessed of it."""

import asyncio
from dataclasses import dataclass
from types import ModuleType

import pytest

from asynclings.contract import read_contract
from asynclings.errors import SubmissionError
from asynclings.surface import Surface

ANSWER = """
from dataclasses import dataclass

class Empty(Exception):
    pass

@dataclass(frozen=True)
class Price:
    amount: int

async def fetch(ask, *, city="Rome"):
    return await ask()

def total(numbers):
    return sum(numbers)

async def pages(n):
    for page in range(n):
        yield page

class Client:
    def __init__(self, name):
        self.name = name
    async def __aenter__(self):
        return self
    async def __aexit__(self, *exc):
        self.name = "closed"
    async def price(self):
        return Price(3)
    def __len__(self):
        return 7
"""


class Witness:
    def __init__(self):
        self.seen = []

    def called(self, call):
        self.seen.append(("called", call))

    def answered(self, value):
        self.seen.append(("answered", value))

    def failed(self, error):
        self.seen.append(("failed", repr(error)))


@pytest.fixture
def surface(tmp_path):
    return surface_of(ANSWER, tmp_path)


def surface_of(text, tmp_path, solution=ANSWER):
    path = tmp_path / "solution.py"
    path.write_text(solution)
    module = ModuleType("answer_surface")
    module.__file__ = "answer.py"
    exec(compile(text, "answer.py", "exec"), module.__dict__)  # noqa: S102
    return Surface(module, read_contract(path), Witness())


async def forty_two():
    return 42


async def test_an_async_call_is_witnessed_to_its_end(surface):
    assert await surface.name("fetch")(forty_two, city="Oslo") == 42
    assert surface.witness.seen == [
        ("called", "fetch(forty_two, city='Oslo')"),
        ("answered", 42),
    ]


async def test_an_error_that_leaves_a_call_is_witnessed(surface):
    async def fail():
        raise KeyError("x")

    with pytest.raises(KeyError):
        await surface.name("fetch")(fail)

    assert surface.witness.seen[-1] == ("failed", "KeyError('x')")


def test_a_plain_call_is_witnessed(surface):
    assert surface.name("total")([1, 2]) == 3
    assert surface.witness.seen == [("called", "total([1, 2])"), ("answered", 3)]


def test_declared_exceptions_can_be_caught(surface):
    assert issubclass(surface.name("Empty"), Exception)


async def test_an_object_of_the_answer_offers_what_a_stub_declares(surface):
    async with surface.name("Client")("x") as client:
        assert client.name == "x"
        assert len(client) == 7
        assert (await client.price()).amount == 3
    assert client.name == "closed"


async def test_an_async_generator_can_be_iterated(surface):
    assert [page async for page in surface.name("pages")(3)] == [0, 1, 2]


def test_private_names_of_an_object_cannot_be_reached(surface):
    with pytest.raises(AttributeError):
        surface.name("Client")("x")._secret  # noqa: B018


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (lambda s: s.name("nothing"), "'nothing' is missing"),
        (lambda s: s.name("total")(1, 2), "does not fit yours, which takes (numbers)"),
        (lambda s: s.name("Client")("x").colour, "Client has no 'colour'"),
    ],
)
def test_a_missing_piece_is_the_submissions_error(surface, use, told):
    with pytest.raises(SubmissionError) as error:
        use(surface)

    assert told in str(error.value)


def test_a_plain_function_for_an_async_one_is_told_at_once(tmp_path):
    surface = surface_of("def fetch(ask, *, city=1): return 3", tmp_path)

    with pytest.raises(SubmissionError, match=r"gave 3, which cannot be awaited") as told:
        surface.name("fetch")(forty_two)

    assert told.value.todo == "Write `async def fetch(ask, *, city):`."


async def test_a_plain_function_that_gives_an_awaitable_is_as_good(tmp_path):
    surface = surface_of("def fetch(ask, *, city=1): return ask()", tmp_path)

    assert await surface.name("fetch")(forty_two) == 42


async def test_an_async_main_is_not_awaited_for_the_answer(tmp_path):
    surface = surface_of("async def total(numbers): return 3", tmp_path)

    value = surface.name("total")([1])

    assert asyncio.iscoroutine(value)
    assert surface.witness.seen[-1] == ("answered", value)
    value.close()


def test_a_value_whose_repr_fails_is_named_by_its_type(surface):
    class Odd:
        def __repr__(self):
            raise ValueError

        def __iter__(self):
            return iter([1])

    surface.name("total")(Odd())

    assert surface.witness.seen[0] == ("called", "total(<Odd whose repr raises ValueError>)")


def test_a_dataclass_comes_back_as_it_is(surface):
    @dataclass(frozen=True)
    class Twin:
        amount: int

    assert surface.name("Price")(3).amount == Twin(3).amount


async def test_a_call_that_nobody_awaits_goes_by_its_own_name(surface):
    call = surface.name("fetch")(forty_two)

    assert call.__qualname__ == "fetch"
    await call
