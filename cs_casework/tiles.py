"""The base map under our maps, if a service has one: from where browsers may fetch its pictures.

A leaf module, read by the settings. No map fetches anything from elsewhere unless `MAP_TILE_URL` names it: who serves the
tiles learns which streets are looked at, though neither by whom nor why.
"""

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def tile_origins(url: str) -> list[str]:
    """The origin of that address for the policy that is sent to browsers: none for no tiles, and for our own host.

    Refuses what is no address of tiles, and one that is not encrypted.
    """
    parts = urlsplit(url)
    if not url:
        return []
    is_ours = url.startswith("/") and not parts.netloc
    is_secure = parts.scheme == "https" and re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", parts.netloc)
    if not (is_ours or is_secure) or not all(place in parts.path + parts.query for place in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(
            "MAP_TILE_URL has to begin with https:// or, for our own host, with /, and to hold {z}, {x} and {y}."
        )
    return [] if is_ours else [f"https://{parts.netloc}"]
