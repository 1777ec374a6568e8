"""Open a session in each method.

Rule: one session serves all requests
Finding: session-per-request
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

import aiohttp


@dataclass(frozen=True)
class Weather:
    city: str
    celsius: float


class CityNotFound(Exception):
    pass


class Unauthorized(Exception):
    pass


class ServiceDown(Exception):
    pass


class WeatherClient:
    def __init__(self, base_url: str, token: str, *, timeout: float = 4.0) -> None:
        self._base_url = base_url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout)

    def _open(self):
        return aiohttp.ClientSession(self._base_url, headers=self._headers, timeout=self._timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        pass

    async def current(self, city: str) -> Weather:
        with _translated_errors():
            async with (
                self._open() as session,
                session.get("/current", params={"city": city}) as response,
            ):
                _check_status(response, city)
                data = await response.json()
                return Weather(data["city"], data["celsius"])

    async def report(self, city: str, celsius: float) -> int:
        reading = {"city": city, "celsius": celsius}
        with _translated_errors():
            async with self._open() as session, session.post("/reports", json=reading) as response:
                _check_status(response, city)
                data = await response.json()
                return int(data["id"])


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError) as error:
        raise ServiceDown(f"{type(error).__name__}: {error}") from error


def _check_status(response: aiohttp.ClientResponse, city: str) -> None:
    if response.status == 404:
        raise CityNotFound(city)
    if response.status == 401:
        raise Unauthorized
    response.raise_for_status()
