"""Gather all four that come after the profile, the ads too.

Rule: no call waits for an answer that it does not need
Finding: late-start
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
    profile = await api.profile(user)
    rest = await asyncio.gather(
        api.orders(profile.id),
        api.recommendations(profile.id),
        api.notifications(profile.id),
        api.ads(),
    )
    return Dashboard(profile, *rest)
