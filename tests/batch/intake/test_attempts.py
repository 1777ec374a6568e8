"""Several answers of one learner to one exercise: the newest counts, the others are told."""

import os
import zipfile
from datetime import UTC, datetime

LATER = 1_800_000_000


def write(desk, path, content, when):
    os.utime(desk.put(path, content), (when, when))


def test_the_newest_file_counts(desk):
    write(desk, "ada/set_sail.py", b"old", LATER - 60)
    write(desk, "ada/backup/set_sail.py", b"new", LATER)

    intake = desk.read("ada")

    assert [one.load() for one in intake.submissions] == [b"new"]
    assert intake.submissions[0].submitted_at == datetime.fromtimestamp(LATER, UTC)
    taken = f"{desk.folder.as_posix()}/ada/backup/set_sail.py was taken."
    assert desk.ignored(intake) == {
        "ada/set_sail.py": f"It is an older attempt at set_sail; {taken}"
    }


def test_of_files_of_one_time_the_later_copy_counts(desk):
    for name, content in (("set_sail", b"0"), ("set_sail (2)", b"2"), ("set_sail (1)", b"1")):
        write(desk, f"ada/{name}.py", content, LATER)

    assert [one.load() for one in desk.read("ada").submissions] == [b"2"]


def test_any_work_counts_before_the_stub_as_it_was_given_out(desk):
    write(desk, "ada/my own/set_sail.py", b"mine", LATER - 60)
    write(desk, "ada/exercises/02_boats/01_set_sail.py", desk.stub.replace(b"\n", b"\r\n"), LATER)

    intake = desk.read("ada")

    assert [one.load() for one in intake.submissions] == [b"mine"]
    assert "It is the stub as it was" in str(desk.ignored(intake))


def test_what_can_be_read_counts_before_what_cannot(desk):
    write(desk, "ada/old/set_sail.py", b"mine", LATER - 60)
    write(desk, "ada/set_sail.py", b"#" * 2_000_000, LATER)

    intake = desk.read("ada")

    assert [one.load() for one in intake.submissions] == [b"mine"]
    assert "an attempt that cannot be read" in str(desk.ignored(intake))


def test_the_number_that_canvas_gives_a_file_says_which_is_newer(desk):
    newer, older = "boole_18_9002_set_sail.py", "boole_18_8002_set_sail-3.py"
    desk.put("canvas.zip", desk.zip((newer, b"new"), (older, b"old")))

    assert [one.load() for one in desk.read("canvas.zip").submissions] == [b"new"]


def test_of_two_entries_of_one_name_the_last_counts_as_when_unpacking(desk):
    first, second = zipfile.ZipInfo("ada/set_sail.py"), zipfile.ZipInfo("ada/set_sail.py")
    desk.put("class.zip", desk.zip("bob/set_sail.py", (first, b"first")))
    with zipfile.ZipFile(desk.folder / "class.zip", "a") as archive:
        archive.NameToInfo.clear()  # or it would warn
        archive.writestr(second, b"second")

    intake = desk.read("class.zip")

    assert [one.load() for one in intake.submissions] == [b"second", desk.answer]


def test_a_tar_tells_the_time_and_a_zip_does_so_in_the_zone_of_this_machine(desk):
    info = zipfile.ZipInfo("ada/set_sail.py", (2026, 3, 1, 12, 30, 0))
    desk.put("a.zip", desk.zip((info, b"1")))
    exact = zipfile.ZipInfo("bob/set_sail.py", (2026, 3, 1, 12, 30, 0))
    exact.extra = b"UT\x05\x00\x01" + LATER.to_bytes(4, "little")
    desk.put("b.zip", desk.zip((exact, b"2")))
    desk.put("c.tgz", desk.tar(("carl/set_sail.py", b"3")))
    nothing = zipfile.ZipInfo("dora/set_sail.py")
    desk.put("d.zip", desk.zip((nothing, b"4")))

    intake = desk.read("a.zip", "b.zip", "c.tgz", "d.zip")

    assert [one.submitted_at for one in intake.submissions] == [
        datetime(2026, 3, 1, 12, 30).astimezone(UTC),
        datetime.fromtimestamp(LATER, UTC),
        datetime.fromtimestamp(1_700_000_000, UTC),
        None,
    ]
