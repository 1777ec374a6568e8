"""What no answer may do: each law is broken by one answer, and kept by its twin."""

import pytest

HEAD = "import asyncio, aiohttp\nKEPT = set()\n\nasync def double(ask):\n"

BROKEN = {
    "no task is left running": "    t = asyncio.create_task(asyncio.sleep(9))\n    KEPT.add(t)\n",
    "every coroutine is awaited": "    asyncio.sleep(1)\n",
    "every exception is retrieved": (
        "    async def fail(): raise ValueError('lost')\n"
        "    t = asyncio.create_task(fail())\n"
        "    await asyncio.sleep(0)\n"
    ),
    "everything opened is closed": "    aiohttp.ClientSession()\n",
    "the event loop is never blocked": "    import time; time.sleep(1)\n",
    "nothing is cancelled that is not yours": "    asyncio.current_task().cancel()\n",
}

KEPT = {
    "no task is left running": "    await asyncio.create_task(asyncio.sleep(0))\n",
    "every coroutine is awaited": "    await asyncio.sleep(0)\n",
    "every exception is retrieved": (
        "    async def fail(): raise ValueError('found')\n"
        "    await asyncio.gather(fail(), return_exceptions=True)\n"
    ),
    "everything opened is closed": "    async with aiohttp.ClientSession(): pass\n",
    "the event loop is never blocked": "    await asyncio.to_thread(print)\n",
    "nothing is cancelled that is not yours": (
        "    t = asyncio.create_task(asyncio.sleep(9))\n"
        "    t.cancel()\n"
        "    await asyncio.wait([t])\n"
    ),
}

GRADER = '''
from asynclings.probes import Service

async def test_the_answer_is_doubled(submission):
    """Return twice what `ask` says."""
    assert await submission.double(Service("ask", 0, 21)) == 42
'''

CANCELLING = '''
import asyncio
from asynclings.probes import Service

async def test_it_can_be_cancelled(submission):
    """Return twice what `ask` says."""
    call = asyncio.create_task(submission.double(Service("ask", 5, 21)))
    await asyncio.sleep(1)
    call.cancel()
    await asyncio.wait([call])
'''


@pytest.mark.parametrize("law", BROKEN)
def test_an_answer_that_breaks_a_law_does_not_pass(small_kit, law):
    small_kit.write("graders/01_first/test_01_double.py", GRADER)

    (rule,) = small_kit.grade(HEAD + BROKEN[law] + "    return 2 * await ask()\n")["double"][
        "rules"
    ]

    assert (rule["verdict"], rule["law"]) == ("broke a law", law)


@pytest.mark.parametrize("law", KEPT)
def test_an_answer_that_keeps_a_law_passes(small_kit, law):
    small_kit.write("graders/01_first/test_01_double.py", GRADER)

    result = small_kit.grade(HEAD + KEPT[law] + "    return 2 * await ask()\n")["double"]

    assert result["verdict"] == "passed", result["rules"]


@pytest.mark.parametrize(
    ("handler", "verdict"),
    [("return 0", "broke a law"), ("raise", "passed")],
)
def test_a_cancellation_that_is_swallowed_breaks_a_law(small_kit, handler, verdict):
    small_kit.write("graders/01_first/test_01_double.py", CANCELLING)
    body = f"    try: return await ask()\n    except asyncio.CancelledError: {handler}\n"

    (rule,) = small_kit.grade(HEAD + body)["double"]["rules"]

    assert rule["verdict"] == verdict
    assert rule["law"] == ("" if handler == "raise" else "a cancellation is never swallowed")


def test_a_law_is_also_seen_beside_a_rule_that_fails(small_kit):
    body = "    asyncio.sleep(1)\n    time.sleep(1)\n    return await ask()\n"

    rules = small_kit.grade("import time\n" + HEAD + body)["double"]["rules"]

    assert rules[0]["verdict"] == "failed"
    assert any("never blocked" in line for line in rules[0]["also_seen"])


def test_a_grader_may_allow_files(small_kit):
    small_kit.write("graders/01_first/test_01_double.py", GRADER)
    body = "    open(__file__).close()\n    return 2 * await ask()\n"
    assert small_kit.grade(HEAD + body)["double"]["verdict"] == "broke a law"

    allowed = "import pytest\n\npytestmark = pytest.mark.allows('files')\n" + GRADER
    small_kit.write("graders/01_first/test_01_double.py", allowed)

    assert small_kit.grade(HEAD + body)["double"]["verdict"] == "passed"
