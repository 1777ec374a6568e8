"""Use urllib, which stops the whole event loop while it waits.

Rule: the data comes back
Finding: blocking-io
"""

import json
from urllib.request import urlopen


async def fetch_data(url):
    with urlopen(url) as response:
        return json.loads(response.read())
