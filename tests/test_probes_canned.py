"""Canned HTTP answers, with the repair for the upstream issue 289 and without it."""

import asyncio

import aiohttp
import pytest

from asynclings.errors import GraderError
from asynclings.probes.canned import LARGE_BODY, Response289, canned, response_class

URL = "http://status.example/page"


async def get(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.read()


class WorksUpstream:
    """A canned answer of an aioresponses that works with this aiohttp."""

    def __init__(self, url, body):
        self.url = url

    async def build_response(self, url):
        return f"a response from {url}"


class BrokenUpstream(WorksUpstream):
    async def build_response(self, url):
        raise TypeError("ClientResponse.__init__() missing ... 'stream_writer'")


class BrokenForLargeBodies(WorksUpstream):
    async def build_response(self, url):
        raise AssertionError


class WaitsForSomething(WorksUpstream):
    async def build_response(self, url):
        await asyncio.sleep(0)


def test_the_repair_is_used_while_upstream_is_broken():
    assert response_class(BrokenUpstream) is Response289
    assert response_class(BrokenForLargeBodies) is Response289


def test_the_repair_switches_itself_off_when_upstream_works():
    assert response_class(WorksUpstream) is aiohttp.ClientResponse


def test_a_surprise_upstream_is_an_error_that_says_so():
    with pytest.raises(GraderError, match="waited for something"):
        response_class(WaitsForSomething)


async def test_the_answer_is_given_as_often_as_it_is_asked_for():
    with canned(URL, payload={"ok": True}, status=201):
        answers = [await get(URL), await get(URL)]

    assert answers == [(201, b'{"ok": true}')] * 2


async def test_a_large_body_comes_whole():
    with canned(URL, body=LARGE_BODY):
        assert await get(URL) == (200, LARGE_BODY)


async def test_a_large_body_can_be_read_in_pieces():
    with canned(URL, body=LARGE_BODY):
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            sizes = [len(piece) async for piece in response.content.iter_chunked(65536)]

    assert sum(sizes) == len(LARGE_BODY)


async def test_json_and_status_are_those_of_any_response():
    with canned(URL, payload={"ok": False}, status=500):
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            assert await response.json() == {"ok": False}
            with pytest.raises(aiohttp.ClientResponseError):
                response.raise_for_status()


async def test_more_addresses_can_be_added():
    with canned(URL, payload=1) as mock:
        mock.get("http://other.example/", payload=2, response_class=response_class())

        assert (await get(URL), await get("http://other.example/")) == ((200, b"1"), (200, b"2"))


async def test_every_other_address_refuses_the_connection():
    with canned(URL, payload=1), pytest.raises(aiohttp.ClientConnectionError):
        await get("http://other.example/")
