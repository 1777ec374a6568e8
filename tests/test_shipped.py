"""The stub as shipped is found again, and proven to be it."""

import subprocess

import pytest

from asynclings import catalog, shipped
from asynclings.shipped import LostStubError, digest, is_untouched, keep, original

STUB = b'"""Double."""\n\nraise NotImplementedError\n'


@pytest.fixture
def kit(small_kit):
    """A kit whose first stub is as shipped."""
    (small_kit.root / "exercises/01_first/01_double.py").write_bytes(STUB)
    small_kit.write("graders/01_first/stubs.sha256", f"{digest(STUB)}  01_double.py\n")
    return catalog.load(small_kit.root)


def git(root, *arguments):
    who = ("-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, *who, *arguments], check=True, capture_output=True)


def test_line_endings_of_a_checkout_are_no_change(kit):
    kit.exercises[0].stub.write_bytes(STUB.replace(b"\n", b"\r\n"))

    assert is_untouched(kit.exercises[0])


def test_an_edit_is_a_change(kit):
    kit.exercises[0].stub.write_bytes(STUB + b"x = 1\n")

    assert not is_untouched(kit.exercises[0])


def test_a_stub_that_was_seen_untouched_is_found_again_without_git(kit):
    keep(kit.exercises, kit.root)
    kit.exercises[0].stub.write_bytes(b"mine")

    assert original(kit.exercises[0], kit.root) == STUB


def test_an_edited_stub_is_never_kept_as_the_shipped_one(kit):
    kit.exercises[0].stub.write_bytes(b"mine")
    keep(kit.exercises, kit.root)

    with pytest.raises(LostStubError, match=r"Take exercises/01_first/01_double[.]py from a fresh"):
        original(kit.exercises[0], kit.root)


def test_a_copy_that_was_tampered_with_is_not_believed(kit):
    keep(kit.exercises, kit.root)
    (copy,) = (kit.root / shipped.KEPT / "shipped").iterdir()
    copy.write_bytes(b"other")

    with pytest.raises(LostStubError):
        original(kit.exercises[0], kit.root)


def test_git_has_it_even_after_the_learner_has_committed(kit):
    git(kit.root, "init", "-q")
    for text in (STUB, b"first try\n", b"second try\n"):
        kit.exercises[0].stub.write_bytes(text)
        git(kit.root, "add", "exercises")
        git(kit.root, "commit", "-qm", "save")

    assert original(kit.exercises[0], kit.root) == STUB


def test_a_checkout_in_a_folder_of_another_repository_is_found(kit, tmp_path_factory):
    git(kit.root.parent, "init", "-q")
    git(kit.root.parent, "add", "-f", str(kit.root))
    git(kit.root.parent, "commit", "-qm", "save")
    kit.exercises[0].stub.write_bytes(b"mine")

    assert original(kit.exercises[0], kit.root) == STUB


def test_without_a_place_to_keep_it_nothing_happens(kit):
    (kit.root / shipped.KEPT).write_text("somebody's file")

    keep(kit.exercises, kit.root)

    assert (kit.root / shipped.KEPT).read_text() == "somebody's file"
