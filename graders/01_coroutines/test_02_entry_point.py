"""The border between the ordinary and the async part of a program: what is asked."""

import asyncio
import inspect

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
    job = Service("job", returns=loops.note)

    submission.main([job, job, job])

    assert loops.count() == "1 loop for 3 jobs"


def test_async_generators_left_open_are_closed(submission):
    """Before `main` ends, it closes async generators that the jobs left open, and the loop."""
    job = Job()

    submission.main([job])

    assert job.rows == "closed", "the async generator that the job had left open"


def test_the_loop_is_closed_at_the_end(submission):
    """Before `main` ends, it closes async generators that the jobs left open, and the loop."""
    loops = Loops()
    job = Service("job", returns=loops.note)

    submission.main([job])

    assert loops.last == "closed", "the loop, after main() has returned"


def test_what_a_job_raises_leaves_main(submission):
    """What a job raises leaves `main` as it is, and no further job is started."""
    failing = Service("failing job", 1.0, raises=OSError("disk full"))
    behind = Service("next job", 1.0)

    with pytest.raises(OSError, match="disk full"):
        submission.main([failing, behind])

    assert len(behind.calls) == 0, "how often the job behind the failing one was started"


def test_the_loop_is_closed_after_an_error_too(submission):
    """When a job fails, the loop is closed too."""
    loops, failing = Loops(), Service("failing job", raises=OSError("disk full"))
    job = Service("job", returns=loops.note)

    with pytest.raises(OSError, match="disk full"):
        submission.main([job, failing])

    assert loops.last == "closed", "the loop, after the error of a job has left main()"


def test_main_can_be_called_again(submission):
    """`main` can be called again."""
    job = Service("job", returns=1)

    totals = [submission.main([job]), submission.main([job, job])]

    assert totals == [1, 2], "what the first and the second call of main() gave back"


class Loops:
    """The event loops in which jobs have run."""

    def __init__(self):
        self.seen = []

    def note(self):
        """Note the running loop; return what the job is to return."""
        self.seen.append(asyncio.get_running_loop())
        return 1

    def count(self):
        """Say how many loops there were, for how many jobs."""
        count = len(set(self.seen))
        return f"{count} {'loop' if count == 1 else 'loops'} for {len(self.seen)} jobs"

    @property
    def last(self):
        """What has become of the last one."""
        if not self.seen:
            return "never started"
        return "closed" if self.seen[-1].is_closed() else "still open"


class Job:
    """A job that reads the first row of an async generator, which thus stays open."""

    def __init__(self):
        self.rows = "never opened"
        self.generator = None

    def __repr__(self):
        return "job"

    def __call__(self):
        """Start the job."""
        return self.read_first_row()

    async def read_first_row(self):
        """Return the first row, and leave the rest."""
        self.generator = self.read()
        return await anext(self.generator)

    async def read(self):
        """Give two rows, as a database would: with a connection to close at the end."""
        self.rows = "still open"
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0.1)  # saying goodbye takes a moment
            self.rows = "closed"


@proves("returns-coroutine", next_step="Ordinary code calls main: let it return asyncio.run(...).")
def main_gave_back_a_coroutine(seen):
    """main() gave back a coroutine object, in which nothing had run."""
    return seen.returned and inspect.iscoroutine(seen.answer)


@proves("run-per-call", next_step="Write one async function that awaits all jobs, and run that.")
def each_job_got_a_loop_of_its_own(seen):
    """Three jobs of one call of main() ran in 3 different event loops."""
    return seen.happened == "3 loops for 3 jobs"


@proves("manual-loop")
def something_stayed_open(seen):
    if seen.happened != "still open":
        return None
    if "generators" in seen.rule:
        return "main() has ended, but the async generator in its loop was not closed."
    return "main() has ended, but its event loop is still open."


@proves("over-parallelised", next_step="Await each job before you call the next one.")
def jobs_ran_at_the_same_time(seen):
    """Two jobs were in flight at the same time."""
    return seen.timeline.peak() > 1


@proves("bare-except", next_step="Let the error leave main: there is nothing to catch.")
def an_error_was_hidden(seen):
    """A job raised OSError, but main() returned as if nothing had happened."""
    return seen.returned and any(call.outcome == "raised OSError" for call in seen.calls())
