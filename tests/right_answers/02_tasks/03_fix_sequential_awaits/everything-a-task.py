"""A task for each call; those that need the profile await its task first."""

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
    async def after_profile(call):
        return await call((await profile).id)

    async with asyncio.TaskGroup() as group:
        profile = group.create_task(api.profile(user))
        orders = group.create_task(after_profile(api.orders))
        recommendations = group.create_task(after_profile(api.recommendations))
        notifications = group.create_task(after_profile(api.notifications))
        ads = group.create_task(api.ads())
    tasks = (profile, orders, recommendations, notifications, ads)
    return Dashboard(*(task.result() for task in tasks))
