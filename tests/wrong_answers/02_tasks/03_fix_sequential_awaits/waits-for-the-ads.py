"""When the profile fails, wait for the ads to end by themselves.

Rule: when the profile fails the ads are cancelled
Finding: none
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
        orders, recommendations, notifications = await asyncio.gather(
            api.orders(profile.id),
            api.recommendations(profile.id),
            api.notifications(profile.id),
        )
    finally:
        await ads
    return Dashboard(profile, orders, recommendations, notifications, ads.result())
