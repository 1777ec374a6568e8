"""Lets aiohttp raise for every bad status and maps the status of the error."""

from dataclasses import dataclass

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
    def __init__(self, base_url, token, *, timeout=4.0):
        self.base_url = base_url
        self.token = token
        self.timeout = timeout

    async def __aenter__(self):
        self.session = aiohttp.ClientSession(
            self.base_url,
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=aiohttp.ClientTimeout(total=self.timeout),
            raise_for_status=True,
        )
        await self.session.__aenter__()
        return self

    async def __aexit__(self, *exc):
        await self.session.__aexit__(*exc)

    async def ask(self, city, method, path, build, **options):
        try:
            async with self.session.request(method, path, **options) as response:
                return build(await response.json())
        except aiohttp.ClientResponseError as error:
            if error.status == 404:
                raise CityNotFound(city) from error
            if error.status == 401:
                raise Unauthorized from error
            raise ServiceDown from error
        except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
            raise ServiceDown from error

    async def current(self, city):
        def build(data):
            return Weather(data["city"], data["celsius"])

        return await self.ask(city, "GET", "/current", build, params={"city": city})

    async def report(self, city, celsius):
        reading = {"city": city, "celsius": celsius}
        return await self.ask(city, "POST", "/reports", lambda data: data["id"], json=reading)
