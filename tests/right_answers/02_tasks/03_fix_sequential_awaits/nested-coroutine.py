"""A nested coroutine for what needs the profile, gathered with the ads; these are cancelled on error."""

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

    ads = asyncio.create_task(api.ads())
    try:
        mine, _ = await asyncio.gather(by_profile(), ads)
    except BaseException:
        ads.cancel()
        await asyncio.gather(ads, return_exceptions=True)
        raise
    return Dashboard(*mine, ads.result())
