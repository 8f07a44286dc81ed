"""What is measured on: a home of its own, sample profiles and directories, and each tool's hook in a file."""

import os
import shutil
import sys
from typing import NamedTuple

from timing import BenchmarkError, run

SHELLS = ("bash", "zsh", "fish")
TOOLS = ("vxenv", "direnv", "mise")
PYTHON = sys.executable
_HERE = os.path.dirname(os.path.abspath(__file__))
_PEERS = os.path.join(os.path.dirname(_HERE), ".peers", "node_modules", ".bin")
_BELOW = os.path.join("1", "2", "3", "4", "5", "6")

# Without the user's own files; `-i` because hooks are for interactive shells.
_START = {"bash": ("--norc", "-i"), "zsh": ("-f", "-i"), "fish": ("-N", "-i")}

# The same for a shell that loads a file and is done; FILE stands for it.
_LOAD = {
    "bash": ("--rcfile", "FILE", "-i", "-c", "exit"),
    "zsh": ("-f", "-i", "-c", '. "$0"; exit', "FILE"),
    "fish": ("-N", "-i", "-C", "source FILE", "-c", "exit"),
}

# What each tool runs before a prompt, as its own hook says (`direnv hook bash`, `mise activate bash`, …), and in fish
# before a command.
_PROMPT = {
    "vxenv": dict.fromkeys(SHELLS, "__vxenv_prompt"),
    "direnv": {"bash": "_direnv_hook", "zsh": "_direnv_hook", "fish": "__direnv_export_eval"},
    "mise": {"bash": "_mise_hook_prompt_command", "zsh": "_mise_hook_precmd", "fish": "__mise_env_eval_on_prompt"},
}
_BEFORE = {"vxenv": "bench_empty", "direnv": "__direnv_export_eval_2", "mise": "__mise_env_eval_2"}

_CLIENT = """description = "A client that stays in the EU"

[vertex]
project = "bench-client"
region = "europe-west1"

[models]
main = "claude-sonnet-4-5"
"""
_GLOBAL = """description = "Production, global endpoint"

[vertex]
project = "bench-prod"
region = "global"

[regions]
"claude-haiku-4-5" = "europe-west1"

[models]
main = "claude-opus-4-5"
"""
# What the profile `client` comes to, for the peers to set and for the loops to show.
_VARIABLES = {
    "CLAUDE_CODE_USE_VERTEX": "1",
    "ANTHROPIC_VERTEX_PROJECT_ID": "bench-client",
    "CLOUD_ML_REGION": "europe-west1",
    "ANTHROPIC_MODEL": "claude-sonnet-4-5",
}
INSIDE = "|".join(_VARIABLES.values())
OUTSIDE = "|" * (len(_VARIABLES) - 1)


def peer_path() -> str:
    """Return PATH with the peers that are installed for this project alone in front."""
    return f"{_PEERS}{os.pathsep}{os.environ['PATH']}"


def installed(program: str) -> str | None:
    """Return where `program` is, or None."""
    return shutil.which(program, path=peer_path())


class Counts(NamedTuple):
    """How many batches a script makes of each loop, and of how many turns; `alone` is 1 for moves without prompts."""

    batches: int
    prompts: int
    moves: int
    alone: int


class Home:
    """A home directory below `root`, in which every tool that is there has its hook and an allowed directory."""

    def __init__(self, root: str, tools: tuple[str, ...], shells: tuple[str, ...]) -> None:
        """Make it."""
        self.path = root
        self.tools = tools
        self.shells = shells
        self.errors = os.path.join(root, "setup.log")
        # From nothing: no variable of whoever runs this gets in, PYTHONDONTWRITEBYTECODE for one.
        self.environment = {
            "HOME": root,
            "PATH": peer_path(),
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "HISTFILE": "",
            "MISE_TRUSTED_CONFIG_PATHS": root,
        }
        profiles = os.path.join(root, ".config", "vxenv", "profiles")
        self._write(os.path.join(profiles, "client.toml"), _CLIENT)
        self._write(os.path.join(profiles, "prod.toml"), _GLOBAL)
        for mark in ("prompt", "move", "move_alone", "end"):
            self._write(os.path.join(self.marks, mark), "")
        for shell in shells:
            self._write(self.hook("none", shell), "")
        for tool in tools:
            os.makedirs(self.outside(tool))
            os.makedirs(self.deep(tool))
            getattr(self, f"_set_up_{tool}")()

    @property
    def marks(self) -> str:
        """The files whose opening cuts a trace."""
        return os.path.join(self.path, "marks")

    def inside(self, tool: str) -> str:
        """Return the directory that `tool` has variables for."""
        return os.path.join(self.path, tool, "client")

    def deep(self, tool: str) -> str:
        """Return a directory six levels below that."""
        return os.path.join(self.inside(tool), _BELOW)

    def outside(self, tool: str) -> str:
        """Return a directory beside it."""
        return os.path.join(self.path, tool, "other")

    def hook(self, tool: str, shell: str) -> str:
        """Return the file that loads `tool` into `shell`, as the user's rc file would."""
        return os.path.join(self.path, "hooks", f"{tool}.{shell}")

    def loops(self, tool: str, shell: str, counts: Counts) -> list[str]:
        """Return the command that times `tool` in `shell`."""
        return [
            shell,
            *_START[shell],
            os.path.join(_HERE, f"loops.{shell}"),
            self.hook(tool, shell),
            _PROMPT[tool][shell],
            _BEFORE[tool],
            self.deep(tool),
            self.inside(tool),
            self.outside(tool),
            self.marks,
            *map(str, counts),
        ]

    def start(self, tool: str, shell: str) -> list[str]:
        """Return the command that starts `shell`, has it load `tool` and ends it."""
        return [shell, *(word.replace("FILE", self.hook(tool, shell)) for word in _LOAD[shell])]

    def script(self, name: str, *words: str) -> list[str]:
        """Return the command that runs the script `name`, which is bash, with vxenv's hook and `words`."""
        hook = self.hook("vxenv", "bash")
        return ["bash", *_START["bash"], os.path.join(_HERE, name), hook, _PROMPT["vxenv"]["bash"], PYTHON, *words]

    def vxenv(self, *words: str, directory: str = "") -> str:
        """Run vxenv and return what it prints."""
        return self._run(PYTHON, "-m", "vxenv", *words, directory=directory)

    def fill(self, profiles: int, directories: int, root: str) -> None:
        """Add sample `profiles`, and allowed `directories` below `root`."""
        self._run(PYTHON, os.path.join(_HERE, "store.py"), str(profiles), str(directories), root)

    def crowd(self, plans: int) -> None:
        """Lay `plans` more beside those that each shell has, under other names; a first look must have made one."""
        for shell in self.shells:
            folder = os.path.join(self.path, ".cache", "vxenv", "plans", shell)
            some = os.path.join(folder, next(name for name in os.listdir(folder) if name.startswith("dir:")))
            for number in range(plans):
                os.link(some, os.path.join(folder, f"dir:%many%{number:05}%.vxenv.toml"))

    def _run(self, *command: str, directory: str = "") -> str:
        try:
            return run(command, self.environment, directory or self.path, errors=self.errors).output
        except BenchmarkError as error:
            with open(self.errors, encoding="utf-8", errors="replace") as file:
                raise BenchmarkError(f"{error}\n{file.read()}") from error

    def _set_up_vxenv(self) -> None:
        for shell in self.shells:
            self._write(self.hook("vxenv", shell), self.vxenv("init", shell))
        self._write(os.path.join(self.inside("vxenv"), ".vxenv.toml"), 'profile = "client"\n')
        self.vxenv("allow", directory=self.inside("vxenv"))

    def _set_up_direnv(self) -> None:
        self._evaluated("direnv", "direnv hook")
        file = os.path.join(self.inside("direnv"), ".envrc")
        self._write(file, "".join(f"export {name}={value}\n" for name, value in _VARIABLES.items()))
        self._run("direnv", "allow", file)

    def _set_up_mise(self) -> None:
        self._evaluated("mise", "mise activate")
        rows = (f'{name} = "{value}"\n' for name, value in _VARIABLES.items())
        self._write(os.path.join(self.inside("mise"), "mise.toml"), "[env]\n" + "".join(rows))

    def _evaluated(self, tool: str, command: str) -> None:
        for shell in self.shells:
            line = f"{command} fish | source\n" if shell == "fish" else f'eval "$({command} {shell})"\n'
            self._write(self.hook(tool, shell), line)

    def _write(self, path: str, text: str) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
