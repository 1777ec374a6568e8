"""A download in pieces: each is used at once, and nothing is left of a failure."""

import asyncio
import hashlib

import aiohttp
import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Received, proves

pytestmark = pytest.mark.allows("files")

PAGE = bytes(range(250)) * 16  # 4,000 bytes


def names_in(folder):
    """Return the names of the files in *folder*."""
    return [path.name for path in folder.iterdir()]


async def test_the_file_is_what_the_server_sent(submission, web):
    """Save the page at `url` as `dest` and return its SHA-256 in hexadecimal."""
    web.answers("/page", body=PAGE)
    dest = submission.folder / "page.bin"

    async with submission.client_session() as session:
        digest = await submission.download(session, web.url("/page"), dest)

    assert dest.read_bytes() == PAGE, "what is in the file"
    assert digest == hashlib.sha256(PAGE).hexdigest()


async def test_a_chunk_is_used_before_the_next_one_is_waited_for(submission, web):
    """Each chunk is written and then reported with on_bytes(its length) before the next one
    is waited for.
    """
    on_bytes = Received("on_bytes")
    web.answers("/page", body=PAGE, pieces=4, waits_for=on_bytes)
    dest = submission.folder / "page.bin"

    async with submission.client_session() as session:
        url = web.url("/page")
        await submission.download(session, url, dest, on_bytes=on_bytes, chunk_size=1000)

    assert on_bytes.sizes == [1000, 1000, 1000, 1000]


async def test_no_chunk_is_larger_than_asked_for(submission, web):
    """The body comes in chunks of at most `chunk_size` bytes."""
    on_bytes = Received("on_bytes")
    web.answers("/page", body=PAGE)
    dest = submission.folder / "page.bin"

    async with submission.client_session() as session:
        url = web.url("/page")
        await submission.download(session, url, dest, on_bytes=on_bytes, chunk_size=300)

    assert [size for size in on_bytes.sizes if size > 300] == [], "chunks that are too large"
    assert on_bytes.total == len(PAGE), "bytes that were reported"


async def test_an_error_page_is_not_saved(submission, web):
    """If the status is 400 or more, ClientResponseError is raised and no file is made."""
    web.answers("/page", status=404, text="There is no such file.")
    dest = submission.folder / "page.bin"

    async with submission.client_session() as session:
        with pytest.raises(aiohttp.ClientResponseError):
            await submission.download(session, web.url("/page"), dest)

    assert names_in(submission.folder) == [], "files in the folder"


async def test_a_broken_connection_leaves_no_file(submission, web):
    """If the connection breaks, the error is raised and no file is left behind."""
    on_bytes = Received("on_bytes")
    web.answers("/page", body=PAGE, pieces=2, cut_after=2000, waits_for=on_bytes)
    dest = submission.folder / "page.bin"

    async with submission.client_session() as session:
        with pytest.raises((aiohttp.ClientError, OSError)):
            await submission.download(session, web.url("/page"), dest, on_bytes=on_bytes)

    assert names_in(submission.folder) == [], "files in the folder"


async def test_a_cancelled_download_leaves_no_file(submission, web):
    """If the download is cancelled, no file is left behind either."""
    web.answers("/page", body=PAGE, pieces=2, pause=2)
    dest = submission.folder / "page.bin"

    async with submission.client_session() as session:
        task = asyncio.create_task(submission.download(session, web.url("/page"), dest))
        await asyncio.sleep(1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert names_in(submission.folder) == [], "files in the folder"


@proves("read-all-in-memory")
def nothing_was_used_until_everything_was_there(seen):
    """The server waits until the first chunk is used, and you wait for the whole page."""
    # Where it waits tells it from an answer that reads in pieces, but is one behind.
    waiting = isinstance(seen.error, DeadlockError) and "for ClientResponse." in str(seen.error)
    return waiting and seen.rule == "a_chunk_is_used_before_the_next_one_is_waited_for"


@proves("status-ignored", next_step="Call raise_for_status() before you make a file.")
def the_error_page_was_saved(seen):
    """The page of the error 404 was saved as if it were the file."""
    return seen.rule == "an_error_page_is_not_saved" and seen.returned


def left_by(seen, rule):
    """Return the files that were left, if they are what *rule* is about."""
    return seen.happened if seen.rule == rule and isinstance(seen.happened, list) else []


@proves("partial-file", next_step="Remove the file when anything goes wrong.")
def half_a_file_was_left(seen):
    """Return which file was left after the connection had broken."""
    left = seen.happened if seen.rule == "a_broken_connection_leaves_no_file" else None
    return (
        isinstance(left, list) and left and f"{left[0]} was left after the connection had broken."
    )


@proves("cancel-as-error", next_step="Tidy up in `finally`: a cancellation is no Exception.")
def only_a_cancellation_leaves_a_file(seen):
    """Return which file was left after the cancellation."""
    left = seen.happened if seen.rule == "a_cancelled_download_leaves_no_file" else None
    return (
        isinstance(left, list) and left and f"{left[0]} was left after the download was cancelled."
    )
