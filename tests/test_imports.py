"""Who may import whom: arrows go down only, and a command pays for no more than it uses."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import pytest

import vxenv
from vxenv import __main__

PACKAGE = Path(vxenv.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

# What may be imported by what; a package may always import itself.
BASE = {"errors", "paths", "delta", "atomic", "project", "toml_text", "similarity"}
ALLOWED = {
    "__init__": set[str](),
    "errors": {"paths"},
    "delta": set[str](),
    "paths": {"code_points"},
    "code_points": set[str](),
    "toml_text": set[str](),
    "similarity": set[str](),
    "atomic": {"errors", "paths"},
    "project": {"atomic", "paths"},
    "assets": BASE | {"distribution"},
    "distribution": BASE,
    "domain": BASE,
    "profiles": BASE | {"domain"},
    "activation": BASE | {"domain", "profiles"},
    "exchange": {"errors", "paths", "delta", "toml_text", "similarity"},
    "claude": BASE | {"domain", "profiles"},
    "google": BASE | {"domain", "profiles"},
    "checks": BASE | {"domain", "profiles", "activation", "claude", "google", "shells"},
    "shells": {"delta", "paths"},
    "installing": BASE | {"shells"},
    "cli": BASE
    | {"domain", "installing", "profiles", "activation", "claude", "google", "checks", "shells", "exchange"}
    | {"assets", "distribution", "__init__", "__main__"},
    "__main__": {"errors", "paths", "domain", "cli", "__init__"},
}

# Each is imported by one module, which adapts it.
ADAPTED = {
    "tomlkit": "profiles/editing.py",
    "shellingham": "cli/detection.py",
    "platformdirs": "paths.py",
    "prompt_toolkit": "cli/picker.py",
    "google": "google/tokens.py",
    "urllib3": "google/http.py",
    "certifi": "google/http.py",
    "rich": "cli/progress.py",
}


def part(path: Path) -> str:
    """Return the package or module of vxenv that `path` belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    """Return the module at `path`, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of each module, or of what is taken from it, that the module at `path` imports anywhere."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(path: Path) -> set[str]:
    """Return the parts of vxenv that the module at `path` imports."""
    words = [name.split(".") for name in imported(path)]
    ours = [word[1:] for word in words if word[0] == "vxenv"]
    # `from vxenv import __version__` is the package's own file.
    names = {rest[0] if rest else "__init__" for rest in ours}
    return {"__init__" if name == "__version__" else name for name in names}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_go_down(path: Path) -> None:
    """A module imports only what lies below its package."""
    own = part(path)

    assert set() == inside(path) - ALLOWED[own] - {own}


def test_the_rules_see_something() -> None:
    """The check reads the imports that are there."""
    assert {"domain", "errors", "paths", "profiles"} <= inside(PACKAGE / "profiles" / "document.py")


@pytest.mark.parametrize("library", ADAPTED)
def test_one_module_adapts_a_library(library: str) -> None:
    """A library that is slow or may go is imported in one place only."""
    users = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        if library in {name.split(".")[0] for name in imported(path)}
    }

    assert {ADAPTED[library]} == users


def test_only_cli_knows_click() -> None:
    """Use cases can be tested without a terminal: click is imported in cli only."""
    assert {"cli"} == {part(path) for path in MODULES if "click" in {name.split(".")[0] for name in imported(path)}}


def writes(path: Path) -> bool:
    """Tell whether the module at `path` prints, or takes hold of where one prints to."""
    return any(
        (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"))
        for node in ast.walk(tree(path))
    )


def test_only_cli_prints() -> None:
    """Nothing below cli prints; the entry does, since it tells what went wrong."""
    assert {"cli", "__main__"} == {part(path) for path in MODULES if writes(path)}


def modules(words: list[str], env: dict[str, str], codes: Container[int] = (0,), *, printed: bool = True) -> set[str]:
    """Return the names of all modules that a process imports, which must do its work and end with one of `codes`."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *words],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    others = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert done.returncode in codes, others
    assert printed == bool(done.stdout)
    return {line.rpartition("|")[2].strip() for line in lines[1:]}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the environment of a command that the hook of a bash starts."""
    monkeypatch.setenv("__VXENV_HOOK", "bash 1 home")
    return dict(os.environ)


HEAVY = {
    "click",
    "platformdirs",
    "tomlkit",
    "shellingham",
    "google",
    "urllib3",
    "requests",
    "dataclasses",
    "pathlib",
    "subprocess",
}


def test_the_hook_is_light(environment: dict[str, str], profile: Callable[[str, str], Path], work: Path) -> None:
    """The hook's way imports no library and no heavy part of Python, also where something is refused."""
    profile("p", "extends = 'q'\n[vertex]\nregion = 'eu'\n")
    profile("q", "")
    (work / ".vxenv.toml").write_text("profile = 'p'\n")
    path = str(Path(__main__.__file__))
    ways = [
        modules(["-X", "utf8", "-I", "-S", path, "hook", "bash", "1", key, "name", "home"], environment)
        for key in ("use:p", f"dir:{work}/.vxenv.toml", "default")
    ]

    assert [set(), set(), set()] == [way & HEAVY for way in ways]
    assert [True, True, True] == ["vxenv.activation.plan" in way for way in ways]


def test_what_tcsh_asks_again_is_light(
    environment: dict[str, str], profile: Callable[[str, str], Path], work: Path
) -> None:
    """What Python answered to a tcsh before it answers again without a look at TOML or at the catalogues."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    (work / ".vxenv.toml").write_text("profile = 'p'\n")
    words = ["hook", "tcsh", "1", "moved", "", str(work / "answers/1"), "1", *[""] * 6]
    path = str(Path(__main__.__file__))
    environment["__VXENV_SEAL"] = "0" * 32
    first, again = [modules(["-X", "utf8", "-I", "-S", path, *words], environment, printed=False) for _ in range(2)]

    heavy = {"tomllib", "datetime", "hashlib", "vxenv.activation.plan", "vxenv.checks.lint"}
    assert (heavy, set()) == (first & heavy, again & heavy)
    assert set() == first & HEAVY


@pytest.mark.parametrize("kind", ["keys", "rules", "models"])
def test_completions_are_light(environment: dict[str, str], kind: str) -> None:
    """What a Tab waits for imports no library, and so needs none of site-packages."""
    path = str(Path(__main__.__file__))
    found = modules(["-X", "utf8", "-I", "-S", path, "complete", kind], environment)

    assert (set(), True) == (
        found & {"click", "platformdirs", "tomlkit", "shellingham", "google", "requests", "prompt_toolkit"},
        "vxenv.cli.complete" in found,
    )


@pytest.mark.parametrize("words", [["list"], ["show", "p"], ["use", "p"]], ids=lambda words: words[0])
def test_everyday_commands_are_light(
    words: list[str], environment: dict[str, str], profile: Callable[[str, str], Path]
) -> None:
    """What is typed every day imports no editor of TOML, no Google library, and looks for no shell."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    found = modules(["-P", "-m", "vxenv", *words], environment)

    assert (set(), True) == (
        found & {"tomlkit", "google", "urllib3", "requests", "shellingham", "platformdirs", "rich", "prompt_toolkit"},
        "click" in found,
    )


@pytest.mark.parametrize("word", ["statusline", "guard"])
def test_what_claude_code_starts_is_light(
    word: str, environment: dict[str, str], profile: Callable[[str, str], Path]
) -> None:
    """What runs again and again during a session imports no library and no heavy part of Python."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    session = {"CLAUDECODE": "1", "CLAUDE_CODE_USE_VERTEX": "1", "VXENV_PROFILE": "p", "VXENV_REASON": "use"}
    path = str(Path(__main__.__file__))
    found = modules(["-X", "utf8", "-I", "-S", path, word], {**environment, **session})

    assert (set(), True) == (found & HEAVY, "vxenv.checks.session" in found)


def test_doctor_is_light(environment: dict[str, str], profile: Callable[[str, str], Path]) -> None:
    """Doctor reads Google's files by itself: their library would take longer than all else."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    found = modules(["-P", "-m", "vxenv", "doctor", "p"], environment, {0, 1})

    assert (set(), True) == (
        found & {"tomlkit", "google", "requests", "platformdirs", "shellingham", "asyncio", "ssl"},
        "vxenv.checks.doctor.credentials" in found,
    )


@pytest.mark.parametrize(
    "words", [["models"], ["show", "--resolved", "p"], ["explain", "API Error: 429"]], ids=lambda words: words[0]
)
def test_what_stays_offline_is_light(
    words: list[str], environment: dict[str, str], profile: Callable[[str, str], Path]
) -> None:
    """What asks nobody imports nothing to ask with."""
    profile("p", "[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n")

    assert set() == modules(["-P", "-m", "vxenv", *words], environment) & {"google", "urllib3", "requests", "rich"}
