"""What a page may load: nothing but what it holds itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def security_policy(
    *,
    styles: Iterable[str] = (),
    scripts: Iterable[str] = (),
    connect: str = "'none'",
    images: str = "",
) -> str:
    """Return the Content-Security-Policy of a page that holds exactly these elements.

    Args:
        styles: The text of each ``<style>``.
        scripts: The text of each ``<script>`` that runs; blocks of data need no leave.
        connect: What scripts may talk to: ``'self'`` where a server sends news.
        images: Where pictures come from, if there are any: ``data:`` where the page holds them.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {_hashes(styles)}",
            f"script-src {_hashes(scripts)}",
            f"connect-src {connect}",
            *([f"img-src {images}"] if images else []),
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _hashes(texts: Iterable[str]) -> str:
    """Return the sources that allow elements with exactly *texts*."""
    sums = dict.fromkeys(hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(each).decode()}'" for each in sums) or "'none'"
