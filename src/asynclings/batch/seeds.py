"""The one seed of a class: all its answers meet the same numbers, in every run.

It is drawn when a folder of results is first written, so that nobody can tune an answer to it,
and kept there. Shards have no folder in common: there it must be said.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.files import replace

#: Where it is kept, in the folder of the results.
FILE = "class.json"

#: As large as one that `grade` draws.
SEEDS = 2**31


def seed_of(folder: Path, given: int | None = None, *, sharded: bool = False) -> int:
    """Return the seed of the class whose results are in *folder*; keep it there.

    Args:
        folder: What the person calls DIR.
        given: With ``--seed``: from now on, it is this one.
        sharded: Whether there are results in other folders that must have the same.

    Raises:
        AsynclingsError: A shard was told no seed, or the folder cannot be written.
    """
    kept = kept_seed(folder)
    if given is None and kept is None and sharded:
        raise AsynclingsError(
            "The shards of a class need one seed, so that all answers meet the same numbers.\n"
            f"Say the same for each, like: --seed {secrets.randbelow(SEEDS)}"
        )
    seed = next((one for one in (given, kept) if one is not None), secrets.randbelow(SEEDS))
    if seed != kept:
        replace(folder / FILE, json.dumps({"seed": seed}) + "\n", durable=True)
    return seed


def kept_seed(folder: Path) -> int | None:
    """Return the seed that was kept in *folder*; None where none can be read."""
    try:
        seed = json.loads((folder / FILE).read_bytes())["seed"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return seed if isinstance(seed, int) else None
