"""Write the client of a weather service, so that nobody else has to speak HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

import aiohttp


@dataclass(frozen=True)
class Weather:
    """What the service says about a city."""

    city: str
    celsius: float


class CityNotFound(Exception):  # noqa: N818 - reads well in `except CityNotFound`
    """The service knows no city of that name."""


class Unauthorized(Exception):  # noqa: N818 - reads well in `except Unauthorized`
    """The service does not accept the token."""


class ServiceDown(Exception):  # noqa: N818 - reads well in `except ServiceDown`
    """The service is no help right now."""


class WeatherClient:
    """Speaks with the service at `base_url`, in `async with WeatherClient(...) as client`.

    A client may be made before an event loop runs. One session serves all requests of a
    client, also those that run at the same time. Every request has the header
    `Authorization: Bearer` with the token. When the block ends, all connections are closed.

    Status 404 raises CityNotFound. Status 401 raises Unauthorized. A status of 500 or more
    raises ServiceDown. No answer within `timeout` seconds raises ServiceDown. A server that
    cannot be reached raises ServiceDown. JSON of another shape than above raises ServiceDown.
    The `__cause__` of a ServiceDown is the error that was caught, if there was one. An error
    uses up no connection.
    """

    def __init__(self, base_url: str, token: str, *, timeout: float = 4.0) -> None:
        self._base_url = base_url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            self._base_url, headers=self._headers, timeout=self._timeout
        )
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._session.close()

    async def current(self, city: str) -> Weather:
        """Return the weather in `city`, whatever characters its name has."""
        with _translated_errors():
            async with self._session.get("/current", params={"city": city}) as response:
                _check_status(response, city)
                data = await response.json()
                return Weather(data["city"], data["celsius"])

    async def report(self, city: str, celsius: float) -> int:
        """Send a temperature as JSON and return the id that it was given."""
        reading = {"city": city, "celsius": celsius}
        with _translated_errors():
            async with self._session.post("/reports", json=reading) as response:
                _check_status(response, city)
                data = await response.json()
                return int(data["id"])


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    # A time limit is no ClientError, and JSON of another shape is no error of aiohttp at all.
    except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError) as error:
        raise ServiceDown(f"{type(error).__name__}: {error}") from error


def _check_status(response: aiohttp.ClientResponse, city: str) -> None:
    if response.status == 404:
        raise CityNotFound(city)
    if response.status == 401:
        raise Unauthorized
    # Before the body is decoded: behind a proxy, the page of an error is often HTML.
    response.raise_for_status()
