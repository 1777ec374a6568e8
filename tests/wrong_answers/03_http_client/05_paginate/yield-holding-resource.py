"""Yield the issues out of the open response, as they arrive.

Rule: the connection is free while the caller works
Finding: yield-holding-resource
"""

import json


async def iter_issues(session, url):
    decoder = json.JSONDecoder()
    while url:
        async with session.get(url) as response:
            response.raise_for_status()
            text = ""
            async for data in response.content.iter_any():
                text += data.decode()
                while text := text.lstrip("[, \n]"):
                    try:
                        issue, end = decoder.raw_decode(text)
                    except ValueError:
                        break
                    text = text[end:]
                    yield issue
            url = response.links.get("next", {}).get("url")
