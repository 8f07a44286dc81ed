"""Read gcloud's named configurations and default credentials from its files; running gcloud takes half a second.

Sources, checked with gcloud 528: https://cloud.google.com/sdk/docs/configurations (the directory, the format),
https://cloud.google.com/sdk/gcloud/reference/topic/configurations (the active configuration) and
https://cloud.google.com/sdk/docs/properties (sections and names). A variable ``CLOUDSDK_SECTION_NAME`` overrides the
property of a configuration, which overrides the installation's ``properties``; this module reads only configurations.
They apply to gcloud, not to the default credentials, which are one file per directory:
https://cloud.google.com/docs/authentication/application-default-credentials.
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
# The name that turns all configurations off; it has no file and no properties.
NONE: Final = "NONE"
_NAME = re.compile(r"[a-z][-a-z0-9]*")
_PREFIX = "config_"
_LIST = "gcloud config configurations list"


class Configuration(NamedTuple):
    """One configuration; unset properties are empty.

    `quota_project` may be one of gcloud's keywords, ``CURRENT_PROJECT`` or ``LEGACY``, instead of a project.
    """

    name: str
    path: str
    account: str = ""
    project: str = ""
    compute_region: str = ""
    ai_region: str = ""
    quota_project: str = ""
    impersonate: str = ""
    credential_file: str = ""  # used by gcloud instead of the account's login
    proxy: bool = False


# The section and the name of each property. Sections are case-sensitive, names are not.
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
    """Return gcloud's directory, which may be missing; an empty ``CLOUDSDK_CONFIG`` is ignored."""
    home = environment.get("HOME") or os.path.expanduser("~")
    return environment.get(GCLOUD_DIRECTORY) or os.path.join(home, ".config", "gcloud")


def find_active_configuration(environment: Mapping[str, str]) -> str:
    """Return the name of the configuration that gcloud would use, which may be missing.

    The variable's value is used unchanged. A file without a valid name is ignored, but a newline after the name is
    part of it, as for gcloud, which writes none and then finds no configuration.
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

    Until gcloud writes its file, the configuration named default exists and is empty.
    """
    if name == NONE:
        return Configuration(name, "")
    path = os.path.join(directory, "configurations", _PREFIX + name)
    try:
        # The name may come from a variable; it must not lead to another directory.
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
    """Return the path of the application default credentials in gcloud's directory, "" for none."""
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
    """Return the sections of a configuration; a line with only a name sets it to nothing."""
    # A % is read literally here; gcloud would interpolate other properties.
    parser = configparser.ConfigParser(interpolation=None, allow_no_value=True)
    try:
        parser.read_string(text.replace("\r\n", "\n"), path)
    except configparser.MissingSectionHeaderError as error:
        raise DocumentError(
            "property outside of any [section]", where=f"{shorten_path(path)}:{error.lineno}"
        ) from error
    except (configparser.DuplicateOptionError, configparser.DuplicateSectionError) as error:
        what = f"[{error.section}]"
        if isinstance(error, configparser.DuplicateOptionError):
            what = f"{error.option} in {what}"
        raise DocumentError(
            f"{escape_text(what)} is set twice", where=f"{shorten_path(path)}:{error.lineno}"
        ) from error
    except configparser.ParsingError as error:
        line = error.errors[0][0] if error.errors else 1
        raise DocumentError("invalid INI syntax", where=f"{shorten_path(path)}:{line}") from error
    return parser


def _make_unknown_error(directory: str, name: str) -> UsageError:
    """Return the error for a missing configuration, with the most similar existing name."""
    from vxenv.similarity import guess  # noqa: PLC0415 - only needed for errors

    close = guess(name, list_configurations(directory), cutoff=0.5)
    meant = f'; did you mean "{close}"?' if close else ""
    return UsageError(f'no gcloud configuration "{escape_text(name)}"{meant}', hint=_LIST)
