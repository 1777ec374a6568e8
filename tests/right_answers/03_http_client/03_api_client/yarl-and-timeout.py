"""Joins the addresses with yarl, limits the time with asyncio.timeout, checks types by hand."""

import asyncio
from dataclasses import dataclass

import aiohttp
from yarl import URL


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
        self.base_url = URL(base_url)
        self.token = token
        self.timeout = timeout
        self.session = None

    async def __aenter__(self):
        self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *exc):
        await self.session.close()

    async def current(self, city):
        url = (self.base_url / "current").with_query(city=city)
        data = await self.ask("GET", url, city)
        if not isinstance(data, dict) or not {"city", "celsius"} <= data.keys():
            raise ServiceDown(f"unexpected answer: {data!r}")
        return Weather(data["city"], data["celsius"])

    async def report(self, city, celsius):
        body = {"city": city, "celsius": celsius}
        data = await self.ask("POST", self.base_url / "reports", city, body)
        if not isinstance(data, dict) or not isinstance(data.get("id"), int):
            raise ServiceDown(f"unexpected answer: {data!r}")
        return data["id"]

    async def ask(self, method, url, city, body=None):
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            async with (
                asyncio.timeout(self.timeout),
                self.session.request(method, url, json=body, headers=headers) as response,
            ):
                if response.status >= 500:
                    raise ServiceDown(f"status {response.status}")
                data = await response.json(content_type=None)
                status = response.status
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise ServiceDown(str(error)) from error
        if status == 404:
            raise CityNotFound(city)
        if status == 401:
            raise Unauthorized
        return data
