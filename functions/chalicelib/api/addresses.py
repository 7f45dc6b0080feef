"""Where a request came from, as far as that can be believed.

The gateway says who connected to it.  Behind the delivery network that is the network itself, which
names its own caller at the end of ``X-Forwarded-For``.  Whatever else stands there the caller may
have written, and whoever calls the gateway directly can write it all: so the header is read only
where the delivery network shows its key, and only as many places from the end as there are proxies
of ours.
"""

import hmac
from collections.abc import Mapping
from typing import Any

FRONT_HEADER = "x-contest-front"
"""With this header the delivery network shows its key."""


def address_of(
    context: Mapping[str, Any], headers: Mapping[str, str], *, proxies: int, front_key: str
) -> str:
    """Return the caller's address; an empty text where the gateway names none.

    >>> context = {"identity": {"sourceIp": "198.51.100.1"}}
    >>> sent = {"x-forwarded-for": "10.9.9.9, 203.0.113.7, 198.51.100.1"}
    >>> address_of(context, sent, proxies=0, front_key="k")
    '198.51.100.1'
    >>> address_of(context, sent, proxies=1, front_key="k")
    '198.51.100.1'
    >>> address_of(context, sent | {"x-contest-front": "k"}, proxies=1, front_key="k")
    '203.0.113.7'
    """
    connected = str(context.get("identity", {}).get("sourceIp") or "")
    shown = headers.get(FRONT_HEADER, "")
    if not proxies or not hmac.compare_digest(shown.encode(), front_key.encode()):
        return connected
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    if not hops or hops[-1] != connected:  # The gateway adds it, other gateways may not.
        hops.append(connected)
    return hops[-1 - proxies] if len(hops) > proxies else connected
