"""Sign in one profile: gcloud writes application default credentials to a directory of the profile's own.

gcloud's options are kept as properties in that directory, so the command that renews the credentials needs none.
Checked with the source of gcloud 528: ``auth application-default login`` reads both properties.
"""

import configparser
import io
import os
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.catalogue.environment import GCLOUD_DIRECTORY
from vxenv.catalogue.login_file import LOGIN, UNSET, find_login_file
from vxenv.files.atomic import write
from vxenv.files.directories import make_private_directory
from vxenv.google.configurations import DEFAULT, read_configuration
from vxenv.paths import find_logins_directory

_IMPERSONATE, _QUOTA = ("auth", "impersonate_service_account"), ("billing", "quota_project")


class LoginOptions(NamedTuple):
    """Options of a sign-in."""

    # The service account to impersonate, "" for none.
    impersonate: str
    # The quota project to add to the credentials of a user, "" for none.
    quota_project: str

    def list_words(self, *, browser: bool) -> list[str]:
        """Return the command; without `browser`, gcloud prints a URL and asks for a code."""
        words = LOGIN.split()
        if not browser:
            words.append("--no-launch-browser")
        if self.impersonate:
            return [*words, f"--impersonate-service-account={self.impersonate}"]
        return [*words, f"--billing-project={self.quota_project}" if self.quota_project else "--disable-quota-project"]


def build_login_environment(environment: Mapping[str, str], name: str) -> dict[str, str]:
    """Return `environment` for a sign-in of the profile `name`."""
    kept = {variable: value for variable, value in environment.items() if variable not in UNSET}
    return {**kept, GCLOUD_DIRECTORY: os.path.dirname(find_login_file(name))}


def make_login_directory(name: str) -> None:
    """Create gcloud's directory for the profile `name`. Raises OSError.

    Only the user may read it, and git ignores it, since the config directory may be a repository.
    """
    root = find_logins_directory()
    make_private_directory(os.path.join(root, name), root)
    ignore = os.path.join(root, ".gitignore")
    if not os.path.lexists(ignore):
        write(ignore, b"*\n")


def read_login_options(name: str) -> LoginOptions:
    """Return the options of the last sign-in of the profile `name`. Raises DocumentError."""
    configuration = read_configuration(os.path.dirname(find_login_file(name)), DEFAULT)
    return LoginOptions(configuration.impersonate, configuration.quota_project)


def keep_login_options(name: str, options: LoginOptions) -> None:
    """Store `options` as properties of gcloud in the directory of the profile `name`. Raises OSError."""
    directory = os.path.dirname(find_login_file(name))
    path = read_configuration(directory, DEFAULT).path
    parser = configparser.ConfigParser(interpolation=None, allow_no_value=True)
    parser.read(path, encoding="utf-8-sig")
    for (section, key), value in ((_IMPERSONATE, options.impersonate), (_QUOTA, options.quota_project)):
        if value:
            if not parser.has_section(section):
                parser.add_section(section)
            parser.set(section, key, value)
        elif parser.has_section(section):
            parser.remove_option(section, key)
    text = io.StringIO()
    parser.write(text)
    make_private_directory(os.path.dirname(path), directory)
    write(path, text.getvalue().encode())
