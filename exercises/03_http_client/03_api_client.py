"""Write the client of a weather service, so that nobody else has to speak HTTP.

The service answers with JSON:
    GET /current?city=Oslo                          {"city": "Oslo", "celsius": -3.5}
    POST /reports  {"city": "Oslo", "celsius": -4}  {"id": 7}

Check:  nox -s grade -- api_client
Read:   https://docs.aiohttp.org/en/stable/client_quickstart.html
        https://docs.aiohttp.org/en/stable/client_reference.html#client-exceptions
"""

from dataclasses import dataclass
from typing import Self


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
        # TODO: keep what you need later. Is this the place to open a session?
        raise NotImplementedError

    async def __aenter__(self) -> Self:
        # TODO: open the session: which address, header and time limit do all requests share?
        raise NotImplementedError

    async def __aexit__(self, *exc: object) -> None:
        # TODO: what was opened must be closed.
        raise NotImplementedError

    async def current(self, city: str) -> Weather:
        """Return the weather in `city`, whatever characters its name has."""
        # TODO: let aiohttp write the query; names have spaces, "&" and "ã" in them.
        # TODO: look at the status before you decode the body.
        # TODO: which exceptions can a request raise? They are not all of one family.
        raise NotImplementedError

    async def report(self, city: str, celsius: float) -> int:
        """Send a temperature as JSON and return the id that it was given."""
        # TODO: the same errors can happen here; do not write their handling twice.
        raise NotImplementedError
