"""Archives made to do harm: whatever is in one, it is told, and the others are read."""

import io
import lzma
import os
import struct
import tarfile
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asynclings.batch.intake import Limits, read
from asynclings.errors import SubmissionError

OUTSIDE = "Its path leads out of the archive."


def header(name, kind, target=""):
    """Return the header of a member of a tar that is no plain file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def bystander(desk):
    """Put an honest learner beside the others; return how their answer is told."""
    desk.put("zoe/set_sail.py")
    return "zoe: set_sail"


@pytest.mark.parametrize(
    "name", ["../set_sail.py", "/etc/set_sail.py", "a/../../set_sail.py", "C:\\set_sail.py"]
)
def test_a_path_out_of_an_archive_is_not_followed(desk, name):
    desk.put("ada.zip", desk.zip(name, "drop_anchor.py"))
    desk.put("bob.tar", desk.tar(name, "drop_anchor.py", mode="w"))

    intake = desk.read()

    assert desk.taken(intake) == ["ada: drop_anchor", "bob: drop_anchor"]
    assert set(desk.ignored(intake).values()) == {OUTSIDE}
    assert sorted(path.name for path in desk.folder.parent.rglob("*.py")) == []


def test_backslashes_of_old_zips_are_folders(desk):
    desk.put("class.zip", desk.zip("ada\\02_boats\\01_set_sail.py", "bob\\set_sail.py"))

    assert desk.taken(desk.read("class.zip")) == ["ada: set_sail", "bob: set_sail"]


def test_links_and_devices_in_a_tar_are_not_followed(desk):
    desk.put(
        "ada.tar.gz",
        desk.tar(
            "set_sail.py",
            header("drop_anchor.py", tarfile.SYMTYPE, "/etc/passwd"),
            header("hard.py", tarfile.LNKTYPE, "set_sail.py"),
            header("device", tarfile.CHRTYPE),
            header("pipe", tarfile.FIFOTYPE),
        ),
    )

    intake = desk.read()

    assert desk.taken(intake) == ["ada: set_sail", "ada: drop_anchor"]
    with pytest.raises(SubmissionError, match="It is a link, which is not followed"):
        intake.submissions[1].load()
    assert len(desk.ignored(intake)) == 3


def test_a_link_in_a_zip_is_not_followed(desk):
    link = zipfile.ZipInfo("set_sail.py")
    link.external_attr = 0o120777 << 16
    desk.put("ada.zip", desk.zip((link, b"/etc/passwd")))

    intake = desk.read()

    assert "It is a link" in intake.submissions[0].problem


def test_links_pipes_and_folders_on_the_disk_are_told(desk):
    (desk.folder / "ada").mkdir()
    (desk.folder / "ada/set_sail.py").symlink_to("/etc/passwd")
    (desk.folder / "ada/root").symlink_to("/")
    os.mkfifo(desk.folder / "ada/drop_anchor.py")
    (desk.folder / "bob/set_sail.py").mkdir(parents=True)

    intake = desk.read()

    assert [one.problem.partition(",")[0] for one in intake.submissions] == [
        "It is a link",
        "It is a pipe",
    ]
    assert set(desk.ignored(intake)) == {"ada/root", "bob/set_sail.py"}


def test_an_encrypted_zip_is_told_for_each_answer(desk):
    data = bytearray(desk.zip("set_sail.py", "essay.txt"))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + offset] |= 1
    desk.put("ada.zip", bytes(data))

    intake = desk.read("ada.zip")

    assert "make the archive again without a password" in intake.submissions[0].problem
    assert intake.submissions[0].carried().problem == intake.submissions[0].problem


def test_an_answer_that_is_too_large_is_a_problem_of_one_learner(desk):
    large = b"#" * 1_000_001
    desk.put("ada/set_sail.py", large)
    desk.put("bob.zip", desk.zip(("set_sail.py", large)))
    desk.put("carl.tgz", desk.tar(("set_sail.py", large)))

    intake = desk.read()

    assert ["The file is too large" in one.problem for one in intake.submissions] == [True] * 3


def test_a_size_that_a_zip_lies_about_is_not_believed(desk):
    data = bytearray(desk.zip(("set_sail.py", b"#" * 5_000_000)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + offset, 10)
    desk.put("ada.zip", bytes(data))
    honest = bystander(desk)

    intake = desk.read()

    assert desk.taken(intake) == ["ada: set_sail", honest]
    assert intake.submissions[0].problem


def test_a_damaged_answer_is_a_problem_and_the_rest_of_the_archive_is_read(desk):
    noise = bytes(range(256)) * 20
    data = bytearray(desk.zip(("set_sail.py", noise), "drop_anchor.py"))
    data[100] ^= 0xFF
    desk.put("ada.zip", bytes(data))

    first, second = desk.read("ada.zip").submissions

    assert "The archive is broken here" in first.problem
    assert second.load() == desk.answer


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(entries=3), "It has more than 3 entries."),
        (Limits(read=1_500), "It has more than 0 MiB of answers."),
        (Limits(directory=200), "Its list of contents is longer than 200 bytes."),
        (Limits(streamed=2_000), "It unpacks to more than 0 MiB."),
        (Limits(free=2_000, ratio=2), "It unpacks to more than 0 MiB."),
    ],
    ids=["entries", "answers", "contents", "length", "ratio"],
)
def test_an_archive_that_wants_too_much_ends_there(desk, limits, why):
    names = [f"{number}/set_sail.py" for number in range(30)]
    content = [(name, b"#" * 600) for name in names]
    desk.put("ada.zip", desk.zip(*content))
    desk.put("bob.tgz", desk.tar(*content))
    honest = bystander(desk)

    intake = desk.read(limits=limits)

    assert honest in desk.taken(intake)
    assert any(one.startswith(why) for one in desk.ignored(intake).values())


def test_an_archive_within_an_archive_has_a_size_and_a_depth(desk):
    nested = desk.zip("set_sail.py")
    for _ in range(5):
        nested = desk.zip(("more.zip", nested))
    desk.put("ada.zip", nested)
    desk.put("class.zip", desk.zip(("bob.zip", desk.zip(("set_sail.py", os.urandom(3_000))))))
    honest = bystander(desk)

    deep = desk.read("ada.zip", "zoe")
    large = desk.read("class.zip", "zoe", limits=Limits(inner=2_000))

    assert desk.taken(deep) == desk.taken(large) == [honest]
    assert "More than 3 archives lie one in another." in desk.ignored(deep).values()
    assert "An archive in an archive may have 0 MiB; this has more." in str(large.ignored)


def test_a_header_that_asks_for_memory_is_refused(desk):
    header_of_names = tarfile.TarInfo("x")
    header_of_names.type, header_of_names.size = tarfile.XHDTYPE, 2**33
    data = header_of_names.tobuf(tarfile.GNU_FORMAT) + b"\0" * 2**20
    desk.put("ada.tar", data)
    honest = bystander(desk)

    intake = desk.read()

    assert desk.taken(intake) == [honest]
    assert "longer than any name can be" in desk.ignored(intake)["ada.tar"]


def test_an_xz_that_asks_for_memory_is_refused(desk):
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 2**28}]
    data = lzma.compress(desk.tar("set_sail.py", mode="w"), filters=filters)
    desk.put("ada.tar.xz", data)

    intake = desk.read()

    assert desk.ignored(intake)["ada.tar.xz"].startswith("It is broken: Memory usage limit")


def test_an_unusual_packing_is_told(desk):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("set_sail.py", desk.answer)
    desk.put("ada.zip", stream.getvalue())

    assert "packed in an unusual way" in desk.read("ada.zip").submissions[0].problem


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_a_tar_that_breaks_off_is_told_and_what_was_there_is_kept(desk, mode):
    whole = desk.tar(
        ("ada/set_sail.py", os.urandom(5_000)), ("bob/set_sail.py", os.urandom(90_000)), mode=mode
    )
    desk.put("class.tar", whole[: len(whole) // 2])
    honest = bystander(desk)

    intake = desk.read("class.tar", "zoe")

    assert honest in desk.taken(intake)
    assert "class.tar" in desk.ignored(intake)


def test_a_tar_with_a_damaged_header_does_not_end_silently(desk):
    data = bytearray(desk.tar("ada/set_sail.py", "bob/set_sail.py", "carl/set_sail.py", mode="w"))
    data[1024:1536] = b"\xff" * 512
    desk.put("class.tar", bytes(data))

    intake = desk.read("class.tar")

    assert desk.taken(intake) == ["ada: set_sail"]
    assert desk.ignored(intake)["class.tar"].startswith("It breaks off after 1 entries.")


def test_names_that_a_terminal_or_a_table_would_obey_are_spelt_out(desk):
    desk.put(
        "class.zip", desk.zip("=1+1/set_sail.py", "\x1b[31mred\u202e/set_sail.py", "z/set_sail.py")
    )
    (desk.folder / "bytes\udcff").mkdir()

    intake = read([desk.folder / "class.zip", desk.folder], desk.kit)

    names = [one.id for one in intake.learners]
    assert "=1+1" in names
    assert "\\x1b[31mred\\u202e" in names
    assert "bytes\\udcff" in names
    assert all(one.id.isprintable() for one in intake.learners)


def test_a_name_is_the_same_however_a_system_spells_its_accents(desk):
    desk.put("a.zip", desk.zip("Zoe\u0308/set_sail.py", "b/set_sail.py"))
    desk.put("b.zip", desk.zip("Zo\u00eb/drop_anchor.py", "b/drop_anchor.py"))

    assert [one.id for one in desk.read("a.zip", "b.zip").learners] == ["b", "Zo\u00eb"]


def test_folders_without_end_are_not_entered(desk):
    desk.put("/".join(["ada", *["x"] * 30, "set_sail.py"]))
    desk.put("bob.zip", desk.zip("y/" * 30 + "set_sail.py", "z" * 300 + ".py"))

    intake = desk.read()

    assert desk.taken(intake) == []
    assert len(intake.ignored) == 3


def test_a_file_that_is_gone_later_is_a_problem_of_its_own(desk):
    file = desk.put("ada/set_sail.py")
    submission = desk.read("ada").submissions[0]
    file.unlink()

    carried = submission.carried()

    assert "The file cannot be read: No such file or directory." in carried.problem
    assert carried.source == b""


def test_answers_do_not_stay_in_memory(desk):
    content = os.urandom(1_000).hex().encode() * 100
    members = [(f"{number}/set_sail.py", content) for number in range(300)]
    desk.put("class.zip", desk.zip(*members))
    tracemalloc.start()

    intake = desk.read("class.zip")
    total = sum(len(one.load()) for one in intake.submissions)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == 300 * len(content)
    assert peak < total / 4


def mutated(data):
    """Draw what becomes of *data* when some bytes change and the end is lost."""
    changes = st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=6)
    return st.tuples(changes, st.integers(0, len(data)))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("kind", ["zip", "tar", "tgz"])
def test_no_damage_to_an_archive_ends_the_reading(tmp_path_factory, boats, kind, data):
    folder = tmp_path_factory.mktemp("class")
    whole = SAMPLES[kind]
    changes, end = data.draw(mutated(whole))
    damaged = bytearray(whole)
    for place, value in changes:
        damaged[place] = value
    (folder / f"ada.{kind}").write_bytes(damaged[:end])
    (folder / "zoe").mkdir()
    (folder / "zoe/set_sail.py").write_bytes(b"pass")

    intake = read([folder], boats)

    assert "zoe" in {one.learner.id for one in intake.submissions}
    for one in intake.submissions:
        assert one.problem or one.load() is not None


def samples():
    zipped, tarred, packed = io.BytesIO(), io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("set_sail.py", "more/drop_anchor.py"):
            archive.writestr(name, b"async def sail(): ...\n" * 9)
    for stream, mode in ((tarred, "w"), (packed, "w:gz")):
        with tarfile.open(fileobj=stream, mode=mode, format=tarfile.PAX_FORMAT) as archive:
            info = tarfile.TarInfo("ümlaut" * 30 + "/set_sail.py")
            info.size = 9
            archive.addfile(info, io.BytesIO(b"x = '123'"))
    return {"zip": zipped.getvalue(), "tar": tarred.getvalue(), "tgz": packed.getvalue()}


SAMPLES = samples()
