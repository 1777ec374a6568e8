"""A reset never loses what was written."""

import pytest

from asynclings import catalog
from asynclings.backups import can_undo, newest_first, reset, undo
from asynclings.errors import AsynclingsError
from asynclings.shipped import digest, keep

STUB = b'"""Double."""\n'


@pytest.fixture
def kit(small_kit):
    (small_kit.root / "exercises/01_first/01_double.py").write_bytes(STUB)
    small_kit.write("graders/01_first/stubs.sha256", f"{digest(STUB)}  01_double.py\n")
    kit = catalog.load(small_kit.root)
    keep(kit.exercises, kit.root)
    return kit


@pytest.fixture
def exercise(kit):
    return kit.exercises[0]


def test_a_reset_keeps_what_was_there(kit, exercise):
    exercise.stub.write_bytes(b"mine\r\n")

    kept = reset(exercise, kit.root)

    assert exercise.stub.read_bytes() == STUB
    assert kept.read_bytes() == b"mine\r\n"


def test_an_untouched_stub_needs_no_reset(kit, exercise):
    assert reset(exercise, kit.root) is None
    assert not can_undo(exercise, kit.root)


def test_a_missing_stub_is_put_back(kit, exercise):
    exercise.stub.unlink()

    assert reset(exercise, kit.root) is None
    assert exercise.stub.read_bytes() == STUB


def test_undo_goes_back_and_forth_between_two_versions(kit, exercise):
    exercise.stub.write_bytes(b"mine")
    reset(exercise, kit.root)
    exercise.stub.write_bytes(b"anew")

    seen = []
    for _ in range(3):
        undo(exercise, kit.root)
        seen.append(exercise.stub.read_bytes())

    assert seen == [b"mine", b"anew", b"mine"]


def test_the_same_text_is_kept_once(kit, exercise):
    for _ in range(3):
        exercise.stub.write_bytes(b"mine")
        reset(exercise, kit.root)

    assert len(list(newest_first(exercise.slug, kit.root))) == 1


def test_without_a_backup_there_is_nothing_to_undo(kit, exercise):
    with pytest.raises(AsynclingsError, match="Nothing to undo"):
        undo(exercise, kit.root)


def test_a_link_is_not_written_through(kit, exercise, tmp_path):
    elsewhere = tmp_path / "elsewhere.py"
    elsewhere.write_bytes(b"mine")
    exercise.stub.unlink()
    exercise.stub.symlink_to(elsewhere)

    for change in (reset, undo):
        with pytest.raises(AsynclingsError, match=r"is a link to .*\nRemove the link"):
            change(exercise, kit.root)

    assert elsewhere.read_bytes() == b"mine"


def test_a_folder_in_the_place_of_the_stub_is_left_alone(kit, exercise):
    exercise.stub.unlink()
    exercise.stub.mkdir()
    (exercise.stub / "mine.py").write_bytes(b"mine")

    with pytest.raises(AsynclingsError, match="Move it away, then reset again"):
        reset(exercise, kit.root)

    assert (exercise.stub / "mine.py").read_bytes() == b"mine"


def test_without_room_for_a_backup_nothing_is_overwritten(kit, exercise):
    exercise.stub.write_bytes(b"mine")
    (kit.root / ".asynclings/backups").write_text("somebody's file")

    with pytest.raises(AsynclingsError, match="So the stub stays as it is"):
        reset(exercise, kit.root)

    assert exercise.stub.read_bytes() == b"mine"


def test_a_stub_whose_original_is_lost_is_left_as_it_is(kit, exercise):
    exercise.stub.write_bytes(b"mine")
    for copy in (kit.root / ".asynclings/shipped").iterdir():
        copy.unlink()

    with pytest.raises(AsynclingsError, match="Nothing was changed"):
        reset(exercise, kit.root)

    assert exercise.stub.read_bytes() == b"mine"
