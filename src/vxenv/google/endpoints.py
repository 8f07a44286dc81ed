"""Addresses of Google's services in an environment.

For Vertex AI they are those of Claude Code, including the base URL; for other APIs gcloud's variables apply. Sources:
https://cloud.google.com/sdk/gcloud/reference/topic/startup for ``CLOUDSDK_SECTION_PROPERTY`` and
https://cloud.google.com/sdk/docs/properties for the sections ``api_endpoint_overrides`` and ``auth``.
"""

from collections.abc import Mapping
from typing import Final

from vxenv.catalogue.environment import BASE_URL, METADATA_HOST
from vxenv.catalogue.locations import find_host

OVERRIDE: Final = "CLOUDSDK_API_ENDPOINT_OVERRIDES_"
TOKEN_HOST: Final = "CLOUDSDK_AUTH_TOKEN_HOST"  # noqa: S105 - the name of a variable
_METADATA: Final = "metadata.google.internal"


def find_endpoint(service: str, environment: Mapping[str, str]) -> str:
    """Return the address of one of Google's APIs, from gcloud's variable for it or the default."""
    named = environment.get(OVERRIDE + service.upper(), "").rstrip("/")
    return named or f"https://{service}.googleapis.com"


def find_vertex(location: str, environment: Mapping[str, str]) -> str:
    """Return Claude Code's address of Vertex AI for `location`; see catalogue/roles.py."""
    return environment.get(BASE_URL, "").rstrip("/") or f"https://{find_host(location)}/v1"


def find_metadata_host(environment: Mapping[str, str]) -> str:
    """Return the host of the metadata server, "" if the environment turns it off."""
    if environment.get("METADATA_SERVER_DETECTION") == "none" or environment.get("NO_GCE_CHECK", "").lower() == "true":
        return ""
    return environment.get(METADATA_HOST) or _METADATA
