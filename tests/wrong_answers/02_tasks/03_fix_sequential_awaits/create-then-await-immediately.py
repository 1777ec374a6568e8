"""The given code: a task for each call, awaited on the same line.

Rule: no call waits for an answer that it does not need
Finding: create-then-await-immediately
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
    profile = await asyncio.create_task(api.profile(user))
    orders = await asyncio.create_task(api.orders(profile.id))
    recommendations = await asyncio.create_task(api.recommendations(profile.id))
    notifications = await asyncio.create_task(api.notifications(profile.id))
    ads = await asyncio.create_task(api.ads())
    return Dashboard(profile, orders, recommendations, notifications, ads)
