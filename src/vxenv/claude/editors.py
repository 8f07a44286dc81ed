"""Find the settings through which variables reach Claude Code in an editor.

Sources: https://code.claude.com/docs/en/vs-code (environmentVariables, disableLoginPrompt),
https://code.claude.com/docs/en/jetbrains, https://zed.dev/docs/ai/external-agents and Zed's
crates/settings_content/src/project.rs (a project can set ``terminal``, but not ``agent_servers``), and
https://code.visualstudio.com/docs/remote/troubleshooting (settings of the server). Claude Code reads a workspace's
settings.local.json in every editor. In a window with ssh, WSL or a container, the files of a workspace are read on
that side, and the settings of the user on both. None of this was tested with the editors themselves.
"""

import os
import sys
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from vxenv.catalogue.environment import USE_VERTEX, is_on
from vxenv.claude.patches import Pieces
from vxenv.text.json_edit import Piece, build_pieces

# Scopes of settings: the files of a workspace; the user's settings; those of the editor's server on this machine.
WORKSPACE, USER, REMOTE = "workspace", "user", "remote"
_EXTENSION = "claudeCode.environmentVariables"
_NO_LOGIN = "claudeCode.disableLoginPrompt"
_AGENTS, _AGENT = "agent_servers", "claude-acp"


class Editor(NamedTuple):
    """An editor in which Claude Code runs."""

    # Name for people.
    title: str
    # The settings file in a workspace, "" for none.
    workspace: str = ""
    # The directory of the user's settings below the directory of configurations, "" for none.
    user: str = ""
    # The settings of the editor's server below the home, "" for none.
    remote: str = ""


EDITORS: Final = {
    "vscode": Editor("VS Code", ".vscode/settings.json", "Code/User", ".vscode-server/data/Machine/settings.json"),
    "cursor": Editor("Cursor", ".vscode/settings.json", "Cursor/User", ".cursor-server/data/Machine/settings.json"),
    "zed": Editor("Zed", ".zed/settings.json", "zed"),
    "jetbrains": Editor("JetBrains IDEs"),
}


class EditorFile(NamedTuple):
    """A settings file that an installation changes."""

    # Absolute path.
    path: str
    # Whether Claude Code reads it, and not the editor: it has no comments then.
    is_claude: bool = False


def list_editor_files(name: str, scope: str, workspace: str) -> tuple[EditorFile, ...]:
    """Return the settings files of the editor `name` in `scope`; none if it has no such settings."""
    editor = EDITORS[name]
    if scope == WORKSPACE:
        local = EditorFile(os.path.join(workspace, ".claude", "settings.local.json"), is_claude=True)
        return (local, EditorFile(os.path.join(workspace, editor.workspace))) if editor.workspace else (local,)
    home = os.path.expanduser("~")
    if scope == REMOTE:
        return (EditorFile(os.path.join(home, editor.remote)),) if editor.remote else ()
    return (EditorFile(os.path.join(_find_configurations(name), editor.user, "settings.json")),) if editor.user else ()


def _find_configurations(name: str) -> str:
    """Return the directory of editors' configurations; Zed has its own below ~/.config on macOS too."""
    home = os.path.expanduser("~")
    if sys.platform == "darwin" and name != "zed":
        return os.path.join(home, "Library", "Application Support")
    given = os.environ.get("XDG_CONFIG_HOME", "")
    return given if os.path.isabs(given) and sys.platform != "darwin" else os.path.join(home, ".config")


def build_editor_pieces(name: str, scope: str, values: Mapping[str, str], settings: Mapping[str, Any]) -> Pieces:
    """Return the pieces that make the editor `name` pass `values`, for a file with `settings` of the user's own."""
    set_values = {variable: value for variable, value in values.items() if value}
    if name == "zed":
        pieces = [Piece(("terminal", "env", variable), value) for variable, value in set_values.items()]
        if scope == USER:
            agents = settings.get(_AGENTS)
            if not isinstance(agents, dict) or _AGENT not in agents:
                pieces.append(Piece((_AGENTS, _AGENT, "type"), "registry"))
            pieces += [Piece((_AGENTS, _AGENT, "env", variable), value) for variable, value in values.items()]
        return tuple(pieces)
    pieces = [
        Piece((_EXTENSION,), {"name": variable, "value": value}, item=True) for variable, value in set_values.items()
    ]
    # Claude Code needs no login with Vertex; the extension shows the prompt regardless of the variables.
    if is_on(values, USE_VERTEX):
        pieces.append(Piece((_NO_LOGIN,), value=True))
    return tuple(pieces)


def list_own_variables(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the variables that the user's own `settings` of the extension set."""
    items = settings.get(_EXTENSION)
    names = (item.get("name") for item in items if isinstance(item, dict)) if isinstance(items, list) else ()
    return tuple(name for name in names if isinstance(name, str))


def build_claude_pieces(values: Mapping[str, str], keys: Mapping[str, Any]) -> Pieces:
    """Return the pieces for Claude Code's own settings file: the variables `values`, and other `keys`."""
    return (*build_pieces(values.items()), *(Piece((key,), value) for key, value in keys.items()))
