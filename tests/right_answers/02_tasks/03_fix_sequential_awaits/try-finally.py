"""A task for the ads with try and finally, gather for the rest."""

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
        orders, recommendations, notifications = await asyncio.gather(
            api.orders(profile.id),
            api.recommendations(profile.id),
            api.notifications(profile.id),
        )
        return Dashboard(profile, orders, recommendations, notifications, await ads)
    finally:
        ads.cancel()  # does nothing when they have ended
        await asyncio.wait([ads])
