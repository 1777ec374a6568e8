"""What graders hand to an answer, so that the timeline shows what it did with it."""

from typing import TYPE_CHECKING, Any

from asynclings.probes.caller import cancel_at
from asynclings.probes.heartbeat import heartbeat
from asynclings.probes.keepsake import Keepsakes, collect_garbage
from asynclings.probes.meeting import Gate, Rendezvous
from asynclings.probes.proof import Proof, proves
from asynclings.probes.record import Record
from asynclings.probes.service import Progress, Service, Services

if TYPE_CHECKING:
    from asynclings.probes.web import Web
    from asynclings.probes.web_answer import Answer, Received

__all__ = [
    "Answer",
    "Gate",
    "Keepsakes",
    "Progress",
    "Proof",
    "Received",
    "Record",
    "Rendezvous",
    "Service",
    "Services",
    "Web",
    "cancel_at",
    "collect_garbage",
    "heartbeat",
    "proves",
]


def __getattr__(name: str) -> Any:
    """Import what needs aiohttp only when a grader asks for it: it costs 0.15 s."""
    if name == "Web":
        from asynclings.probes.web import Web

        return Web
    if name in ("Answer", "Received"):
        from asynclings.probes import web_answer

        return getattr(web_answer, name)
    raise AttributeError(f"asynclings.probes has no {name!r}")
