"""What an exercise asks an answer to define, as its reference solution shows it."""

import pytest

from asynclings.contract import read_contract


@pytest.fixture
def definition(tmp_path):
    """Return a function that reads the only definition of a solution."""

    def read(text):
        solution = tmp_path / "solution.py"
        solution.write_text(text)
        (only,) = read_contract(solution).values()
        return only

    return read


@pytest.mark.parametrize(
    ("text", "kind", "header"),
    [
        ("def main(jobs): ...", "def", "def main(jobs)"),
        ("async def fetch(url): ...", "async def", "async def fetch(url)"),
        ("class Client: ...", "class", "class Client"),
        ("async def pages(url):\n    yield url", "async generator", "async def pages(url)"),
        (
            "async def pages(url):\n    while url:\n        yield url",
            "async generator",
            "async def pages(url)",
        ),
        (
            "async def fetch(url):\n    def inner():\n        yield 1\n    return list(inner())",
            "async def",  # the yield is another function's
            "async def fetch(url)",
        ),
    ],
)
def test_the_kind_of_a_definition_and_the_line_to_write(definition, text, kind, header):
    read = definition(text)

    assert (read.kind, read.header) == (kind, header)


def test_what_the_graders_pass_is_counted(definition):
    read = definition("def load(url, size=1, *, name, loud=False): ...")

    assert (read.positional, read.keywords) == (1, ("name",))


def test_a_private_name_is_nobodys_business(definition):
    assert definition("def _helper(): ...\nasync def fetch(url): ...").name == "fetch"
