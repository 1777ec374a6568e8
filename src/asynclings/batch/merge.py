"""The command `merge`: puts the results of shards together."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from asynclings import catalog
from asynclings.batch import accounts, books, summary
from asynclings.batch.arguments import OUT
from asynclings.batch.index import Index
from asynclings.batch.lock import alone
from asynclings.batch.records import Graded
from asynclings.batch.roster import enrol, enrolled
from asynclings.batch.screen import Screen
from asynclings.batch.seeds import kept_seed, seed_of
from asynclings.batch.store import Store
from asynclings.errors import AsynclingsError

#: Conflicts are told up to here.
MOST_TOLD = 10


class ConflictError(AsynclingsError):
    """The same answer, judged by the same grader, has two verdicts."""

    def __init__(self, conflicts: Sequence[tuple[Graded, Path, Path]]) -> None:
        lines = [
            f"  {graded.learner.id}, {graded.exercise}: {one} and {other}"
            for graded, one, other in conflicts[:MOST_TOLD]
        ]
        if len(conflicts) > MOST_TOLD:
            lines.append(f"  ... and {len(conflicts) - MOST_TOLD} more")
        listed = "\n".join(lines)
        super().__init__(
            "Nothing was merged: the same answer, judged by the same grader with the same seed,\n"
            f"has two verdicts, which cannot be:\n{listed}\n"
            "Look at both files; remove the one that is wrong, and merge again."
        )


@dataclass(slots=True)
class Merged:
    """What one merge did.

    Attributes:
        results: How many results were ``new``, ``newer`` than what was there, or ``there``.
        made_with: The kits, Pythons and seeds of all results.
    """

    results: Counter[str] = field(default_factory=Counter)
    made_with: set[str] = field(default_factory=set)


def main(arguments: Sequence[str], command: str) -> int:
    """Merge what *arguments* name, and return the exit code."""
    given = _parser(command).parse_args(arguments)
    screen = Screen(error=given.json == "-")
    kit = catalog.load()
    policy = books.policy_of(given.out, given.policy, kit)
    shards = [Store(folder, mends=False) for folder in _folders(given.shards, given.out)]
    with alone(given.out):
        store = Store(given.out)
        store.sweep()
        with closing(Index(store)) as index:
            merged = merge(shards, store, index)
            page = books.write_books(store, kit, policy)
            for damaged in [one for each in (*shards, store) for one in each.damaged]:
                screen.say(str(damaged), "red")
            _tell(screen, merged, index, page)
            if given.json:
                more = {"gradebook": str(page), "merged": dict(merged.results)}
                seed = kept_seed(given.out)
                summary.write(summary.to_json(given.out, seed, index, **more), given.json)
    return 0


def merge(shards: Sequence[Store], store: Store, index: Index) -> Merged:
    """Put the results of *shards* into *store*; doing it twice changes nothing.

    Of two results on different work the newer one is kept: the one handed in later, then the
    one graded later.

    Raises:
        ConflictError: One answer has two verdicts; nothing was changed.
    """
    if conflicts := list(_conflicts([store, *shards])):
        raise ConflictError(conflicts)
    merged = Merged()
    for graded in (one for shard in shards for one in shard):
        known = store.get(graded.learner.id, graded.exercise)
        better = known is None or _rank(graded, known) > _rank(known, graded)
        merged.results["new" if known is None else "newer" if better else "there"] += 1
        report = graded.report
        merged.made_with.add(f"asynclings {report.kit}, Python {report.python}, seed {report.seed}")
        if better:
            index.note(graded, store.put(graded))
    for shard in shards:
        enrol(store.folder, enrolled(shard.folder))
    _keep_seed([one.folder for one in shards], store.folder)
    accounts.merge([one.folder for one in shards], store.folder)
    return merged


def _conflicts(stores: Sequence[Store]) -> Iterator[tuple[Graded, Path, Path]]:
    """Yield what has two verdicts that exclude each other, with both files."""
    seen: dict[tuple[str, str], tuple[Path, tuple[str, ...]]] = {}
    for store in stores:
        for graded in store:
            outcome = _outcome(graded)
            if outcome[0] == "grader error":  # nobody has judged it there
                continue
            file = store.file(graded.learner.id, graded.exercise)
            # Learner and exercise are no part of the key: two learners may give the same answer.
            place = (f"{graded.learner.id}\n{graded.exercise}", graded.key)
            first, known = seen.setdefault(place, (file, outcome))
            if known != outcome:
                yield graded, first, file


def _outcome(graded: Graded) -> tuple[str, ...]:
    [result] = graded.report.exercises
    return (result.verdict, *(f"{rule.id} {rule.verdict}" for rule in result.rules))


def _rank(one: Graded, other: Graded) -> tuple[bool, datetime, datetime]:
    """Return what is greater for the one of the two that should be kept."""
    judged = one.key != other.key or one.report.exercises[0].verdict != "grader error"
    return judged, one.submitted_at or datetime.min.replace(tzinfo=UTC), one.graded_at


def _keep_seed(shards: Sequence[Path], out: Path) -> None:
    """Keep the seed of the *shards* where they have the same."""
    seeds = {seed for seed in map(kept_seed, shards) if seed is not None}
    if kept_seed(out) is None and len(seeds) == 1:
        seed_of(out, seeds.pop())


def _folders(named: Sequence[Path], out: Path) -> list[Path]:
    """Return the folders to be merged; *out* itself, where a shell's ``*`` names it, is not."""
    folders = [one for one in named if one.resolve() != out.resolve()]
    for folder in folders:
        if not (folder / "results").is_dir():
            raise AsynclingsError(
                f"There are no results in {folder}: it has no folder results/.\n"
                "Name the folders that `check --shard I/N --out DIR` has written."
            )
    return folders


def _tell(screen: Screen, merged: Merged, index: Index, page: Path) -> None:
    counts = merged.results
    screen.say(
        f"Merged: {counts['new']:,} new, {counts['newer']:,} newer than what was there, "
        f"{counts['there']:,} there already.",
        "bold",
    )
    if len(merged.made_with) > 1:
        screen.say("Not all were graded alike:", "yellow")
        for one in sorted(merged.made_with):
            screen.say(f"  {one}", "yellow")
    summary.tell_results(screen, index)
    screen.say(f"Look at  {page}")


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"asynclings {command}", description=__doc__)
    parser.add_argument(
        "shards", nargs="+", type=Path, metavar="SHARD", help="folders that `check` has written"
    )
    parser.add_argument(
        "--out", type=Path, default=OUT, metavar="DIR", help=f"for all of them; {OUT}/ without it"
    )
    parser.add_argument(
        "--policy", type=Path, metavar="FILE", help="points, weights, lateness; DIR/policy.toml"
    )
    parser.add_argument("--json", metavar="FILE", help="write a summary, too; - is stdout alone")
    return parser
