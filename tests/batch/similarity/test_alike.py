"""Which pairs are found, and which are not: on answers whose origin is known."""

import ast
from itertools import combinations
from pathlib import Path

import pytest

from asynclings import catalog
from asynclings.batch.records import Learner, Submission
from asynclings.batch.similarity import alike, background
from asynclings.batch.similarity.alike import LEAST_SCORE, LEAST_WEIGHT
from asynclings.batch.similarity.comparison import traits
from asynclings.batch.similarity.grams import winnowed
from asynclings.batch.similarity.index import Index

ROOT = Path(__file__).parents[3]

#: Long enough to be somebody's own, and in no file of the kit.
OWN = '''"""My own."""

import asyncio
import collections


class Meter:
    """Counts what is held."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.waiting = collections.deque()
        self.held = {}

    async def take(self, key, amount=1):
        # Wait for a free place.
        while self.held.get(key, 0) + amount > self.most:
            future = asyncio.get_running_loop().create_future()
            self.waiting.append((key, future))
            try:
                await future
            finally:
                if not future.done():
                    self.waiting.remove((key, future))
        self.held[key] = self.held.get(key, 0) + amount


async def everything(jobs, most):
    meter = Meter(most)
    results = []
    for name, job in sorted(jobs.items()):
        await meter.take(name)
        try:
            results.append((name, await asyncio.wait_for(job(), 5)))
        except TimeoutError:
            results.append((name, None))
    return dict(results)
'''

OTHER = """import asyncio


async def everything(jobs, most):
    queue = asyncio.Queue()
    for item in jobs.items():
        queue.put_nowait(item)
    found = {}

    async def work():
        while not queue.empty():
            name, job = queue.get_nowait()
            found[name] = await job()

    await asyncio.gather(*[work() for _ in range(most)])
    return {name: found[name] for name in jobs}
"""


@pytest.fixture(scope="module")
def kit():
    """Return the kit of this checkout."""
    return catalog.load(ROOT)


@pytest.fixture
def pairs(kit):
    """Return a function that compares sources: learners are called a, b, c ..."""

    def compare(*sources):
        slug = kit.exercises[5].slug
        answers = [
            Submission(Learner(chr(ord("a") + place)), slug, source.encode(), f"{place}.py")
            for place, source in enumerate(sources)
        ]
        return alike(answers, kit)

    return compare


class Disguise(ast.NodeTransformer):
    """Renames what an answer names itself, and drops its annotations."""

    def __init__(self, tree):
        stored = {
            n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.ctx.__class__ is ast.Store
        }
        given = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)} - {"self"}
        self.names = {name: f"my_{name[::-1]}" for name in stored | given}

    def visit_Name(self, node):
        node.id = self.names.get(node.id, node.id)
        return node

    def visit_arg(self, node):
        return ast.arg(self.names.get(node.arg, node.arg))


def disguised(source):
    """Return *source* as a copyist hands it in: renamed, reordered, laid out and commented anew."""
    tree = ast.parse(source)
    tree = Disguise(tree).visit(tree)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    others = [node for node in tree.body if node not in imports and not isinstance(node, ast.Expr)]
    tree.body = imports + others[::-1]
    text = ast.unparse(ast.fix_missing_locations(tree)).replace("\n", "  # mine\n")
    return text.replace("'", '"')


def test_a_copy_is_found_however_it_is_disguised(pairs):
    (pair,) = pairs(OWN, OTHER, disguised(OWN))

    assert (pair.left.learner, pair.right.learner) == ("a", "c")
    assert pair.score > 0.8
    # The class and the function have changed places.
    first, second = pair.passages
    assert first.left[0] < second.left[0]
    assert first.right[0] > second.right[0]


def test_only_words_and_layout_changed_is_told(pairs):
    (same,) = pairs(OWN, OWN + "\n\n")
    (renamed,) = pairs(OWN, OWN.replace("meter", "scale").replace("# Wait", "# Stay"))

    assert same.why == "The two files are the same, word for word."
    assert renamed.score == 1.0
    assert renamed.why == "They differ in nothing but names, comments, texts, numbers or layout."


def test_what_is_wrapped_in_other_code_is_found(pairs):
    rest = "\n\ndef more(x):\n    return [y**2 for y in x if y % 3 and not y < 4] or {1: x}\n"

    (pair,) = pairs(OWN, OTHER.replace("everything", "nothing") + OWN + rest)

    assert pair.score > 0.9
    assert pair.passages[0].left[0] == 7  # the class, after what everybody has


def test_files_that_do_not_compile_are_compared_as_well(pairs):
    broken = OWN + "\ndef broken(:\n    '''never closed"

    assert len(pairs(broken, disguised(OWN))) == 1


def test_different_answers_are_no_pair(pairs):
    assert pairs(OWN, OTHER) == []


def test_nobody_is_paired_with_their_own_group(kit):
    slug = kit.exercises[5].slug
    answers = [Submission(Learner(one), slug, OWN.encode(), "submission_1/a.py") for one in "ab"]

    assert alike(answers, kit) == []


def test_what_cannot_be_read_is_in_no_pair(kit):
    slug = kit.exercises[5].slug
    answers = [Submission(Learner(one), slug, b"", f"{one}.py", problem="broken") for one in "ab"]

    assert alike(answers, kit) == []


def test_what_many_write_is_no_sign(pairs):
    everybody = [f"{OWN}\nnumber_{number} = {number}\n" for number in range(120)]

    assert pairs(*everybody) == []


def test_the_kits_own_answers_are_no_sign(kit):
    known = [
        Submission(Learner(f"{place}-{who}"), exercise.slug, path.read_bytes(), f"{who}{path}")
        for exercise in kit.exercises
        for place, path in enumerate([exercise.stub, exercise.solution])
        for who in "ab"
    ]

    assert alike(known, kit) == []


def own_runs(source, kit, exercise, without):
    """Return what is unusual in *source* where the kit does not know the file *without*."""
    files = [path for path in background.files(kit, exercise) if path != without]
    usual = background.common(path.read_bytes() for path in files)
    return winnowed(traits(source, usual).grams)


def is_pair(first, second):
    index = Index()
    index.add(first)
    index.add(second)
    return any(one.score >= LEAST_SCORE for one in index.meetings(LEAST_WEIGHT))


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_the_threshold_parts_copies_from_independent_answers(kit):
    # Right answers in other people's styles: whoever writes one has not seen the others.
    compared = flagged = copies = found = 0
    for exercise in kit.exercises:
        paths = sorted((ROOT / "tests/right_answers" / exercise.stem).glob("*.py"))
        basis = background.common(path.read_bytes() for path in (exercise.stub, exercise.solution))
        alone = [winnowed(traits(path.read_text(), basis).grams) for path in paths]
        compared += len(list(combinations(alone, 2)))
        flagged += sum(is_pair(*two) for two in combinations(alone, 2))
        for path in paths:
            original = own_runs(path.read_text(), kit, exercise, path)
            if len(original) > LEAST_WEIGHT:  # else there is too little to tell a copy by
                copies += 1
                found += is_pair(
                    original, own_runs(disguised(path.read_text()), kit, exercise, path)
                )

    assert compared > 300
    assert copies > 130
    assert flagged <= 2
    assert found / copies > 0.9
