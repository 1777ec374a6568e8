"""Writes the pairs beside the other results: as JSON, as a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from asynclings.batch.similarity.page import page
from asynclings.batch.similarity.pairs import Pair
from asynclings.files import replace

#: Raised whenever a field changes its meaning or goes.
SCHEMA_VERSION = 1


def write(folder: Path, pairs: Sequence[Pair]) -> tuple[Path, Path]:
    """Write *pairs* into *folder*, which is there; return the page and the JSON.

    Raises:
        AsynclingsError: The folder cannot be written.
    """
    html, data = folder / "alike.html", folder / "alike.json"
    content = {"schema_version": SCHEMA_VERSION, "pairs": [pair.to_json() for pair in pairs]}
    replace(data, json.dumps(content, indent=1) + "\n")
    replace(html, page(pairs))
    return html, data
