"""Finds the host names and IP addresses of this machine, best first.

The server shows them to the user, and refuses requests to any other host.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from collections.abc import Iterable

import ifaddr

LOOPBACK = ("127.0.0.1", "::1", "localhost")
EVERYWHERE = ("0.0.0.0", "::")
"""The hosts that mean "all addresses". `::` includes IPv6."""
_ELSEWHERE = ("203.0.113.1", "2001:db8::1")
"""Addresses for documentation (RFC 5737, RFC 3849), used to find the main network interface."""
_VIRTUAL = re.compile(r"docker|veth|br-|virbr|vmnet|lxc|podman|cni")
"""Network interfaces of containers and virtual machines, which a tablet cannot reach."""
_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


def is_local(host: str) -> bool:
    """Check whether only this machine can reach a server bound to this host."""
    number = as_ip(host)
    return host == "localhost" if number is None else number.is_loopback


def as_ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Parse an IP address. Return None if `host` is a name.

    An IPv4 address in IPv6 form is returned as IPv4.
    """
    try:
        number = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return getattr(number, "ipv4_mapped", None) or number


def in_url(host: str) -> str:
    """Return a host as it is written in a URL, with an IPv6 address in brackets."""
    return f"[{host}]" if ":" in host else host


def reachable(host: str) -> list[str]:
    """Return the hosts at which a server bound to `host` can be reached, best first.

    IP addresses come before names, because names do not work on every network.
    """
    if host not in EVERYWHERE:
        return [host]
    numbers = sorted(_ip_addresses(), key=lambda number: number.version)
    versions = (4,) if host == "0.0.0.0" else (4, 6)
    return [*(str(each) for each in numbers if each.version in versions), *names()]


def names(name: str | None = None) -> list[str]:
    """Return the multicast DNS name and the plain name of this machine, or of machine `name`."""
    name = socket.gethostname() if name is None else name
    if not _NAME.fullmatch(name) or name.lower().startswith("localhost"):
        return []
    return list(dict.fromkeys([f"{name.partition('.')[0]}.local", name]))


def _ip_addresses() -> Iterable[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Return this machine's IP addresses, starting with the main network interface."""
    found = [_local_address_towards(each) for each in _ELSEWHERE]
    for adapter in ifaddr.get_adapters():
        if not _VIRTUAL.match(adapter.name):
            found += (ip.ip if isinstance(ip.ip, str) else ip.ip[0] for ip in adapter.ips)
    numbers = dict.fromkeys(as_ip(host) for host in found)
    return [
        number
        for number in numbers
        if number and not (number.is_loopback or number.is_link_local or number.is_unspecified)
    ]


def _local_address_towards(elsewhere: str) -> str:
    """Return the local IP address used to reach another host. Nothing is sent."""
    family = socket.AF_INET6 if ":" in elsewhere else socket.AF_INET
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asking:
        asking.connect((elsewhere, 9))
        return str(asking.getsockname()[0])
    return ""
