"""Take every answer for data, whatever its status.

Rule: status 404 is city not found
Finding: status-ignored
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

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            self._base_url, headers=self._headers, timeout=self._timeout
        )
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._session.close()

    async def current(self, city: str) -> Weather:
        with _translated_errors():
            async with self._session.get("/current", params={"city": city}) as response:
                data = await response.json()
                return Weather(data["city"], data["celsius"])

    async def report(self, city: str, celsius: float) -> int:
        reading = {"city": city, "celsius": celsius}
        with _translated_errors():
            async with self._session.post("/reports", json=reading) as response:
                data = await response.json()
                return int(data["id"])


@contextmanager
def _translated_errors() -> Iterator[None]:
    try:
        yield
    except (aiohttp.ClientError, TimeoutError) as error:
        raise ServiceDown(f"{type(error).__name__}: {error}") from error
