"""The proxy that the environment names for an address, for messages."""

from __future__ import annotations

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


def proxy_of(url: str) -> str | None:
    """Host and port of the proxy between here and the URL, None without one."""
    parts = urlsplit(url)
    proxies = getproxies()
    proxy = proxies.get(parts.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    # Without the user and password that it may have.
    return urlsplit(proxy if "//" in proxy else f"//{proxy}").netloc.rpartition("@")[2]


def proxy_hint(url: str) -> str:
    """What to change if a proxy answers in the place of the service."""
    host = urlsplit(url).hostname
    proxy = proxy_of(url)
    if proxy is None:
        return f"if a proxy is between here and {host}, add {host} to NO_PROXY"
    return (
        f"the environment sends calls to {host} through the proxy {proxy}: add {host} to NO_PROXY"
    )
