"""A TaskGroup with two children; the one with the profile has a group of its own."""

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
        async with asyncio.TaskGroup() as inner:
            tasks = [
                inner.create_task(call(profile.id))
                for call in (api.orders, api.recommendations, api.notifications)
            ]
        return profile, *(task.result() for task in tasks)

    async with asyncio.TaskGroup() as outer:
        mine = outer.create_task(by_profile())
        ads = outer.create_task(api.ads())
    return Dashboard(*mine.result(), ads.result())
