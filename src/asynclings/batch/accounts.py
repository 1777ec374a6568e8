"""What became of each file that was handed in, kept beside the results."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from asynclings.batch.intake import account
from asynclings.batch.records import Intake
from asynclings.files import replace

#: Where it is kept, in the folder of the results.
FILE = "intake.json"


def keep(folder: Path, intake: Intake) -> Path:
    """Write what became of each file of *intake*, and return where.

    Raises:
        AsynclingsError: The folder cannot be written.
    """
    return _write(folder, account.to_json(intake))


def merge(shards: Iterable[Path], folder: Path) -> None:
    """Write into *folder* what became of each file of all *shards*, once."""
    accounts = [one for one in map(_read, [folder, *shards]) if one]
    if not accounts:
        return
    layouts = [one["layout"] for one in accounts]
    merged: dict[str, Any] = {"layout": ", ".join(dict.fromkeys(filter(None, layouts)))}
    for name in ("learners", "taken", "ignored"):
        rows = (row for one in accounts for row in one[name])
        unique = {json.dumps(row, sort_keys=True): row for row in rows}
        merged[name] = list(unique.values())
    _write(folder, merged)


def _read(folder: Path) -> dict[str, Any]:
    """Return what was kept in *folder*; nothing where that cannot be read."""
    try:
        data = json.loads((folder / FILE).read_bytes())
        kept = {"layout": str(data["layout"])}
        return kept | {name: list(data[name]) for name in ("learners", "taken", "ignored")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(folder: Path, data: dict[str, Any]) -> Path:
    replace(folder / FILE, json.dumps(data, indent=1) + "\n")
    return folder / FILE
