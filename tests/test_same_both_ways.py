"""An answer in a room of its own shows what it shows beside the graders."""

import json
import sys

import pytest

from asynclings.rooms.wire import MAX_FRAME_BYTES

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(60),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rooms need Linux"),
]

IMPORTS = '''"""Asked."""

import asyncio

import pytest

from asynclings.probes import Progress, Service, proves

'''

#: What an answer does, what a grader asks of it, and the verdict with law and finding.
CASES = {
    "callbacks run in their order": (
        """
        jobs = set()

        async def double(ask):
            task = asyncio.create_task(ask())
            jobs.add(task)
            task.add_done_callback(jobs.discard)
            for job in jobs:
                await job
        """,
        """
        async def test_it_ends(submission):
            "Ask once."
            await submission.double(Service("ask", 1.0))
        """,
        ("failed", "", "mutate-while-iterating"),
    ),
    "errors of tasks are known after a deadlock": (
        """
        async def double(ask):
            asyncio.create_task(ask(), name="worker")
            await asyncio.Event().wait()
        """,
        """
        async def test_it_ends(submission):
            "Ask once."
            await submission.double(Service("ask", 1.0, raises=OSError("no route")))

        @proves("worker-dies-silently")
        def a_worker_died(seen):
            "A worker died."
            return [str(error) for error in seen.gone] == ["no route"]
        """,
        ("failed", "", "worker-dies-silently"),
    ),
    "an error of a probe shows the lines of the answer": (
        """
        from contextlib import asynccontextmanager

        @asynccontextmanager
        async def asking(ask):
            yield await ask()

        async def double(ask):
            return asking(ask)
        """,
        """
        async def test_it_is_asked(submission):
            "Ask once."
            asking = await submission.double(Service("ask", 1.0, raises=OSError("no route")))
            async with asking:
                pass
        """,
        ("failed", "", ""),
    ),
    "an error that the grader makes has the attributes that its class gives it": (
        """
        class Refused(Exception):
            def __init__(self, town):
                super().__init__(town)
                self.town = town

        async def double(ask):
            try:
                await ask()
            except Refused as error:
                return error.town
        """,
        """
        async def test_the_town_is_told(submission):
            "Ask once."
            ask = Service("ask", 1.0, raises=submission.Refused("Oslo"))
            assert await submission.double(ask) == "Oslo"
        """,
        ("passed", "", ""),
    ),
    "what an error that was caught left open belongs to its rule": (
        """
        import aiohttp

        async def double(ask):
            session = aiohttp.ClientSession()
            await ask()
        """,
        """
        async def test_the_error_leaves(submission):
            "Ask once."
            with pytest.raises(OSError, match="no route"):
                await submission.double(Service("ask", 1.0, raises=OSError("no route")))
        """,
        ("broke a law", "everything opened is closed", "unclosed-session"),
    ),
    "a task may give more than can cross": (
        f"""
        async def much():
            await asyncio.sleep(1)
            return "x" * {MAX_FRAME_BYTES + 1}

        async def double(ask):
            return len(await asyncio.create_task(much()))
        """,
        f"""
        async def test_it_counts(submission):
            "Ask once."
            assert await submission.double(None) == {MAX_FRAME_BYTES + 1}
        """,
        ("passed", "", ""),
    ),
}


def graded(kit, *options):
    """Return the only rule's verdict, with the law and the finding."""
    done = kit.run("grade", "double", "--json", "-", "--seed", "7", *options)
    assert done.returncode == 0, done.stdout + done.stderr
    (rule,) = json.loads(done.stdout)["exercises"][0]["rules"]
    return rule["verdict"], rule["law"], " ".join(one["id"] for one in rule["findings"])


def dedented(text):
    return "\n".join(line.removeprefix(" " * 8) for line in text.splitlines())


@pytest.mark.parametrize("case", CASES)
def test_the_outcome_is_the_same(small_kit, case):
    answer, grader, outcome = CASES[case]
    small_kit.answer("import asyncio\n" + dedented(answer))
    small_kit.write("graders/01_first/test_01_double.py", IMPORTS + dedented(grader))

    assert graded(small_kit) == outcome
    assert graded(small_kit, "--isolated") == outcome


def test_what_an_answer_prints_is_in_the_report_whoever_runs_it(small_kit):
    small_kit.answer(
        "import sys\nprint('loaded')\n\n"
        "async def double(ask):\n"
        "    print('asked')\n    print('oh', file=sys.stderr)\n    return 2 * await ask()\n"
    )

    for options in ((), ("--isolated",)):
        done = small_kit.run("grade", "double", "--json", "-", *options)

        (result,) = json.loads(done.stdout)["exercises"]
        assert {rule["printed"] for rule in result["rules"]} == {"loaded\nasked\noh\n"}
        assert done.stderr == ""


def test_a_value_too_large_to_cross_is_refused_by_name(small_kit):
    small_kit.answer(f"async def double(ask):\n    return 'x' * {MAX_FRAME_BYTES + 1}\n")

    done = small_kit.run("grade", "double", "--isolated")

    assert f"at most {MAX_FRAME_BYTES:,} can cross" in " ".join(done.stdout.split())
