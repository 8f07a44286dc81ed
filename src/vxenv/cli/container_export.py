"""The formats of `export` for containers: paths are mapped, and no secret is written."""

import os
from collections.abc import Iterable, Mapping

from vxenv.catalogue.environment import (
    CREDENTIALS,
    GCLOUD_CONFIGURATION,
    SKIP_AUTH,
    USE_VERTEX,
    is_on,
)
from vxenv.catalogue.secrets import explain_secret
from vxenv.catalogue.variables import load_variables
from vxenv.claude.patches import read_patches, remove, write
from vxenv.cli.output.terminal import print_data, render_own_text, report, say
from vxenv.cli.profile_changes import begin_change, confine_settings
from vxenv.errors import RefusedError
from vxenv.exchange import Container, find_container_format
from vxenv.exchange.container import TARGET
from vxenv.exchange.devcontainer import IMAGE, build_members
from vxenv.google.credentials import find_claude_file, read_credentials
from vxenv.paths import shorten_path
from vxenv.profiles.names import render_stack
from vxenv.profiles.resolve import Resolved
from vxenv.text.json_edit import Piece

_K8S = "k8s"
# Owner of the patch in devcontainer.json.
_OWNER = "container"
# Keys of devcontainer.json that select the image.
_IMAGE_KEYS = ("image", "build", "dockerFile", "dockerComposeFile")


def export_container(form: str, stack: tuple[str, ...], resolved: Resolved, into: str | None) -> None:
    """Print the stack in a format for containers, or add it to the devcontainer.json at `into`.

    Raises CannotSayError and DocumentError.
    """
    container = _build_container(form, stack, resolved)
    if into:
        _write_container(into, stack, container)
    else:
        print_data(find_container_format(form).render(container).removesuffix("\n"))


def _write_container(path: str, stack: tuple[str, ...], container: Container) -> None:
    members = build_members(container)
    pieces = tuple(Piece(keys, value, item=keys == ("mounts",)) for keys, value in members)
    path = os.path.abspath(path)
    place = shorten_path(path)
    with begin_change(f"export {render_stack(stack)} --write {place}") as change:
        confine_settings(change, path)
        own, _ = read_patches(change, path, comments=True)
        has_image = not own.keys().isdisjoint(_IMAGE_KEYS)
        if not has_image:
            pieces = (Piece(("image",), IMAGE), *pieces)
        if os.path.basename(os.path.dirname(path)) == ".devcontainer":
            change.make_directory(path)
        write(change, path, _OWNER, pieces, comments=True)
        changed = change.commit()
    result = f"added {render_stack(stack)}  (undo: vxenv undo)" if changed else "already up to date"
    report(f"{place}: {result}")
    if changed and not has_image:
        say(f"note: {place} has no image; added {IMAGE}")


def remove_container(path: str) -> None:
    """Remove vxenv's keys from the devcontainer.json at `path`. Raises RefusedError."""
    path = os.path.abspath(path)
    place = shorten_path(path)
    with begin_change(f"export --remove {place}") as change:
        confine_settings(change, path)
        if not remove(change, path, _OWNER, comments=True):
            raise RefusedError(f"{place} has no variables from vxenv", hint="vxenv export --help")
        change.commit()
    report(f"{place}: removed vxenv's variables")


def _build_container(form: str, stack: tuple[str, ...], resolved: Resolved) -> Container:
    """Return what the container gets, and report what is omitted or passed from the local environment."""
    settings = {name: value for name, value in resolved.list_values().items() if name not in resolved.clears}
    values = {name: value for name, value in settings.items() if value is not None}
    secrets = [name for name, value in values.items() if explain_secret(name, value)]
    secrets += resolved.list_references()
    _report_secrets(form, secrets)
    credentials = "" if form == _K8S else _find_credentials(values)
    if credentials:
        values[CREDENTIALS] = TARGET
    paths = _report_paths(values)
    return Container(
        name=render_stack(stack),
        values={name: value for name, value in values.items() if name not in {*secrets, *paths}},
        unset=tuple(name for name, value in settings.items() if value is None and name not in secrets),
        local=() if form == _K8S else tuple(secrets),
        credentials=credentials,
        home=os.path.expanduser("~"),
    )


def _report_secrets(form: str, names: Iterable[str]) -> None:
    if form == _K8S:
        say(*(f"note: {name} is omitted: it is a secret" for name in names))
    else:
        say(*(f"note: {name} is a secret: its value is passed from the local environment" for name in names))


def _find_credentials(values: Mapping[str, str]) -> str:
    """Return the credentials file to mount, "" for none, and report one that cannot be used."""
    if not is_on(values, USE_VERTEX) or is_on(values, SKIP_AUTH):
        return ""
    path = os.path.abspath(values.get(CREDENTIALS) or find_claude_file({"HOME": os.path.expanduser("~")}))
    place = shorten_path(path)
    content = read_credentials(path)
    trouble = render_own_text(content.trouble)
    if trouble and CREDENTIALS not in values:
        say(f"note: no credentials are mounted: {place} {trouble}")
        return ""
    if trouble:
        say(f"warning: {place} {trouble}")
    if content.token_file:
        say(f"note: {place} needs {render_own_text(shorten_path(content.token_file))}, which is not mounted")
    return path


def _report_paths(values: Mapping[str, str]) -> list[str]:
    """Return the variables that are valid only on this machine, and report them."""
    known = load_variables().by_name
    reasons = {
        name: f"{render_own_text(shorten_path(value))} is a path on this machine"
        for name, value in values.items()
        if name in known and known[name].type in ("path", "directory") and value != TARGET
    }
    if GCLOUD_CONFIGURATION in values:
        reasons[GCLOUD_CONFIGURATION] = "gcloud's configurations are on this machine"
    say(*(f"note: {name} is omitted: {why}" for name, why in reasons.items()))
    return list(reasons)
