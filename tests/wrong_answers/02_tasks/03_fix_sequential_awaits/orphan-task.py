"""Start the ads early and leave them running when the profile fails.

Rule: when the profile fails the ads are cancelled
Finding: orphan-task
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
    profile = await api.profile(user)
    orders, recommendations, notifications = await asyncio.gather(
        api.orders(profile.id),
        api.recommendations(profile.id),
        api.notifications(profile.id),
    )
    return Dashboard(profile, orders, recommendations, notifications, await ads)
