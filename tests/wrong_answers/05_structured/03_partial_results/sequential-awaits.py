"""One ping after the other, each in a try.

Rule: all hosts are pinged at the same time
Finding: sequential-awaits
"""


async def check_health(hosts, ping):
    latencies, errors = {}, {}
    for host in hosts:
        try:
            latencies[host] = await ping(host)
        except Exception as error:
            errors[host] = error
    return latencies, errors
