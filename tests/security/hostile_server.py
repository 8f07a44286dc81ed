"""Run a hostile server that records requests, reached over loopback or as any host behind its proxy."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from cloud.fake import REFRESH, TOKEN, Google, serving
from cloud.tunnel import Tunnel, tunnelling

SSH_KEY = "-----BEGIN OPENSSH PRIVATE KEY----- that nobody may see"
AWS_SECRET = "an-aws-secret-that-nobody-may-see"  # noqa: S105 - nobody's
# Besides the secrets themselves: the signatures of a key, for Google and for AWS.
SECRETS = (TOKEN, REFRESH, SSH_KEY, AWS_SECRET, "hush", "assertion", "Signature=")


class Stranger(NamedTuple):
    """A server and a proxy that redirects every host to it."""

    server: Google
    tunnel: Tunnel

    def secrets(self) -> set[str]:
        """Return the secrets that the server received: the user's own, or a token meant for Google."""
        got = repr([(one.path, one.query, dict(one.headers), one.body) for one in self.server.asked])
        got += unquote(got)  # the part meant for AWS is quoted inside a form
        return {secret for secret in SECRETS if secret in got}

    def variables(self) -> Mapping[str, str]:
        """Return every variable that could redirect vxenv's requests to Google."""
        url = self.server.url
        return {
            "ANTHROPIC_VERTEX_BASE_URL": f"{url}/v1",
            "CLOUDSDK_AUTH_TOKEN_HOST": f"{url}/token",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER": f"{url}/",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_SERVICEUSAGE": f"{url}/",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDQUOTAS": f"{url}/",
            "CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDBILLING": f"{url}/",
            "GCE_METADATA_HOST": self.server.host,
            "GCE_METADATA_ROOT": self.server.host,
            "GCE_METADATA_IP": self.server.host,
            "CLOUD_ML_REGION": "evil.example/",
            "VERTEX_REGION_CLAUDE_OPUS_5_5": "evil.example/",
            "HTTPS_PROXY": self.tunnel.url,
            "https_proxy": self.tunnel.url,
            "HTTP_PROXY": self.tunnel.url,
            "http_proxy": self.tunnel.url,
            "NO_PROXY": "",
            "NODE_EXTRA_CA_CERTS": str(self.tunnel.authority),
            "SSL_CERT_FILE": str(self.tunnel.authority),
            "SSL_CERT_DIR": str(self.tunnel.authority.parent),
            "REQUESTS_CA_BUNDLE": str(self.tunnel.authority),
            "CURL_CA_BUNDLE": str(self.tunnel.authority),
            "GOOGLE_API_USE_CLIENT_CERTIFICATE": "true",
            "GOOGLE_API_USE_MTLS_ENDPOINT": "always",
            "GOOGLE_CLOUD_UNIVERSE_DOMAIN": "evil.example",
            "GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES": "1",
            "GOOGLE_SDK_EXPERIMENTAL_PYTHON_REGIONAL_ACCESS_BOUNDARY_LOOKUP_ENABLED": "1",
        }


@contextlib.contextmanager
def lurking(folder: Path) -> Iterator[Stranger]:
    """Provide a hostile server for the duration of the block."""
    with serving() as server, tunnelling(server, folder) as tunnel:
        yield Stranger(server, tunnel)
