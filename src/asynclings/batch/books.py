"""The gradebook of all results in a folder, written anew as often as it is asked for."""

from __future__ import annotations

from pathlib import Path

from asynclings.batch import gradebook
from asynclings.batch.policy import Policy, read_policy
from asynclings.batch.roster import enrolled
from asynclings.batch.store import Store
from asynclings.catalog import Catalog

#: Where a policy is looked for when none is named.
POLICY = "policy.toml"


def policy_of(folder: Path, given: Path | None, kit: Catalog) -> Policy:
    """Return the policy *given*; else the one in *folder*, else one by which every rule counts.

    Raises:
        PolicyError: It cannot be read, or says what cannot be.
    """
    usual = folder / POLICY
    return read_policy(given or (usual if usual.is_file() else None), kit)


def write_books(store: Store, kit: Catalog, policy: Policy) -> Path:
    """Write the gradebook of *store* for everybody who is known; return its page.

    Raises:
        AsynclingsError: A file cannot be written.
    """
    return gradebook.write(store.folder, store.__iter__, enrolled(store.folder), kit, policy)
