"""The web server for graders: what it serves, counts and draws, and how it goes."""

import asyncio
import gc

import aiohttp
import pytest

from asynclings.clock import VirtualLoop
from asynclings.errors import DeadlockError, GraderError
from asynclings.probes.web import Web
from asynclings.probes.web_answer import Answer, Received


def now():
    return asyncio.get_running_loop().time()


def spans_of(kind):
    return asyncio.get_running_loop().timeline.of(kind)


async def get(session, url, **options):
    async with session.get(url, **options) as response:
        return response.status, response.content_type, await response.read()


async def turns(count=20):
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.fixture
async def web():
    async with Web() as server:
        yield server


@pytest.fixture
async def session():
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout()) as session:
        yield session


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"json": {"ok": True}}, (200, "application/json", b'{"ok": true}')),
        ({"text": "ã"}, (200, "text/plain", "ã".encode())),
        ({"body": b"\0"}, (200, "application/octet-stream", b"\0")),
        ({"json": None, "status": 404}, (404, "application/json", b"null")),
        ({"text": "<p>", "content_type": "text/html"}, (200, "text/html", b"<p>")),
        ({"text": ""}, (200, "text/plain", b"")),
        ({"body": b"0123456789", "pieces": 3}, (200, "application/octet-stream", b"0123456789")),
    ],
)
async def test_an_answer_is_served_as_it_was_given(web, session, answer, expected):
    web.answers("/page", **answer)

    assert await get(session, web.url("/page")) == expected


async def test_headers_are_sent(web, session):
    web.answers("/page", json=1, headers={"Link": '</next>; rel="next"'})

    async with session.get(web.url("/page")) as response:
        following = response.links["next"]["url"]

    assert str(following) == web.url("/next")


async def test_requests_at_the_same_time_take_exactly_as_long_as_one(web, session):
    web.answers("/page", json=1, seconds=0.3)

    await asyncio.gather(*(get(session, web.url("/page")) for _ in range(20)))

    assert now() == 0.3
    assert web.peak == web.connections == 20
    assert asyncio.get_running_loop().timeline == {"GET /page": [(0, 0.3)] * 20}


async def test_requests_one_after_the_other_share_a_connection(web, session):
    web.answers("/page", json=1, seconds=1)

    for _ in range(3):
        await get(session, web.url("/page"))

    assert now() == 3
    assert (web.peak, web.connections, web.open_connections) == (1, 1, 1)
    assert [request.connection for request in web.requests] == [1, 1, 1]


async def test_the_end_of_a_connection_is_seen(web):
    web.answers("/page", json=1)

    async with aiohttp.ClientSession() as session:
        await get(session, web.url("/page"))
    await turns()

    assert web.open_connections == 0


async def test_there_is_a_pause_between_two_pieces(web, session):
    web.answers("/page", body=b"0123456789", pieces=3, pause=0.5)

    arrived = {}
    async with session.get(web.url("/page")) as response:
        async for piece in response.content.iter_any():
            arrived[now()] = piece

    assert arrived == {0: b"0123", 0.5: b"4567", 1.0: b"89"}


async def test_answers_are_given_in_turn_and_the_last_is_repeated(web, session):
    web.answers("/page", Answer(status=500), Answer(status=503), Answer(json="fine"))

    answers = [await get(session, web.url("/page")) for _ in range(4)]

    assert [status for status, _, _ in answers] == [500, 503, 200, 200]


async def test_a_function_can_answer(web, session):
    async def double(request):
        await asyncio.sleep(1)
        return Answer(json=2 * int(request.query["n"]))

    web.answers("/double", double)

    assert await get(session, web.url("/double?n=21")) == (200, "application/json", b"42")
    assert now() == 1


async def test_a_request_is_remembered(web, session):
    web.answers("/page", json=1, method="POST")
    await asyncio.sleep(2)

    headers = {"Authorization": "Bearer x"}
    query = {"city": "São Paulo & co"}
    async with session.post(web.url("/page"), params=query, json={"n": 1}, headers=headers):
        pass

    (request,) = web.requests
    assert str(request) == "POST /page"
    assert (request.query, request.json, request.body) == (query, {"n": 1}, b'{"n": 1}')
    assert request.headers["authorization"] == "Bearer x"
    assert (request.connection, request.start) == (1, 2)


async def test_a_body_that_is_no_json_has_no_json(web, session):
    web.answers("/page", json=1, method="POST")

    headers = {"Content-Type": "application/json"}
    async with session.post(web.url("/page"), data=b"{", headers=headers):
        pass
    async with session.post(web.url("/page"), data={"n": 1}):
        pass

    assert [request.json for request in web.requests] == [None, None]


async def test_an_unknown_page_says_what_there_is(web, session):
    web.answers("/page", json=1)

    status, _, body = await get(session, web.url("/pgae?n=1"))

    assert (status, body) == (404, b"There is no GET /pgae. There is GET /page.")


async def test_a_cut_comes_when_all_that_was_sent_has_been_used(web, session):
    received = Received()
    web.answers("/page", body=b"x" * 4000, pieces=2, cut_after=2000, waits_for=received)

    with pytest.raises(aiohttp.ClientPayloadError):
        async with session.get(web.url("/page")) as response:
            async for piece in response.content.iter_chunked(500):
                received(len(piece))

    assert received.sizes == [500, 500, 500, 500]


async def test_a_cut_of_a_body_of_known_length_is_seen(web, session):
    web.answers("/page", body=b"x" * 4000, cut_after=0)

    with pytest.raises(aiohttp.ClientPayloadError):
        await get(session, web.url("/page"))


async def test_an_answer_that_stalls_is_given_up_by_the_client(web, session):
    web.answers("/page", stalls=True)

    with pytest.raises(TimeoutError):
        await get(session, web.url("/page"), timeout=aiohttp.ClientTimeout(total=4))
    await turns()

    (span,) = spans_of("call")
    assert (span.interval, span.outcome) == ((0, 4), "cancelled")


async def test_a_client_that_goes_while_pieces_come_is_noticed(web):
    web.answers("/page", body=b"x" * 10, pieces=10, pause=1)

    async with aiohttp.ClientSession() as session, session.get(web.url("/page")):
        await asyncio.sleep(2.5)
    await turns()

    (span,) = spans_of("call")
    assert (span.interval, span.outcome) == ((0, 2.5), "cancelled")


async def test_the_next_piece_waits_until_all_before_it_were_reported(web, session):
    received = Received("on_bytes")
    web.answers("/page", body=b"x" * 4000, pieces=4, waits_for=received)

    async with session.get(web.url("/page")) as response:
        async for piece in response.content.iter_any():
            await asyncio.sleep(1)
            received(len(piece))

    assert (received.sizes, received.total, now()) == ([1000] * 4, 4000, 4)


def run(scenario):
    """Run *scenario* on a loop of its own; return that loop with the error, if any."""
    loops = []

    def new_loop():
        loops.append(VirtualLoop())
        return loops[-1]

    error = None
    with asyncio.Runner(loop_factory=new_loop) as runner:
        try:
            runner.run(scenario())
        except AssertionError as caught:
            error = caught
    return loops[0], error


def test_a_piece_that_nobody_reports_is_a_deadlock_that_says_so():
    async def read_everything():
        async with Web() as web, aiohttp.ClientSession(timeout=aiohttp.ClientTimeout()) as session:
            web.answers("/page", body=b"x" * 4000, pieces=4, waits_for=Received("on_bytes"))
            await get(session, web.url("/page"))

    loop, error = run(read_everything)

    assert isinstance(error, DeadlockError)
    assert "sends the next piece when on_bytes was told of them; so far it was told of 0" in str(
        error
    )
    assert "the web server is answering GET /page; connections open: 1" in str(error)
    assert loop.time() == 0


def test_an_idle_connection_does_not_hide_a_deadlock():
    async def wait_for_the_only_connection():
        connector = aiohttp.TCPConnector(limit=1)
        async with (
            Web() as web,
            aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout()) as session,
        ):
            web.answers("/large", body=b"x" * 5_000_000)
            async with session.get(web.url("/large")):
                await session.get(web.url("/large"))

    loop, error = run(wait_for_the_only_connection)

    assert isinstance(error, DeadlockError)
    assert loop.time() == 0  # no timer of the server made the clock jump


async def test_nobody_listens_at_the_refused_address(web, session):
    with pytest.raises(aiohttp.ClientConnectorError):
        await get(session, web.refused_url("/page"))

    assert now() < 0.1  # a foreign socket: real time, but very little


async def test_the_server_can_have_a_name(web, session):
    web.answers("/page", json="here")

    assert (await get(session, web.named("weather.example") + "/page"))[2] == b'"here"'
    assert web.requests[0].headers["Host"] == "weather.example"


@pytest.mark.parametrize("answer", [{"stalls": True}, {"body": b"x" * 9_000_000, "pieces": 3}])
async def test_it_goes_at_once_and_silently_whatever_is_going_on(session, answer, caplog):
    async with Web() as web:
        web.answers("/page", **answer)
        response = asyncio.create_task(session.get(web.url("/page"))._coro)
        await asyncio.sleep(1)
    await turns()

    assert web.open_connections == 0
    assert now() == 1
    assert asyncio.all_tasks() - {response} == {asyncio.current_task()}
    await asyncio.wait([response])
    assert response.exception() is None or isinstance(response.exception(), aiohttp.ClientError)
    gc.collect()
    assert caplog.records == []


async def test_it_goes_at_once_when_the_block_fails(session, caplog):
    with pytest.raises(ZeroDivisionError):
        async with Web() as web, asyncio.timeout(5):
            web.answers("/page", stalls=True)
            async with asyncio.TaskGroup() as group:
                asking = group.create_task(get(session, web.url("/page")))
                await asyncio.sleep(1)
                asking.cancel()
            _ = 1 / 0
    await turns()

    assert (web.open_connections, now()) == (0, 1)
    assert caplog.records == []


async def test_a_handler_that_fails_is_the_graders_error(session):
    async def broken(request):
        raise KeyError(request.path)

    with pytest.raises(GraderError, match="KeyError"):
        async with Web() as web:
            web.answers("/page", broken)
            status, _, _ = await get(session, web.url("/page"))

    assert status == 500


async def test_an_error_in_the_block_is_not_hidden_by_the_handlers(session):
    async def broken(request):
        raise KeyError(request.path)

    with pytest.raises(ZeroDivisionError):
        async with Web() as web:
            web.answers("/page", broken)
            await get(session, web.url("/page"))
            _ = 1 / 0


@pytest.mark.parametrize("arguments", [((), {}), ((Answer(),), {"json": 1})])
async def test_answers_needs_one_way_of_saying_it(web, arguments):
    positional, named = arguments

    with pytest.raises(GraderError, match="give Answers, or the fields of one"):
        web.answers("/page", *positional, **named)


def test_it_needs_the_virtual_loop():
    async def start():
        async with Web():
            pass

    with pytest.raises(GraderError, match="virtual loop"):
        asyncio.run(start())


async def test_its_own_tasks_are_not_on_the_timeline(web, session):
    web.answers("/page", json=1, seconds=1)

    await get(session, web.url("/page"))

    assert [span for span in spans_of("task") if "RequestHandler" in str(span.args)] == []
