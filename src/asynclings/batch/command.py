"""The command `check`: its arguments, its course, its exit code.

Exit code: 0 when the class was graded, whatever the verdicts; 1 with ``--strict`` when an answer
could not be judged or not even be run; 2 when the command itself is wrong; 130 when it was stopped.
"""

from __future__ import annotations

import argparse
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path

from asynclings import catalog
from asynclings.batch import accounts, books, similarity, summary
from asynclings.batch.arguments import parser
from asynclings.batch.engine import Engine, Place
from asynclings.batch.index import Index
from asynclings.batch.intake import account, read
from asynclings.batch.lock import alone
from asynclings.batch.policy import Policy
from asynclings.batch.records import Intake
from asynclings.batch.roster import enrol
from asynclings.batch.screen import Screen, counting
from asynclings.batch.seeds import seed_of
from asynclings.batch.store import Store
from asynclings.batch.summary import Tally
from asynclings.errors import AsynclingsError
from asynclings.rooms import levels

#: Why files were ignored is told up to here, the commonest reasons first.
MOST_REASONS = 5


def main(arguments: Sequence[str], command: str) -> int:
    """Grade the class that *arguments* name, and return the exit code."""
    given = parser(command).parse_args(arguments)
    screen = Screen(error=given.json == "-")
    kit = catalog.load()
    policy = books.policy_of(given.out, given.policy, kit)
    check = _Check(given, screen, kit, policy)
    with _stopped_by_a_signal():
        try:
            return check.run()
        except KeyboardInterrupt:
            again = summary.spelled(command, [one for one in arguments if one != "--no-resume"])
            screen.say(f"\nStopped. What was graded is kept in {given.out}. To go on:", "bold")
            screen.say(again)
            return 130


class _Check:
    """One run of the command."""

    def __init__(
        self, given: argparse.Namespace, screen: Screen, kit: catalog.Catalog, policy: Policy
    ) -> None:
        self.given = given
        self.screen = screen
        self.kit = kit
        self.policy = policy
        self.exercises = kit.choose(given.exercise)

    def run(self) -> int:
        given = self.given
        _refuse_mixture(given.submissions, given.out)
        if not given.submissions and not given.out.is_dir():
            raise AsynclingsError(
                f"There are no results in {given.out}, and no submissions were named.\n"
                "Name the folder or archive that the class handed in."
            )
        intake = self._read() if given.submissions else None
        store = Store(given.out)
        with alone(given.out):
            store.sweep()
            with closing(Index(store)) as index:
                return self._with(store, index, intake)

    def _with(self, store: Store, index: Index, intake: Intake | None) -> int:
        given, tally, begun = self.given, Tally(), time.monotonic()
        seed = seed_of(given.out, given.seed, sharded=given.shard is not None)
        if intake is not None:
            tally.total = len(intake.submissions)
            self.screen.say(f"What became of each file: {accounts.keep(given.out, intake)}")
            enrol(given.out, intake.learners)
            self._grade(store, index, intake, seed, tally)
        page = books.write_books(store, self.kit, self.policy)
        for damaged in store.damaged:
            self.screen.say(str(damaged), "red")
        if intake is not None:
            summary.tell(self.screen, tally, time.monotonic() - begun)
        summary.tell_results(self.screen, index)
        if intake is not None and given.shard is None:
            self._compare(intake)
        self._tell_what_is_next(page)
        if given.json:
            more = {"gradebook": str(page)}
            summary.write(
                summary.to_json(given.out, seed, index, **asdict(tally), **more), given.json
            )
        return int(given.strict and any(summary.unsettled(index)))

    def _read(self) -> Intake:
        intake = read(self.given.submissions, self.kit, self.exercises)
        self.screen.say(account.summary(intake))
        for why, count in Counter(one.why for one in intake.ignored).most_common(MOST_REASONS):
            self.screen.say(f"  {count:,} ignored: {why}", "dim")
        if self.given.shard is not None:
            intake = self.given.shard.of_intake(intake)
            count = len(intake.submissions)
            self.screen.say(f"Shard {self.given.shard} has {count:,} of the answers.")
        return intake

    def _grade(self, store: Store, index: Index, intake: Intake, seed: int, tally: Tally) -> None:
        given = self.given
        engine = Engine(
            store,
            index,
            self.kit.exercises,
            seed=seed,
            required=given.require_isolation,
            resume=given.resume,
        )
        place = self._place(engine, intake)
        try:
            with counting(self.screen, tally.total) as counter:
                for outcome in engine.run(intake.submissions, place):
                    tally.count(outcome)
                    counter.step(fresh=outcome.fresh)
        finally:
            with _not_stopped():
                place.close()

    def _place(self, engine: Engine, intake: Intake) -> Place:
        given = self.given
        answered = {one.exercise for one in intake.submissions}
        if given.scheduler:
            from asynclings.batch.cluster import Cluster

            graders = {slug: key for slug, key in engine.graders.items() if slug in answered}
            cluster = Cluster(given.scheduler, graders, required=given.require_isolation)
            self._tell_where(f"workers of {given.scheduler}", ", ".join(cluster.levels))
            return cluster
        from asynclings.batch.local import Local, processors

        reached = levels.reached(given.require_isolation)
        jobs = max(1, min(given.jobs or processors(), len(intake.submissions)))
        self._tell_where(f"{jobs} at once", reached)
        exercises = [one for one in self.exercises if one.slug in answered]
        return Local(self.kit.root, exercises, jobs=jobs, required=given.require_isolation)

    def _tell_where(self, where: str, level: str) -> None:
        self.screen.say(f"Each answer in a room of its own: {level}; {where}.")

    def _compare(self, intake: Intake) -> None:
        """Write which answers are suspiciously alike; a shard would see only some of the pairs."""
        pairs = similarity.alike(intake.submissions, self.kit)
        page, _ = similarity.write(self.given.out, pairs)
        if pairs:
            self.screen.say(f"{len(pairs):,} pairs of answers are alike, a hint: {page}")

    def _tell_what_is_next(self, page: Path) -> None:
        given = self.given
        self.screen.say(f"Look at  {page}")
        if given.shard is not None:
            again = summary.spelled("merge", ["SHARD", "...", "--out", "DIR"])
            self.screen.say(f"When all {given.shard.of} shards are graded:\n{again}")
        else:
            again = summary.spelled("check", ["--out", given.out, "--policy", "FILE"])
            self.screen.say(f"The gradebook by another policy, without grading again:\n{again}")


def _refuse_mixture(submissions: Sequence[Path], out: Path) -> None:
    """Raise `AsynclingsError` where the results would be taken for submissions."""
    place = out.resolve()
    for one in submissions:
        folder = one.resolve()
        if folder == place or (folder.is_dir() and folder in place.parents):
            raise AsynclingsError(
                f"The results would be written to {out}, which is among the submissions of {one}.\n"
                "Name another folder with --out."
            )


@contextmanager
def _stopped_by_a_signal() -> Iterator[None]:
    """Take a polite request to end for a Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _not_stopped() -> Iterator[None]:
    """Let nobody stop what ends the processes that were started."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.signal(one, signal.SIG_IGN) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
