"""Files of certificates that the environment names."""

import os
from collections.abc import Iterator, Mapping

from vxenv.catalogue.environment import EXTRA_CERTIFICATES
from vxenv.checks.doctor.repair import Origins
from vxenv.checks.finding import OK, WARNING, Check
from vxenv.errors import quote_word
from vxenv.paths import shorten_path

# Files of certificates, and who gives up or goes on without them.
_FILES = {
    EXTRA_CERTIFICATES: "Claude Code goes on without those certificates",
    "CLAUDE_CODE_CLIENT_CERT": "Claude Code has no certificate to show",
    "SSL_CERT_FILE": "gcloud and Python trust nobody",
}
_LARGEST = 1024 * 1024


def check_certificates(environment: Mapping[str, str], origins: Origins) -> Iterator[Check]:
    """Yield what is to be said of the files of certificates in `environment`, nothing where it names none."""
    for name, consequence in _FILES.items():
        if environment.get(name):
            yield _check_file(name, environment[name], consequence, origins)


def _check_file(name: str, path: str, consequence: str, origins: Origins) -> Check:
    by = origins.prefix(name)
    if not os.path.isfile(path):
        what = f"{by}{name}: {shorten_path(path)} is not there; {consequence}"
        return Check("certificates", WARNING, what, origins.unset(name))
    try:
        with open(path, "rb") as file:
            head = file.read(_LARGEST)
    except OSError as error:
        what = f"{by}{name}: {shorten_path(path)} cannot be read: {error.strerror}"
        return Check("certificates", WARNING, what, f"ls -l {quote_word(shorten_path(path))}")
    if b"-----BEGIN " not in head:
        what = f"{by}{name}: {shorten_path(path)} holds no PEM certificate; {consequence}"
        return Check("certificates", WARNING, what, origins.unset(name))
    return Check("certificates", OK, f"{name} {shorten_path(path)}")
