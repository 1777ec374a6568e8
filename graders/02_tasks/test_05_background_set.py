"""Background jobs that somebody owns: what is asked."""

import asyncio

from asynclings.probes import Gate, Keepsakes, Progress, Service, collect_garbage, proves


async def send_event(gate, sent):
    """Wait until the gate is open, then send; nobody but the job's task holds this."""
    await gate.wait()
    sent()


async def parent_of(jobs, parent, child):
    """Do the parent's work, then leave the child's to another job."""
    await parent()
    jobs.spawn(child())


def spawn_five(jobs, job):
    """Start five jobs; keep none of their tasks."""
    for _ in range(5):
        jobs.spawn(job())


async def test_a_job_is_kept_alive_until_it_is_done(submission, timeline):
    """Keeps each job alive until it is done, even when nobody else holds its task."""
    jobs, gate = submission.BackgroundTasks(), Gate()

    jobs.spawn(send_event(gate, Progress("event sent")))
    await asyncio.sleep(1.0)
    collect_garbage()
    gate.open()
    await jobs.join()

    assert timeline == {"event sent": 1.0}, "after the garbage collection the job goes on"


async def test_spawn_returns_the_task_with_the_given_name(submission):
    """Start `coro` as a task, and return that task, which has the given name."""
    jobs, job = submission.BackgroundTasks(), Service("job", 1.0)

    task = jobs.spawn(job(), name="analytics")
    await jobs.join()

    assert task.get_name() == "analytics"


async def test_a_job_that_is_done_is_forgotten_with_its_result(submission):
    """A job that is done is forgotten, together with its result."""
    jobs, results = submission.BackgroundTasks(), Keepsakes()

    spawn_five(jobs, Service("job", 1.0, returns=results.make))
    await asyncio.sleep(2.0)
    collect_garbage()

    assert {"jobs": len(jobs), "results": results.alive} == {"jobs": 0, "results": 0}


async def test_len_is_the_number_of_jobs_that_are_not_done(submission):
    """`len()` gives the number of jobs that are not done yet."""
    jobs, short, long = submission.BackgroundTasks(), Service("short", 1.0), Service("long", 2.0)
    jobs.spawn(short())
    jobs.spawn(long())

    await asyncio.sleep(1.5)
    running = len(jobs)
    await jobs.join()

    assert running == 1


async def test_a_job_that_fails_is_noted_and_disturbs_no_other(submission):
    """When a job fails, its exception is added to `errors`, and the other jobs go on."""
    jobs, good = submission.BackgroundTasks(), Service("good", 2.0)
    bad = Service("bad", 1.0, raises=ConnectionError("no network"))

    jobs.spawn(bad())
    jobs.spawn(good())
    await asyncio.sleep(3.0)

    noted = [repr(error) for error in jobs.errors]
    assert (noted, good.finished) == (["ConnectionError('no network')"], 1)


async def test_no_error_of_a_job_leaves_join(submission, timeline):
    """No error of a job leaves `join`."""
    jobs, joined = submission.BackgroundTasks(), Progress("joined")
    bad = Service("bad", 1.0, raises=ConnectionError("no network"))

    jobs.spawn(bad())
    await jobs.join()
    joined()

    assert timeline == {"bad": (0, 1.0), "joined": 1.0}


async def test_a_job_that_is_cancelled_is_no_error(submission):
    """A job that is cancelled is no error."""
    jobs, job = submission.BackgroundTasks(), Service("job", 5.0)

    task = jobs.spawn(job())
    await asyncio.sleep(1.0)
    task.cancel()
    await jobs.join()

    assert [repr(error) for error in jobs.errors] == []


async def test_join_also_waits_for_jobs_that_jobs_have_spawned(submission, timeline):
    """Wait until all jobs are done, also those that jobs have spawned meanwhile."""
    jobs, parent, child = submission.BackgroundTasks(), Service("job", 1.0), Service("its job", 2.0)
    joined = Progress("joined")

    jobs.spawn(parent_of(jobs, parent, child))
    await jobs.join()
    joined()

    assert timeline == {"job": (0, 1.0), "its job": (1.0, 3.0), "joined": 3.0}


async def test_with_no_job_join_returns_at_once(submission, timeline):
    """With no job, `join` returns at once."""
    jobs, joined = submission.BackgroundTasks(), Progress("joined")

    await jobs.join()
    joined()

    assert timeline == {"joined": 0}


@proves("reference-leak")
def results_are_still_held(seen):
    """Say how many results somebody still holds, long after their jobs were done."""
    counted = seen.happened if isinstance(seen.happened, dict) else {}
    kept = seen.rule.startswith("a_job_that_is_done") and counted.get("results")
    return kept and f"{kept} of 5 results are still held, a second after their jobs were done"


@proves("lost-exception", next_step="Look at task.exception() when the task is done.")
def nobody_looked_at_the_error(seen):
    """A job raised ConnectionError, nobody retrieved it, and `errors` stayed empty."""
    nothing_noted = seen.rule.startswith("a_job_that_fails") and seen.happened == ([], 1)
    return nothing_noted and "every exception is retrieved" in seen.laws


@proves("swallowed-cancel", next_step="Catch Exception; CancelledError is none, so it goes on.")
def the_cancellation_was_noted_as_an_error(seen):
    """The job's CancelledError was caught and put into `errors`."""
    noted = seen.happened if isinstance(seen.happened, list) else []
    about_it = seen.rule.startswith("a_job_that_is_cancelled")
    return about_it and any("CancelledError" in str(error) for error in noted)


@proves("join-snapshot", next_step="When the wait is over, look again whether a job is left.")
def join_missed_the_job_of_a_job(seen):
    """`join` returned when the first job was done, while the job that it had spawned went on."""
    child = next(iter(seen.calls("its job")), None)
    joined = next((mark for mark in seen.timeline.of("mark") if mark.name == "joined"), None)
    return child and joined and child.start <= joined.start and child.end is None
