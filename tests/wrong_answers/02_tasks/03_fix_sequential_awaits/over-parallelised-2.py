"""Gather all five; the id is to come from a profile that is not there yet.

Rule: the dashboard holds what the five services answered
Finding: over-parallelised
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
    profile = asyncio.create_task(api.profile(user))
    orders, recommendations, notifications, ads = await asyncio.gather(
        api.orders(profile.id),
        api.recommendations(profile.id),
        api.notifications(profile.id),
        api.ads(),
    )
    return Dashboard(await profile, orders, recommendations, notifications, ads)
