"""Keep objects with generations in a bucket of the Google server on loopback.

The responses are those of the JSON API: https://cloud.google.com/storage/docs/json_api/v1/objects/get
"""

import datetime as dt
import json
from typing import NamedTuple
from urllib.parse import unquote

from cloud.fake import Asked, Google, Says

FIRST_GENERATION = 1_764_000_000_000_000


class Generation(NamedTuple):
    """A generation of an object."""

    number: int
    data: bytes


def error(code: int, message: str, reason: str) -> Says:
    """Return an error in the form of the JSON API."""
    errors = [{"message": message, "domain": "global", "reason": reason}]
    return Says(code, {"error": {"code": code, "message": message, "errors": errors}})


DENIED = error(
    403,
    "me@acme.example does not have storage.objects.get access to the Google Cloud Storage object. Permission "
    "'storage.objects.get' denied on resource (or it may not exist).",
    "forbidden",
)
MISSING = error(404, "No such object: acme-vxenv/profiles.toml", "notFound")


class Bucket:
    """A bucket ``acme-vxenv`` with versioning; `denied` names objects that cannot be read."""

    name = "acme-vxenv"

    def __init__(self, google: Google) -> None:
        """Serve the bucket from `google`."""
        self.google = google
        self.objects: dict[str, list[Generation]] = {}
        self.denied: set[str] = set()
        google.says["object"] = self.answer

    def environment(self) -> dict[str, str]:
        """Return the variable that directs vxenv to this server."""
        return {"CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE": f"{self.google.url}/storage/v1/"}

    def write(self, name: str, data: str | bytes) -> str:
        """Write a new generation of an object and return it."""
        kept = self.objects.setdefault(name, [])
        number = FIRST_GENERATION + 1000 * sum(map(len, self.objects.values()))
        kept.append(Generation(number, data.encode() if isinstance(data, str) else data))
        return str(number)

    def answer(self, asked: Asked) -> Says:
        """Answer a request for the metadata or the contents of an object."""
        _, _, _, _, bucket, _, name = asked.path.split("/")
        name = unquote(name)
        is_media = asked.query.get("alt") == "media"
        if name in self.denied:
            return Says(403, str(DENIED.body["error"]["message"]).encode()) if is_media else DENIED
        kept = self.objects.get(name, []) if bucket == self.name else []
        wanted = asked.query.get("generation")
        found = next((one for one in reversed(kept) if wanted in (None, str(one.number))), None)
        if found is None:
            return Says(404, b"No such object: acme-vxenv/profiles.toml") if is_media else MISSING
        if asked.query.get("ifGenerationNotMatch") == str(found.number):
            return Says(304, b"")
        headers = {"X-Goog-Generation": str(found.number), "Content-Type": "application/octet-stream"}
        if is_media:
            return Says(200, found.data, headers)
        updated = dt.datetime.fromtimestamp(found.number / 1e6, dt.UTC).isoformat().replace("+00:00", "Z")
        return Says(
            200,
            json.dumps({"generation": str(found.number), "size": str(len(found.data)), "updated": updated}).encode(),
        )
