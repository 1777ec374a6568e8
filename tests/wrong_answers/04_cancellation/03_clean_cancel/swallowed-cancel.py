"""Catch the CancelledError, release, and return nothing.

Rule: when the caller is cancelled the lease is released
Finding: swallowed-cancel
"""

import asyncio


async def with_lease(store, key, work):
    lease = await store.acquire(key)
    result = None
    try:
        result = await work(lease)
    except asyncio.CancelledError:
        pass
    except Exception:
        await store.release(lease)
        raise
    await store.release(lease)
    return result
