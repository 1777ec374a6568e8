"""Put create_task around gather, which is no coroutine.

Rule: the dashboard holds what the five services answered
Finding: create-task-on-awaitable
"""

import asyncio
from dataclasses import dataclass


@dataclass
class Dashboard:
    profile: object
    orders: object
    recommendations: object
    notifications: object
    ads: object


async def load_dashboard(api, user):
    ads = asyncio.create_task(api.ads())
    try:
        profile = await api.profile(user)
        rest = asyncio.create_task(
            asyncio.gather(
                api.orders(profile.id),
                api.recommendations(profile.id),
                api.notifications(profile.id),
            )
        )
        orders, recommendations, notifications = await rest
        return Dashboard(profile, orders, recommendations, notifications, await ads)
    finally:
        ads.cancel()
        await asyncio.wait([ads])
