"""Which addresses an environment gives to Google's services.

Those of Vertex AI are Claude Code's own, the base URL included. For the other APIs gcloud's variables count:
https://cloud.google.com/sdk/gcloud/reference/topic/startup has ``CLOUDSDK_SECTION_PROPERTY``, and
https://cloud.google.com/sdk/docs/properties the sections ``api_endpoint_overrides`` and ``auth``.
"""

from collections.abc import Mapping
from typing import Final

from vxenv.catalogue.environment import BASE_URL, METADATA_HOST
from vxenv.catalogue.locations import find_host

OVERRIDE: Final = "CLOUDSDK_API_ENDPOINT_OVERRIDES_"
TOKEN_HOST: Final = "CLOUDSDK_AUTH_TOKEN_HOST"  # noqa: S105 - a name, and of an address
_METADATA: Final = "metadata.google.internal"


def find_endpoint(service: str, environment: Mapping[str, str]) -> str:
    """Return the address of one of Google's APIs: its own, or that of gcloud's variable for it."""
    named = environment.get(OVERRIDE + service.upper(), "").rstrip("/")
    return named or f"https://{service}.googleapis.com"


def find_vertex(location: str, environment: Mapping[str, str]) -> str:
    """Return the address of Vertex AI for `location`, as Claude Code has it; see catalogue/roles.py."""
    return environment.get(BASE_URL, "").rstrip("/") or f"https://{find_host(location)}/v1"


def find_metadata_host(environment: Mapping[str, str]) -> str:
    """Return the host that hands out tokens to machines on Google's cloud, "" if the environment says not to ask."""
    if environment.get("METADATA_SERVER_DETECTION") == "none" or environment.get("NO_GCE_CHECK", "").lower() == "true":
        return ""
    return environment.get(METADATA_HOST) or _METADATA
