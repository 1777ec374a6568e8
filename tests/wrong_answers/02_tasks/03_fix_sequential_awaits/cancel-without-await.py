"""Cancel the ads, but let the error go before they have cleaned up.

Rule: when the profile fails the ads are cancelled
Finding: cancel-without-await
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
    except Exception:
        ads.cancel()
        raise
    orders, recommendations, notifications = await asyncio.gather(
        api.orders(profile.id),
        api.recommendations(profile.id),
        api.notifications(profile.id),
    )
    return Dashboard(profile, orders, recommendations, notifications, await ads)
