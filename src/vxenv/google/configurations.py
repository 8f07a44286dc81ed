"""gcloud's named configurations and default credentials, read from its files: a call of gcloud costs half a second.

The facts are documented at https://cloud.google.com/sdk/docs/configurations (the directory, what a configuration is),
https://cloud.google.com/sdk/gcloud/reference/topic/configurations (which one is active) and
https://cloud.google.com/sdk/docs/properties (sections and names), and were measured with gcloud 528. A variable
``CLOUDSDK_SECTION_NAME`` comes before the property of a configuration, and that before the installation's own
``properties``; neither of the others is looked at here. Configurations steer gcloud, not the default credentials: of
these there is one file a directory, https://cloud.google.com/docs/authentication/application-default-credentials.
"""

import configparser
import os
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from vxenv.catalogue.environment import GCLOUD_CONFIGURATION, GCLOUD_DIRECTORY
from vxenv.errors import DocumentError, UsageError
from vxenv.paths import escape_text, shorten_path

DEFAULT: Final = "default"
# A configuration of this name has no file and no properties: it switches the others off.
NONE: Final = "NONE"
_NAME = re.compile(r"[a-z][-a-z0-9]*")
_PREFIX = "config_"
_LIST = "gcloud config configurations list"


class Configuration(NamedTuple):
    """One configuration; what it does not set is empty.

    `quota_project` may be one of gcloud's own words, ``CURRENT_PROJECT`` or ``LEGACY``, in place of a project.
    """

    name: str
    path: str
    account: str = ""
    project: str = ""
    compute_region: str = ""
    ai_region: str = ""
    quota_project: str = ""
    impersonate: str = ""
    credential_file: str = ""  # used for gcloud's calls in place of the account
    proxy: bool = False


# Where each stands in the file. Sections are told apart by case, names are not.
_PROPERTIES: Final = {
    "account": ("core", "account"),
    "project": ("core", "project"),
    "compute_region": ("compute", "region"),
    "ai_region": ("ai", "region"),
    "quota_project": ("billing", "quota_project"),
    "impersonate": ("auth", "impersonate_service_account"),
    "credential_file": ("auth", "credential_file_override"),
}


def find_gcloud_directory(environment: Mapping[str, str]) -> str:
    """Return gcloud's directory, which need not exist; an empty ``CLOUDSDK_CONFIG`` is none."""
    home = environment.get("HOME") or os.path.expanduser("~")
    return environment.get(GCLOUD_DIRECTORY) or os.path.join(home, ".config", "gcloud")


def find_active_configuration(environment: Mapping[str, str]) -> str:
    """Return the name of the configuration that gcloud would use, which need not exist.

    What the variable holds is taken as it is. The file is ignored if it holds no name, but a line's end after one is
    part of the name: gcloud writes none, and finds no configuration then.
    """
    named = environment.get(GCLOUD_CONFIGURATION)
    if named:
        return named
    try:
        name = _read(os.path.join(find_gcloud_directory(environment), "active_config"))
    except FileNotFoundError:
        return DEFAULT
    return name if name == NONE or _NAME.fullmatch(name.removesuffix("\n")) else DEFAULT


def list_configurations(directory: str) -> list[str]:
    """Return the names of all configurations in gcloud's directory, sorted."""
    try:
        files = os.listdir(os.path.join(directory, "configurations"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    names = (file.removeprefix(_PREFIX) for file in files if file.startswith(_PREFIX))
    return sorted(name for name in names if _NAME.fullmatch(name))


def read_configuration(directory: str, name: str) -> Configuration:
    """Return the configuration `name` of gcloud's directory. Raises UsageError or DocumentError.

    The one named default is there, and empty, until gcloud writes it.
    """
    if name == NONE:
        return Configuration(name, "")
    path = os.path.join(directory, "configurations", _PREFIX + name)
    try:
        # The name may come from a variable: it must not lead to another place.
        if not _NAME.fullmatch(name):
            raise _make_unknown_error(directory, name)
        text = _read(path)
    except FileNotFoundError as error:
        if name == DEFAULT:
            return Configuration(name, path)
        raise _make_unknown_error(directory, name) from error
    parser = _parse(text, path)
    values = {field: parser.get(section, key, fallback="") or "" for field, (section, key) in _PROPERTIES.items()}
    return Configuration(name, path, **values, proxy=bool(parser.get("proxy", "address", fallback="")))


def find_default_credentials(directory: str) -> str:
    """Return the path of the application default credentials in gcloud's directory, empty if there are none."""
    path = os.path.join(directory, "application_default_credentials.json")
    return path if os.path.isfile(path) else ""


def _read(path: str) -> str:
    """Return the text of a file, with or without a byte order mark. Raises FileNotFoundError or DocumentError."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileNotFoundError(path) from error
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DocumentError("is not UTF-8", where=f"{shorten_path(path)}:{line}") from error


def _parse(text: str, path: str) -> configparser.ConfigParser:
    """Return the sections of a configuration; a line with a name alone sets it to nothing."""
    # A % stands for itself in what is read here; gcloud itself would look for the names of others after it.
    parser = configparser.ConfigParser(interpolation=None, allow_no_value=True)
    try:
        parser.read_string(text.replace("\r\n", "\n"), path)
    except configparser.MissingSectionHeaderError as error:
        raise DocumentError(
            "a property outside of any [section]", where=f"{shorten_path(path)}:{error.lineno}"
        ) from error
    except (configparser.DuplicateOptionError, configparser.DuplicateSectionError) as error:
        what = f"[{error.section}]"
        if isinstance(error, configparser.DuplicateOptionError):
            what = f"{error.option} in {what}"
        raise DocumentError(
            f"{escape_text(what)} is there twice", where=f"{shorten_path(path)}:{error.lineno}"
        ) from error
    except configparser.ParsingError as error:
        line = error.errors[0][0] if error.errors else 1
        raise DocumentError("not a line of an INI file", where=f"{shorten_path(path)}:{line}") from error
    return parser


def _make_unknown_error(directory: str, name: str) -> UsageError:
    """Return the error for a configuration that is not there, with the nearest name that is."""
    from vxenv.similarity import guess  # noqa: PLC0415 - only wanted when something is wrong

    close = guess(name, list_configurations(directory), cutoff=0.5)
    meant = f'; did you mean "{close}"?' if close else ""
    return UsageError(f'no gcloud configuration "{escape_text(name)}"{meant}', hint=_LIST)
