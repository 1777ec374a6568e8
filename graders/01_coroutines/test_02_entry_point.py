"""The border between the ordinary and the async part of a program: what is asked."""

import asyncio

import pytest

from asynclings.probes import Service, proves


def test_the_results_are_added_up(submission):
    """Run the async functions in `jobs` and return the sum of their results."""
    jobs = [Service("first job", returns=2), Service("second job", returns=3)]

    total = submission.main(jobs)

    assert total == 5


def test_a_job_starts_when_the_one_before_it_has_ended(submission, timeline, pace):
    """A job starts when the one before it has ended."""
    one, two = pace(1.0, 2.0)
    first, second = Service("first job", one, 2), Service("second job", two, 3)

    submission.main([first, second])

    assert timeline == {"first job": (0, one), "second job": (one, one + two)}, (
        "one job after the other"
    )


def test_all_jobs_run_in_the_same_loop(submission):
    """All jobs of one call run in the same event loop."""
    loops = Loops()

    submission.main([loops.note, loops.note, loops.note])

    assert loops.count() == "1 loop for 3 jobs"


def test_async_generators_left_open_are_closed(submission):
    """Before `main` ends, it closes async generators that the jobs left open, and the loop."""
    rows = Rows()

    submission.main([rows.read_one])

    assert rows.state == "closed", "the async generator that the job left open"


def test_the_loop_is_closed_at_the_end(submission):
    """Before `main` ends, it closes async generators that the jobs left open, and the loop."""
    loops = Loops()

    submission.main([loops.note])

    assert loops.states() == ["closed"], "the loop, after main() has returned"


def test_what_a_job_raises_leaves_main(submission):
    """What a job raises leaves `main` as it is, and no further job is started."""
    failing, behind = Service("failing job", raises=OSError("disk full")), Service("next job")

    with pytest.raises(OSError, match="disk full"):
        submission.main([failing, behind])

    assert behind.calls == [], "calls of the job behind the one that failed"


def test_the_loop_is_closed_after_an_error_too(submission):
    """The loop is closed then too."""
    loops, failing = Loops(), Service("failing job", raises=OSError("disk full"))

    with pytest.raises(OSError, match="disk full"):
        submission.main([loops.note, failing])

    assert loops.states() == ["closed"], "the loop, after the job's error has left main()"


def test_main_can_be_called_again(submission):
    """`main` can be called again."""
    job = Service("job", returns=1)

    totals = [submission.main([job]), submission.main([job, job])]

    assert totals == [1, 2], "what the first and the second call of main() gave back"


class Loops:
    """Notes in which event loops a job has run."""

    def __init__(self):
        self.seen = []

    def __repr__(self):
        return "loops"

    async def note(self):
        """Be a job: note the running loop, and return 1."""
        self.seen.append(asyncio.get_running_loop())
        return 1

    def count(self):
        """Say how many loops were seen, and how often one was."""
        different = len(set(self.seen))
        return f"{different} {'loop' if different == 1 else 'loops'} for {len(self.seen)} jobs"

    def states(self):
        """Say of each loop whether it is closed."""
        return ["closed" if loop.is_closed() else "still open" for loop in set(self.seen)]


class Rows:
    """An async generator that a job leaves open after the first row."""

    def __init__(self):
        self.state = "never opened"
        self.open = None

    async def read_one(self):
        """Be a job: return the first row, and leave the rest."""
        self.open = self.all()
        return await anext(self.open)

    async def all(self):
        """Give two rows."""
        self.state = "still open"
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0.1)  # saying goodbye to a database takes a moment
            self.state = "closed"


@proves("run-per-call", next_step="Write one async function that awaits all jobs, and run that.")
def each_job_got_a_loop_of_its_own(seen):
    """Three jobs of one call of main() ran in 3 different event loops."""
    return seen.happened == "3 loops for 3 jobs"


@proves("manual-loop")
def the_loop_was_not_cleaned_up(seen):
    """When main() had ended, its loop or an async generator of it was still open."""
    return seen.happened in ("still open", ["still open"])


@proves("over-parallelised", next_step="Await each job before you call the next one.")
def jobs_ran_at_the_same_time(seen):
    """Two jobs were in flight at the same time."""
    return seen.timeline.peak() > 1


@proves("bare-except", next_step="Let the error leave main: there is nothing to catch.")
def an_error_was_hidden(seen):
    """A job raised OSError, but main() returned as if nothing had happened."""
    return seen.returned and any(call.outcome == "raised OSError" for call in seen.calls())
