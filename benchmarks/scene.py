"""Prepare the measurements: a separate home, sample profiles and directories, and each tool's hook in a file."""

import os
import shutil
import sys

from spoken import SPOKEN, Counts
from timing import BenchmarkError, run

TOOLS = ("vxenv", "direnv", "mise")
PYTHON = sys.executable
_HERE = os.path.dirname(os.path.abspath(__file__))
_ROOT = os.path.dirname(_HERE)
_PEERS = (os.path.join(_ROOT, ".peers", "bin"), os.path.join(_ROOT, ".peers", "node_modules", ".bin"))
_LEVELS = 6
TABS = ("bash", "fish")  # shells that complete words without a terminal
_SPLIT = ("bash", "zsh", "fish")  # shells whose hook is two files if `vxenv setup` writes it

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
# The variables of the profile `client`, which peers set and loops print.
_VARIABLES = {
    "CLAUDE_CODE_USE_VERTEX": "1",
    "ANTHROPIC_VERTEX_PROJECT_ID": "bench-client",
    "CLOUD_ML_REGION": "europe-west1",
    "ANTHROPIC_MODEL": "claude-sonnet-4-5",
}
INSIDE = "|".join(_VARIABLES.values())
OUTSIDE = "|" * (len(_VARIABLES) - 1)


def peer_path() -> str:
    """Return PATH with the peers installed for this project in front."""
    return os.pathsep.join((*_PEERS, os.environ["PATH"]))


def installed(program: str) -> str | None:
    """Return the path of `program`, or None."""
    return shutil.which(program, path=peer_path())


class Home:
    """A home directory below `root`, with a hook and an allowed directory for every installed tool.

    Prompts are measured `levels` directories below the allowed one. If these are more than usual, moves too lead so
    far down.
    """

    def __init__(self, root: str, tools: tuple[str, ...], shells: tuple[str, ...], levels: int = _LEVELS) -> None:
        """Create the home."""
        self.path = root
        self.below = os.path.join(*map(str, range(1, levels + 1)))
        self.is_deep = levels > _LEVELS
        self.tools = tools
        self.shells = shells
        self.errors = os.path.join(root, "setup.log")
        # Built from nothing: no variable of the caller is inherited, such as PYTHONDONTWRITEBYTECODE.
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
        for mark in ("prompt", "move", "move_alone", "use", "end"):
            self._write(os.path.join(self.marks, mark), "")
        for shell in shells:
            self._write(self.hook("none", shell), "")
        for tool in tools:
            os.makedirs(os.path.join(self.outside(tool), self.below))
            os.makedirs(self.deep(tool))
            getattr(self, f"_set_up_{tool}")()

    @property
    def marks(self) -> str:
        """The files that mark places in a trace when opened."""
        return os.path.join(self.path, "marks")

    def inside(self, tool: str) -> str:
        """Return the directory with variables for `tool`."""
        return os.path.join(self.path, tool, "client")

    def deep(self, tool: str) -> str:
        """Return a directory below it."""
        return os.path.join(self.inside(tool), self.below)

    def outside(self, tool: str) -> str:
        """Return a directory beside it."""
        return os.path.join(self.path, tool, "other")

    def hook(self, tool: str, shell: str) -> str:
        """Return the file that loads `tool` into `shell`, as in an rc file."""
        return os.path.join(self.path, "hooks", f"{tool}.{shell}")

    def serving(self, shell: str) -> tuple[str, ...]:
        """Return the tools that support `shell`."""
        return tuple(tool for tool in self.tools if tool in SPOKEN[shell].prompts)

    def loops(self, tool: str, shell: str, counts: Counts) -> list[str]:
        """Return the command that times `tool` in `shell`."""
        spoken = SPOKEN[shell]
        inside, outside = self.inside(tool), self.outside(tool)
        if self.is_deep:
            inside, outside = self.deep(tool), os.path.join(outside, self.below)
        script, hook = os.path.join(_HERE, f"loops.{spoken.loops or shell}"), self.hook(tool, shell)
        return [
            spoken.program,
            *spoken.start,
            *([self._with_hook(script, hook)] if spoken.constant else [script, hook]),
            spoken.prompts[tool],
            spoken.before.get(tool, "-"),
            self.deep(tool),
            inside,
            outside,
            self.marks,
            *map(str, counts),
        ]

    def default_environment(self) -> dict[str, str]:
        """Write a configuration with a default profile, and return the environment that selects it."""
        place = os.path.join(self.path, "with-default")
        self._write(os.path.join(place, "profiles", "client.toml"), _CLIENT)
        self._write(os.path.join(place, "config.toml"), 'default = "client"\n')
        return self.environment | {"VXENV_CONFIG_DIR": place, "VXENV_CACHE_DIR": os.path.join(place, "cache")}

    def start(self, tool: str, shell: str) -> list[str]:
        """Return the command that starts `shell`, loads `tool` and exits."""
        spoken = SPOKEN[shell]
        return [spoken.program, *(word.replace("FILE", self.hook(tool, shell)) for word in spoken.load)]

    def script(self, name: str, *words: str) -> list[str]:
        """Return the command that runs the script `name` with vxenv's hook and `words`, in the shell of its suffix."""
        shell = name.rpartition(".")[2]
        spoken = SPOKEN[shell]
        script, hook = os.path.join(_HERE, name), self.hook("vxenv", shell)
        return [spoken.program, *spoken.start, script, hook, spoken.prompts["vxenv"], PYTHON, *words]

    def completions(self, shell: str) -> str:
        """Return the file with the completions for `shell`."""
        return os.path.join(self.path, "completions", f"vxenv.{shell}")

    def vxenv(self, *words: str, directory: str = "") -> str:
        """Run vxenv and return its output."""
        return self._run(PYTHON, "-m", "vxenv", *words, directory=directory)

    def fill(self, profiles: int, directories: int, root: str) -> None:
        """Add sample `profiles`, and allowed `directories` below `root`."""
        self._run(PYTHON, os.path.join(_HERE, "store.py"), str(profiles), str(directories), root)

    def crowd(self, plans: int) -> None:
        """Add `plans` plans under other names to each shell's own; the first entry must have created one."""
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
            if shell in _SPLIT:
                self.vxenv("setup", "--shell", shell, "--yes")
                file = os.path.join(self.path, ".local", "state", "vxenv", "shell", f"init.{shell}")
                self._write(self.hook("vxenv", shell), f'source "{file}"\n')
            else:
                self._write(self.hook("vxenv", shell), self.vxenv("init", shell))
            if shell in TABS:
                self._write(self.completions(shell), self.vxenv("completions", shell))
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
            spoken = SPOKEN[shell]
            if tool in spoken.prompts:
                command_here, file = f"{command} {spoken.name or shell}", f"{self.hook(tool, shell)}.printed"
                text = spoken.loads.get(tool, spoken.evaluated)
                if "FILE" in text:
                    self._write(file, self._run(*command_here.split()))
                self._write(self.hook(tool, shell), f"{text.replace('COMMAND', command_here).replace('FILE', file)}\n")

    def _with_hook(self, script: str, hook: str) -> str:
        """Return a copy of `script` with the path of its hook filled in."""
        with open(script, encoding="utf-8") as file:
            text = file.read()
        path = f"{hook}.loops"
        self._write(path, text.replace('source "HOOK"', f'source "{hook}"'))
        return path

    def _write(self, path: str, text: str) -> None:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
