"""Make the slow dashboard fast."""

import asyncio
from dataclasses import dataclass
from typing import Any, Protocol


class _API(Protocol):
    async def profile(self, user: str) -> Any: ...  # it has an `id`
    async def orders(self, user_id: int) -> Any: ...
    async def recommendations(self, user_id: int) -> Any: ...
    async def notifications(self, user_id: int) -> Any: ...
    async def ads(self) -> Any: ...


@dataclass
class Dashboard:
    """Note: one field for each service, with what it answered."""

    profile: Any
    orders: Any
    recommendations: Any
    notifications: Any
    ads: Any


async def load_dashboard(api: _API, user: str) -> Dashboard:
    """Ask the five services, and return their answers as a `Dashboard`.

    The orders, recommendations and notifications are asked for by the profile's id. No
    call waits for an answer that it does not need. When the profile fails, the call for
    the ads is cancelled, and once that has cleaned up, the profile's error leaves, plain
    or in an ExceptionGroup.
    """
    async with asyncio.TaskGroup() as group:
        ads = group.create_task(api.ads())  # needs nothing, so it starts first
        # Should this raise, the group cancels the ads and waits until they are gone.
        profile = await api.profile(user)
        orders = group.create_task(api.orders(profile.id))
        recommendations = group.create_task(api.recommendations(profile.id))
        notifications = group.create_task(api.notifications(profile.id))
    return Dashboard(
        profile, orders.result(), recommendations.result(), notifications.result(), ads.result()
    )
