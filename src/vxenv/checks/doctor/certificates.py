"""Check the certificate files that the environment names."""

import os
from collections.abc import Iterator, Mapping

from vxenv.catalogue.environment import EXTRA_CERTIFICATES
from vxenv.checks.doctor.repair import Origins
from vxenv.checks.finding import OK, WARNING, Check
from vxenv.errors import quote_word
from vxenv.paths import shorten_path

# The variables of certificate files, each with the consequence of a missing one.
_FILES = {
    EXTRA_CERTIFICATES: "Claude Code runs without these certificates",
    "CLAUDE_CODE_CLIENT_CERT": "Claude Code has no client certificate",
    "SSL_CERT_FILE": "gcloud and Python trust no server",
}
_LARGEST = 1024 * 1024


def check_certificates(environment: Mapping[str, str], origins: Origins) -> Iterator[Check]:
    """Yield a check for each certificate file that `environment` names."""
    for name, consequence in _FILES.items():
        if environment.get(name):
            yield _check_file(name, environment[name], consequence, origins)


def _check_file(name: str, path: str, consequence: str, origins: Origins) -> Check:
    by = origins.prefix(name)
    if not os.path.isfile(path):
        what = f"{by}{name}: {shorten_path(path)} does not exist; {consequence}"
        return Check("certificates", WARNING, what, origins.unset(name))
    try:
        with open(path, "rb") as file:
            head = file.read(_LARGEST)
    except OSError as error:
        what = f"{by}{name}: cannot read {shorten_path(path)}: {error.strerror}"
        return Check("certificates", WARNING, what, f"ls -l {quote_word(shorten_path(path))}")
    if b"-----BEGIN " not in head:
        what = f"{by}{name}: {shorten_path(path)} contains no PEM certificate; {consequence}"
        return Check("certificates", WARNING, what, origins.unset(name))
    return Check("certificates", OK, f"{name} {shorten_path(path)}")
