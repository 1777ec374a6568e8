"""Gather all five, with the name of the user where the id belongs.

Rule: three services are asked for the id of the profile
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
    return Dashboard(
        *await asyncio.gather(
            api.profile(user),
            api.orders(user),
            api.recommendations(user),
            api.notifications(user),
            api.ads(),
        )
    )
