"""A client of a weather service: what it sends, and what it makes of each answer."""

import asyncio

import pytest

from asynclings.probes import Answer, Record, Web, proves

OSLO = Answer(json={"city": "Oslo", "celsius": -3.5})
UNKNOWN_CITY = Answer(status=404, json={"error": "no such city"})
UNKNOWN_TOKEN = Answer(status=401, json={"error": "no such token"})
BAD_GATEWAY = Answer(status=502, text="<h1>Bad Gateway</h1>", content_type="text/html")


async def test_the_weather_comes_back(submission, web):
    """Speaks with the service at `base_url`, in `async with WeatherClient(...) as client`."""
    web.answers("/current", OSLO)

    async with submission.WeatherClient(web.url(""), "secret") as client:
        weather = await client.current("Oslo")

    assert weather == Record("Weather", city="Oslo", celsius=-3.5)


async def test_the_name_of_the_city_arrives_as_it_is(submission, web):
    """Return the weather in `city`, whatever characters its name has."""
    web.answers("/current", OSLO)

    async with submission.WeatherClient(web.url(""), "secret") as client:
        await client.current("São Paulo & co")

    assert web.requests[0].query == {"city": "São Paulo & co"}, "what the service was asked for"


async def test_a_report_is_sent_as_json(submission, web):
    """Send a temperature as JSON and return the id that it was given."""
    web.answers("/reports", json={"id": 7}, status=201, method="POST")

    async with submission.WeatherClient(web.url(""), "secret") as client:
        number = await client.report("Oslo", -4.0)

    assert web.requests[0].json == {"city": "Oslo", "celsius": -4.0}, (
        "the JSON in the body of the request"
    )
    assert number == 7


async def test_every_request_carries_the_token(submission, web):
    """Every request has the header `Authorization: Bearer` with the token."""
    web.answers("/current", OSLO)
    web.answers("/reports", json={"id": 7}, method="POST")

    async with submission.WeatherClient(web.url(""), "secret") as client:
        await client.current("Oslo")
        await client.report("Oslo", -4.0)

    sent = [request.headers.get("Authorization") for request in web.requests]
    assert sent == ["Bearer secret", "Bearer secret"]


async def test_one_session_serves_all_requests(submission, web, timeline, pace):
    """One session serves all requests of a client, also those that run at the same time."""
    second = pace(1.0)
    web.answers("/current", json=OSLO.json, seconds=second)

    async with submission.WeatherClient(web.url(""), "secret") as client:
        await asyncio.gather(*(client.current("Oslo") for _ in range(10)))

    assert timeline == {"GET /current": [(0, second)] * 10}, "ten take as long as one"
    assert submission.sessions_opened == 1, "how many sessions were opened for ten requests"


async def test_status_404_is_city_not_found(submission, web):
    """Status 404 raises CityNotFound."""
    web.answers("/current", UNKNOWN_CITY)

    async with submission.WeatherClient(web.url(""), "secret") as client:
        with pytest.raises(submission.CityNotFound):
            await client.current("Atlantis")


async def test_status_401_is_unauthorized(submission, web):
    """Status 401 raises Unauthorized."""
    web.answers("/reports", UNKNOWN_TOKEN, method="POST")

    async with submission.WeatherClient(web.url(""), "guessed") as client:
        with pytest.raises(submission.Unauthorized):
            await client.report("Oslo", -4.0)


async def test_status_502_is_service_down(submission, web):
    """A status of 500 or more raises ServiceDown."""
    web.answers("/current", BAD_GATEWAY)

    async with submission.WeatherClient(web.url(""), "secret") as client:
        with pytest.raises(submission.ServiceDown):
            await client.current("Oslo")


async def test_no_answer_in_time_is_service_down(submission, web, timeline, pace):
    """No answer within `timeout` seconds raises ServiceDown."""
    patience = pace(4.0)
    web.answers("/current", stalls=True)

    async with submission.WeatherClient(web.url(""), "secret", timeout=patience) as client:
        with pytest.raises(submission.ServiceDown):
            await client.current("Oslo")
    await asyncio.sleep(1)

    assert timeline == {"GET /current": (0, patience)}, "the request is given up in time"


async def test_nobody_there_is_service_down(submission, web):
    """A server that cannot be reached raises ServiceDown."""
    async with submission.WeatherClient(web.refused_url(""), "secret") as client:
        with pytest.raises(submission.ServiceDown):
            await client.current("Oslo")


async def test_json_of_another_shape_is_service_down(submission, web):
    """JSON of another shape than above raises ServiceDown."""
    web.answers("/current", json={"message": "we have moved"})

    async with submission.WeatherClient(web.url(""), "secret") as client:
        with pytest.raises(submission.ServiceDown):
            await client.current("Oslo")


async def test_the_error_that_was_caught_is_the_cause(submission, web):
    """The `__cause__` of a ServiceDown is the error that was caught, if there was one."""
    async with submission.WeatherClient(web.refused_url(""), "secret") as client:
        with pytest.raises(submission.ServiceDown) as caught:
            await client.current("Oslo")

    cause = caught.value.__cause__
    assert isinstance(cause, OSError), f"it should be the refused connection; it is {cause!r}"


async def test_errors_use_up_no_connection(submission, web):
    """An error uses up no connection."""
    slow_page = Answer(status=404, json={"error": "no such city"}, pieces=2, pause=2)
    web.answers("/current", *[slow_page] * 100, OSLO)

    async with submission.WeatherClient(web.url(""), "secret") as client:
        calls = (client.current("Atlantis") for _ in range(100))
        errors = await asyncio.gather(*calls, return_exceptions=True)
        asked = asyncio.get_running_loop().time()
        await client.current("Oslo")

    assert {type(error) for error in errors} == {submission.CityNotFound}
    assert web.requests[-1].start == asked, "second at which the next request reached the service"


async def oslo_in_a_new_loop(client):
    """Return what *client*, made before there was a loop, says about Oslo."""
    async with Web() as web:
        web.named("weather.example")
        web.answers("/current", OSLO)
        async with client:
            return await client.current("Oslo")


def test_a_client_may_be_made_before_a_loop_runs(submission):
    """A client may be made before an event loop runs."""
    client = submission.WeatherClient("http://weather.example", "secret")

    weather = asyncio.run(oslo_in_a_new_loop(client))

    assert weather == Record("Weather", city="Oslo", celsius=-3.5)


async def test_all_connections_are_closed_at_the_end(submission, web):
    """When the block ends, all connections are closed."""
    web.answers("/current", OSLO)

    async with submission.WeatherClient(web.url(""), "secret") as client:
        await client.current("Oslo")
    await asyncio.sleep(1)

    assert web.open_connections == 0, "the server has seen every connection being closed"


@proves("content-type-surprise")
def the_html_of_an_error_was_decoded(seen):
    """ContentTypeError left the client: the page of the error 502 is HTML, not JSON."""
    return type(seen.error).__name__ == "ContentTypeError"


def raises_nothing_or(seen, *errors):
    """Tell whether the answer gave something back, or one of *errors* left it."""
    unraised = "DID NOT RAISE" in str(seen.error)
    return unraised or type(seen.error).__name__ in errors


@proves("status-ignored")
def an_error_page_was_taken_for_data(seen):
    """Return what was made of the error's page."""
    if not seen.rule.startswith("status_") or not raises_nothing_or(seen, "KeyError", "TypeError"):
        return False
    made = seen.answer if seen.returned else f"{type(seen.error).__name__}: {seen.error}"
    return f"The page of the error was taken for data, and became {made}."


@proves("hand-built-url")
def the_query_was_cut_at_the_ampersand(seen):
    """Return which city the service was asked for."""
    if seen.rule != "the_name_of_the_city_arrives_as_it_is" or not isinstance(seen.happened, dict):
        return False
    city = seen.happened.get("city", "")
    return city == "São Paulo " and f"The service was asked for {city!r}: '&' ended the value."


@proves("wrong-exception", next_step="Catch TimeoutError as well: it is no ClientError.")
def a_timeout_went_past_the_except(seen):
    """TimeoutError left the client when the time was up."""
    return seen.rule == "no_answer_in_time_is_service_down" and isinstance(seen.error, TimeoutError)


@proves("response-not-released", next_step="Use `async with` for the response, too.")
def the_pool_was_used_up(seen):
    """100 errors still held their connections, so the next request had to wait for one."""
    asked, came = seen.expected, seen.happened
    late = isinstance(asked, float) and isinstance(came, float) and came > asked
    return late and seen.rule == "errors_use_up_no_connection"


@proves("loop-mixing", next_step="Open the session in __aenter__: there a loop is running.")
def the_session_was_made_without_a_loop(seen):
    """WeatherClient(...) asked for an event loop, and none was running yet."""
    early = seen.rule == "a_client_may_be_made_before_a_loop_runs"
    return early and "no running event loop" in str(seen.error)


@proves("session-per-request", next_step="Open one session in __aenter__ and keep it.")
def more_sessions_than_one(seen):
    """Return how many sessions there were."""
    if seen.rule == "one_session_serves_all_requests" and isinstance(seen.happened, int):
        return seen.happened > 1 and f"{seen.happened} sessions were opened for 10 requests."
    return False
