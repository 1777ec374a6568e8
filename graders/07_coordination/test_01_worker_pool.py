"""A crew that lists a tree of folders: what is asked."""

import ast
import asyncio

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, Service, cancel_at, proves

SMALL = {
    "/": (["/docs", "/img"], ["/readme"]),
    "/docs": (["/docs/old"], ["/docs/b.txt", "/docs/a.txt"]),
    "/docs/old": ([], ["/docs/old/c.txt"]),
    "/img": ([], ["/img/logo.png"]),
}

#: A root with four folders of four folders each: 21 in all.
BRANCHES = [f"/{one}" for one in "abcd"]
LEAVES = [f"{branch}/{number}" for branch in BRANCHES for number in range(4)]
WIDE = (
    {"/": (BRANCHES, [])}
    | {branch: ([leaf for leaf in LEAVES if leaf.startswith(branch)], []) for branch in BRANCHES}
    | {leaf: ([], [f"{leaf}/file"]) for leaf in LEAVES}
)

#: One folder in another; only the innermost has work for four.
DEEP = {
    "/": (["/a"], []),
    "/a": (["/a/b"], []),
    "/a/b": ([f"/a/b/{number}" for number in range(4)], []),
} | {f"/a/b/{number}": ([], []) for number in range(4)}

#: One slow folder beside one that leads on.
UNEVEN = {
    "/": (["/slow", "/quick"], []),
    "/slow": ([], []),
    "/quick": (["/quick/more"], []),
    "/quick/more": ([], []),
}


def now():
    """Return the virtual second."""
    return round(asyncio.get_running_loop().time(), 6)


async def test_all_files_come_back_sorted(submission):
    """Return all files in `root` and in the folders below it, sorted."""
    list_dir = Service("list", 1.0, SMALL)

    files = await submission.walk_tree("/", list_dir, 2)

    assert files == ["/docs/a.txt", "/docs/b.txt", "/docs/old/c.txt", "/img/logo.png", "/readme"]


async def test_never_more_folders_are_listed_at_once_than_there_are_workers(submission):
    """Never more than `workers` folders are listed at the same time."""
    list_dir = Service("list", 1.0, WIDE)

    await submission.walk_tree("/", list_dir, 4)

    assert list_dir.peak == 4, "listed at the same time, with 4 workers and 16 folders waiting"


async def test_twenty_one_folders_take_four_workers_six_rounds(submission, pace):
    """A folder is listed as soon as it is known and fewer than that are being listed, and it is
    listed once.
    """
    list_dir = Service("list", pace(1.0), WIDE)

    await submission.walk_tree("/", list_dir, 4)

    assert {"listings": len(list_dir.calls), "seconds": now()} == {
        "listings": 21,
        "seconds": pace(6.0),
    }, "the root, then its four folders, then sixteen by four"


async def test_a_folder_is_listed_as_soon_as_it_is_known(submission, timeline, pace):
    """A folder is listed as soon as it is known and fewer than that are being listed, and it is
    listed once.
    """
    root, slow, quick, more = pace(1.0, 3.0, 0.5, 2.0)
    seconds = {"/": root, "/slow": slow, "/quick": quick, "/quick/more": more}

    await submission.walk_tree("/", Service("list", seconds, UNEVEN), 2)

    assert timeline == {
        "list /": (0, root),
        "list /slow": (root, root + slow),
        "list /quick": (root, root + quick),
        "list /quick/more": (root + quick, root + quick + more),
    }


async def test_no_worker_goes_home_while_work_may_still_come(submission, timeline):
    """A folder is listed as soon as it is known and fewer than that are being listed, and it is
    listed once.
    """
    list_dir = Service("list", 1.0, DEEP)

    await submission.walk_tree("/", list_dir, 4)

    assert timeline == {
        "list /": (0, 1),
        "list /a": (1, 2),
        "list /a/b": (2, 3),
        "list /a/b/0": (3, 4),
        "list /a/b/1": (3, 4),
        "list /a/b/2": (3, 4),
        "list /a/b/3": (3, 4),
    }


async def test_there_may_be_more_workers_than_folders(submission):
    """With more workers than folders, some have nothing to do."""
    list_dir = Service("list", 1.0, {"/": ([], ["/only.txt"])})

    files = await submission.walk_tree("/", list_dir, 8)

    assert files == ["/only.txt"]


async def test_when_a_listing_fails_the_others_are_cancelled(submission, timeline):
    """When a listing fails, those in flight are cancelled, and once they have cleaned up, the
    error leaves, plain or in an ExceptionGroup.
    """
    seconds = {"/": 1.0, "/slow": 5.0, "/quick": 1.0}
    failures = {"/quick": PermissionError("/quick is not yours")}
    list_dir = Service("list", seconds, UNEVEN, raises=failures, cleanup=0.25)
    left = Progress("the error left")

    with pytest.RaisesGroup(PermissionError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.walk_tree("/", list_dir, 3)
    left()

    assert timeline == {
        "list /": (0, 1),
        "list /slow": (1, 2.25),
        "list /quick": (1, 2),
        "the error left": 2.25,
    }


async def test_when_the_caller_is_cancelled_the_crew_is_too(submission, timeline):
    """When the caller is cancelled, so are the listings in flight, and once they have cleaned
    up, the call ends cancelled.
    """
    list_dir = Service("list", {"/": 1.0, "/slow": 5.0, "/quick": 5.0}, UNEVEN, cleanup=0.25)

    await cancel_at(2.0, submission.walk_tree("/", list_dir, 3))

    assert timeline == {
        "list /": (0, 1),
        "list /slow": (1, 2.25),
        "list /quick": (1, 2.25),
        "cancelled": 2.25,
    }


def nothing_can_go_on(seen, *words):
    """Tell whether everything waits, some of it in calls that are named *words*."""
    text = str(seen.error)
    return isinstance(seen.error, DeadlockError) and all(word in text for word in words)


def only_the_root(seen):
    """Tell whether the root was listed, and nothing that it led to."""
    return [call.args for call in seen.calls("list")] == [("/",)] and not seen.gone


def puts(seen):
    """Return how many places of the source put something into a queue."""
    names = [getattr(node, "attr", "") for node in ast.walk(seen.source)]
    return names.count("put") + names.count("put_nowait")


@proves("worker-dies-silently", next_step="Wait for the workers as well as for join().")
def a_worker_died_and_join_waits(seen):
    """Say which error ended a worker, while everything else waits."""
    died = [type(error).__name__ for error in seen.gone]
    return bool(died) and nothing_can_go_on(seen) and f"{died[0]} ended a task; the others wait"


@proves("sentinel-too-early", next_step="Stop the workers after join(), when no work can come.")
def the_stop_marks_came_before_the_work(seen):
    """The workers have ended, and only the root was listed: its folders came after the stop."""
    stopped = nothing_can_go_on(seen, "Queue.join") and "Queue.get" not in str(seen.error)
    return only_the_root(seen) and (stopped or (seen.returned and puts(seen) > 2))


@proves("missing-task-done", next_step="Call task_done once for each folder, when it is listed.")
def join_waits_though_nothing_is_left(seen):
    """The workers wait in get(), and join() still counts unfinished items."""
    return nothing_can_go_on(seen, "Queue.join", "Queue.get") and not seen.gone


@proves("worker-never-stops")
def the_workers_wait_for_ever(seen):
    """All folders were listed, and the workers still waited for more."""
    idle = bool(seen.calls()) and all(call.end is not None for call in seen.calls())
    if nothing_can_go_on(seen, "Queue.get") and "Queue.join" not in str(seen.error):
        return idle
    return idle and seen.returned and not seen.gone and "no task is left running" in seen.laws


@proves("poll-empty", next_step="Wait in get(); empty now is not the end.")
def workers_went_home_at_once(seen):
    """Say how many workers had left before the root was listed."""
    root, *others = seen.calls("list")[:2] or [None]
    if root is None or not others or root.end is None or seen.timeline.peak("list") > 1:
        return None
    gone = [task for task in seen.tasks if task.end is not None and task.end < root.end]
    return gone and f"{len(gone)} tasks had ended before the root was listed, at {root.end:g} s"


@proves("unbounded-concurrency", next_step="Let a fixed number of workers share one queue.")
def all_were_listed_at_once(seen):
    """All sixteen folders of the last level were listed at the same time, with four workers."""
    return seen.timeline.peak("list") == len(LEAVES)


@proves("chunked-barrier", next_step="Put a new folder in the queue as soon as it is found.")
def a_whole_level_was_awaited(seen):
    """/quick/more was known, and a worker was free; it was listed only when /slow was done."""
    ends = {call.name: call.end for call in seen.calls("list")}
    more = [call.start for call in seen.calls("list /quick/more")]
    return seen.rule.startswith("a_folder_is") and more == [ends.get("list /slow")]


@proves("order-by-completion", next_step="Sort the files before you return them.")
def the_files_are_not_sorted(seen):
    """All files are there, in the order in which they were found."""
    mixed = seen.rule.startswith("all_files") and seen.happened != seen.expected
    files = seen.happened if isinstance(seen.happened, list) else []
    return mixed and seen.returned and sorted(files, key=str) == seen.expected


@proves("cancel-without-await", next_step="Wait for the workers after cancel().")
def listings_were_still_cleaning_up(seen):
    """A listing was cancelled, but the call was over before it had cleaned up."""
    told = [call for call in seen.calls("list") if call.outcome == "cancelled"]
    return any(call.end is None for call in told)
