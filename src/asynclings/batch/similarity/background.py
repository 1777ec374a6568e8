"""What an answer to an exercise has anyway: the stub, the solution, answers that are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from asynclings.batch.similarity.grams import grams
from asynclings.batch.similarity.tokens import tokens
from asynclings.catalog import Catalog, Exercise

#: Answers whose verdict is known, right and wrong; they are in a checkout of the kit.
KNOWN = ("tests/right_answers", "tests/wrong_answers")


def background(kit: Catalog, exercise: Exercise) -> frozenset[int]:
    """Return the runs of tokens that prove nothing in an answer to *exercise*.

    Whoever finds the usual solution, or makes the usual mistake, has written it down as
    others do.
    """
    return common(path.read_bytes() for path in files(kit, exercise))


def common(sources: Iterable[bytes]) -> frozenset[int]:
    """Return all runs of tokens that are in any of *sources*."""
    return frozenset(
        gram
        for source in sources
        for gram in grams([token.text for token in tokens(source.decode("utf-8", "replace"))])
    )


def files(kit: Catalog, exercise: Exercise) -> Iterator[Path]:
    """Yield the stub, the solution, and all known answers to *exercise*."""
    yield from (path for path in (exercise.stub, exercise.solution) if path.is_file())
    for tree in KNOWN:
        yield from sorted((kit.root / tree / exercise.stem).glob("*.py"))
