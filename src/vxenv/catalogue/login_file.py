"""The credentials file that `vxenv login` makes for a profile, and the command that renews it.

Checked with the source of gcloud 528: without a terminal, ``auth application-default login`` fails if
GOOGLE_APPLICATION_CREDENTIALS is set, and a session of Claude Code with the profile has it.
"""

import os
from typing import Final

from vxenv.catalogue.environment import CREDENTIALS, GCLOUD_CONFIGURATION, GCLOUD_DIRECTORY
from vxenv.paths import find_logins_directory

LOGIN: Final = "gcloud auth application-default login"
FILE: Final = "application_default_credentials.json"
# Variables that would select other credentials than those of the directory, or make gcloud ask a question or fail.
UNSET: Final = (
    CREDENTIALS,
    GCLOUD_CONFIGURATION,
    "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE",
    "CLOUDSDK_AUTH_IMPERSONATE_SERVICE_ACCOUNT",
    "CLOUDSDK_BILLING_QUOTA_PROJECT",
    "CLOUDSDK_CORE_PROJECT",
)


def find_login_file(name: str) -> str:
    """Return the path of the credentials of the profile `name`, which may not exist."""
    return os.path.join(find_logins_directory(), name, FILE)


def render_refresh_command(path: str) -> str:
    """Return the command for sh that renews the credentials at `path`; "" for a file not made by `vxenv login`.

    It is the value of `gcpAuthRefresh` in Claude Code's settings.
    """
    directory, file = os.path.split(path)
    root, name = os.path.split(directory)
    if file != FILE or root != find_logins_directory() or name in ("", os.curdir, os.pardir):
        return ""
    from shlex import join  # noqa: PLC0415 - only needed for such credentials

    unset = (word for variable in UNSET for word in ("-u", variable))
    return join(["env", *unset, f"{GCLOUD_DIRECTORY}={directory}", *LOGIN.split()])
