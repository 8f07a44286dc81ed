"""The xontrib of vxenv, which xonsh finds if both are installed in one environment."""

import re
from typing import TYPE_CHECKING, Any

from vxenv.assets import read_asset

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORBIDDEN = re.compile(r"[^A-Za-z0-9._+/-]")


def _load_xontrib_(xsh: Any, **_: object) -> dict[str, object]:  # noqa: ANN401 - of xonsh, which has no types
    """Add the completions, and the field `vxenv` for ``$PROMPT``; define no names. xonsh calls this."""
    from xonsh.completers.completer import add_one_completer  # noqa: PLC0415 - exists only in xonsh
    from xonsh.completers.tools import contextual_completer  # noqa: PLC0415

    completions: dict[str, Any] = {}

    @contextual_completer  # type: ignore[untyped-decorator]
    def complete(context: Any) -> object:  # noqa: ANN401 - likewise
        """Complete vxenv's commands; the completion file is read at the first Tab."""
        if context.command is None or not context.command.completing_command("vxenv"):
            return None
        if not completions:
            exec(read_asset("completions", "vxenv.xsh"), completions)  # noqa: S102 - part of this installation
        return completions["__vxenv_c_complete"](context)

    if "vxenv" not in xsh.completers:
        add_one_completer("vxenv", complete, "start")
    xsh.env["PROMPT_FIELDS"]["vxenv"] = lambda: render_field(xsh.env)
    return {}


def render_field(environment: "Mapping[str, Any]") -> str | None:
    """Return the active profile with its colour, None without one; xonsh then omits the field."""
    name = _FORBIDDEN.sub("?", str(environment.get("VXENV_PROFILE") or ""))
    colour = "RED" if environment.get("VXENV_PROTECTED") else "CYAN"
    return f"{{{colour}}}{name}{{RESET}}" if name else None
