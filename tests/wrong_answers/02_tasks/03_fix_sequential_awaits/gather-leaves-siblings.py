"""Gather two branches: when one fails, gather leaves the other one running.

Rule: when the profile fails the ads are cancelled
Finding: gather-leaves-siblings
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
    async def by_profile():
        profile = await api.profile(user)
        rest = await asyncio.gather(
            api.orders(profile.id),
            api.recommendations(profile.id),
            api.notifications(profile.id),
        )
        return profile, *rest

    mine, ads = await asyncio.gather(by_profile(), api.ads())
    return Dashboard(*mine, ads)
