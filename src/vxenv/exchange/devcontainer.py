"""Dev container configuration: https://containers.dev/implementors/json_reference/.

Some ``${…}`` in strings are replaced and cannot be escaped:
https://github.com/devcontainers/cli/blob/main/src/spec-common/variableSubstitution.ts. An object in ``mounts``
cannot be read-only, unlike a string for ``docker run --mount``.
"""

import os
import re
from typing import Any, Final

from vxenv.catalogue.environment import CREDENTIALS
from vxenv.exchange.assignment import CannotSayError, Collector, Reading, build_refusal
from vxenv.exchange.container import TARGET, Container
from vxenv.exchange.json_format import dump, find_key_lines, load_object
from vxenv.text.json_comments import blank_all

_FORMAT: Final = "a dev container configuration"
# Every configuration needs an image or a way to build one.
IMAGE: Final = "debian:stable"
_HOME: Final = "${localEnv:HOME}"
_REFERENCE: Final = re.compile(
    r"\$\{(?:containerEnv|devcontainerId|env|localEnv|(?:container|local)WorkspaceFolder(?:Basename)?)(?=[:}])"
)
# Docker reads the mount as a line of CSV.
_SPECIAL_IN_MOUNT: Final = re.compile(r"[,\"\r\n]")


def render(container: Container) -> str:
    """Return a complete devcontainer.json. Raises CannotSayError."""
    document: dict[str, Any] = {"image": IMAGE}
    for (key, *name), value in build_members(container):
        if name:
            document.setdefault(key, {})[name[0]] = value
        else:
            document.setdefault(key, []).append(value)
    return dump(document)


def build_members(container: Container) -> list[tuple[tuple[str, ...], Any]]:
    """Return the path and value of each member, and of each item of a list. Raises CannotSayError."""
    container.check_values(_FORMAT)
    for name, value in container.values.items():
        if reference := _find_reference(value):
            raise build_refusal(_FORMAT, name, f"{reference} in the value would be replaced")
    members: list[tuple[tuple[str, ...], Any]] = [
        (("containerEnv", name), value) for name, value in container.values.items()
    ]
    members += [(("remoteEnv", name), f"${{localEnv:{name}}}") for name in container.local]
    members += [(("remoteEnv", name), None) for name in container.unset]
    if container.credentials:
        members.append((("mounts",), _render_mount(container)))
    return members


def _find_reference(text: str) -> str:
    """Return the beginning of the first reference in `text` that may be replaced, or ""."""
    reference = _REFERENCE.search(text)
    return f"{reference[0]}…}}" if reference and "}" in text[reference.end() :] else ""


def _render_mount(container: Container) -> str:
    source = container.credentials
    what = "cannot mount the credentials file in a dev container"
    if _SPECIAL_IN_MOUNT.search(source):
        raise CannotSayError(f"{what}: its path contains a comma, a quote or a line break", hint="vxenv export --help")
    if _find_reference(source):
        raise CannotSayError(f"{what}: a part of its path would be replaced", hint="vxenv export --help")
    return f"type=bind,source={container.render_source(_HOME)},target={TARGET},readonly"


def read(text: str, path: str) -> Reading:
    """Return the variables under ``containerEnv`` and ``remoteEnv``, where null unsets.

    The path of a mounted credentials file becomes the path on this machine.
    """
    text = blank_all(text)
    table = load_object(text, path)
    collector = Collector()
    sources = dict(_read_mount(mount) for mount in _list(table.get("mounts")))
    for key in ("containerEnv", "remoteEnv"):
        values = table.get(key)
        lines = find_key_lines(text, key)
        for name, value in values.items() if isinstance(values, dict) else ():
            known, why = value, "" if value is None or type(value) is str else "is neither a string nor null"
            if name == CREDENTIALS and type(value) is str and value in sources:
                known = _expand_home(sources[value])
            if type(known) is str and (reference := _find_reference(known)):
                why = f"depends on {reference}"
            collector.add(name, None if why else known, lines.get(name, 0), why)
    return collector.finish()


def _list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return value if isinstance(value, list) else []


def _expand_home(path: str) -> str:
    return os.path.expanduser("~") + path.removeprefix(_HOME) if path.startswith(_HOME + "/") else path


def _read_mount(mount: Any) -> tuple[str, str]:  # noqa: ANN401 - JSON
    """Return the target and the source of a bind mount, empty for any other."""
    if isinstance(mount, str):
        mount = dict(part.partition("=")[::2] for part in mount.split(","))
    fields = mount if isinstance(mount, dict) else {}
    target = fields.get("target") or fields.get("dst") or fields.get("destination")
    source = fields.get("source") or fields.get("src")
    if fields.get("type") == "bind" and isinstance(target, str) and isinstance(source, str):
        return target, source
    return "", ""
