"""Canned HTTP answers, where a server would distract: aioresponses, kept working."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import aiohttp
import aioresponses.core
from yarl import URL

from asynclings.clock import current_loop
from asynclings.errors import GraderError

#: More than a stream of aiohttp takes before it asks the connection to slow down.
LARGE_BODY = b"x" * 200_000


class Response289(aiohttp.ClientResponse):
    """A response that aioresponses 0.7.9 can make with aiohttp 3.14 and later.

    Source: https://github.com/pnuckowski/aioresponses/issues/289
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        # Nothing was sent, and aiohttp only wants to know how much that was.
        options.setdefault("stream_writer", SimpleNamespace(output_size=0))
        super().__init__(*args, **options)

    def __setattr__(self, name: str, value: Any) -> None:
        # A body of more than the stream's limit would be slowed down, and that needs the
        # parser of a connection. There is none: let the stream take any amount.
        if name == "content":
            value.set_read_chunk_size(sys.maxsize)
        super().__setattr__(name, value)


def response_class(
    match: Callable[..., Any] = aioresponses.core.RequestMatch,
) -> type[aiohttp.ClientResponse]:
    """Return what aioresponses shall make its responses of.

    Args:
        match: Its class for a canned answer; whether it works is tried out.

    Returns:
        aiohttp's own class where upstream works with it, else `Response289`.
    """
    url = URL("http://tried.example/")
    trial = match(url, body=LARGE_BODY).build_response(url)
    try:
        trial.send(None)  # it waits for nothing, so one step runs it to its end
    except StopIteration:
        return aiohttp.ClientResponse
    except (TypeError, AssertionError):
        return Response289
    finally:
        trial.close()
    raise GraderError("aioresponses waited for something while it made a canned answer.")


@contextmanager
def canned(url: str, **answer: Any) -> Iterator[aioresponses.aioresponses]:
    """Answer GET requests for *url* without any server, while the block runs.

    Every other address refuses the connection; add more with the object that the block
    is given, for two blocks cannot be nested. Time limits, connection limits and slow
    bodies do not exist here; `asynclings.probes.Web` has them.

    Args:
        url: The whole address.
        **answer: As aioresponses has it: ``payload`` (a value sent as JSON), ``body``,
            ``status``, ``headers``, ``content_type``.
    """
    elsewhere = getattr(current_loop(), "canned", None)
    if elsewhere is not None:  # the answer lives in another process
        with elsewhere(url, **answer) as mock:
            yield mock
        return
    with aioresponses.aioresponses() as mock:
        mock.get(url, repeat=True, response_class=response_class(), **answer)
        yield mock
