"""Test the layers of modules: imports go down only, and a command imports only the modules it uses."""

import ast
import functools
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import pytest

import vxenv
from vxenv import __main__

PACKAGE = Path(vxenv.__file__).parent


def name_module(path: Path) -> str:
    """Return the name of the module at `path` inside vxenv, "" for the package itself."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


MODULES = {name_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}

# From top to bottom; a module may import lower levels and its own package.
LEVELS = (
    {"__main__"},
    {"cli", "xontrib"},
    {"setup", "plans", "sources"},
    {"checks"},
    {"usage"},
    {"claude", "google", "activation"},
    {"config"},
    {"profiles"},
    {"exchange", "shells"},
    {"text"},
    {"catalogue"},
    {"files"},
    {"assets"},
    {"distribution"},
    {"errors", "env_diff", "similarity"},
    {"paths"},
    {"code_points", ""},
)
LEVEL = {package: -height for height, packages in enumerate(LEVELS) for package in packages}

# Each is imported by one module only, its adapter.
ADAPTED = {
    "tomlkit": "text.toml_edit",
    "shellingham": "shells.detection",
    "platformdirs": "paths",
    "prompt_toolkit": "cli.picker",
    "google": "google.tokens",
    "urllib3": "google.http",
    "certifi": "google.http",
}

# Packages with modules named after commands, shells, or doctor's subjects; other modules may have
# the same names.
ONE_SHAPE = ("cli.commands", "checks.doctor", "exchange.rc")
MOST_IMPORTS = 20


@functools.cache
def list_nodes(path: Path) -> list[ast.AST]:
    """Return the syntax of the module at `path`."""
    return [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]


def find_imports(path: Path) -> Iterator[str]:
    """Yield the full name of each module or member that the module at `path` imports anywhere."""
    for node in list_nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def find_own_imports(module: str) -> set[str]:
    """Return the modules of vxenv that `module` imports, "" for the package itself."""
    found = set()
    for name in find_imports(MODULES[module]):
        top, _, rest = name.partition(".")
        if top == "vxenv":
            found.add(rest if rest in MODULES else rest.rpartition(".")[0])
    return found - {module}


GRAPH = {module: find_own_imports(module) for module in MODULES}


def package_of(module: str) -> str:
    """Return the package or the top-level module that contains `module`."""
    return module.partition(".")[0]


@pytest.mark.parametrize("module", MODULES)
def test_arrows_go_down(module: str) -> None:
    """A module imports only levels below its package, and modules of its package."""
    own = package_of(module)
    others = {other for other in GRAPH[module] if package_of(other) != own}

    assert set() == {other for other in others if LEVEL[package_of(other)] >= LEVEL[own]}


def find_cycle(graph: dict[str, set[str]]) -> list[str]:
    """Return modules that import each other in a cycle, or nothing."""
    done: set[str] = set()

    def visit(module: str, way: list[str]) -> list[str]:
        if module in way:
            return way[way.index(module) :]
        if module in done:
            return []
        for other in sorted(graph[module]):
            circle = visit(other, [*way, module])
            if circle:
                return circle
        done.add(module)
        return []

    return next((circle for module in sorted(graph) if (circle := visit(module, []))), [])


def test_no_modules_import_each_other() -> None:
    """No modules import each other in a cycle."""
    assert [] == find_cycle(GRAPH)


def test_a_cycle_is_found() -> None:
    """A cycle of imports of any length is found."""
    assert ["a", "b", "c"] == find_cycle({"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": set()})


def test_only_the_command_line_imports_commands() -> None:
    """Commands do not import each other, and their shared code does not import them."""
    importing = {(module, other) for module in MODULES for other in GRAPH[module] if other.startswith("cli.commands.")}

    assert set() == importing


def test_output_imports_no_other_part_of_the_command_line() -> None:
    """Rendering a result imports no command, question or check."""
    used = {other for module in MODULES if module.startswith("cli.output.") for other in GRAPH[module]}

    assert set() == {other for other in used if package_of(other) == "cli" and not other.startswith("cli.output")}


def test_names_of_modules_are_unique() -> None:
    """Module names are unique, except in packages of the same structure."""
    found = defaultdict(list)
    for module in MODULES:
        if module and not module.startswith(tuple(f"{package}." for package in ONE_SHAPE)):
            found[module.rpartition(".")[2]].append(module)

    assert {} == {name: modules for name, modules in found.items() if len(modules) > 1}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_module_imports_half_of_all(module: str) -> None:
    """Each module imports few others; the command line names its commands without importing them."""
    assert len(GRAPH[module]) <= MOST_IMPORTS


def test_the_rules_see_something() -> None:
    """The check finds the existing imports."""
    assert {"catalogue.variables", "errors", "paths", "profiles.names"} <= GRAPH["profiles.document"]


@pytest.mark.parametrize("library", ADAPTED)
def test_one_module_adapts_a_library(library: str) -> None:
    """A slow or replaceable library is imported in one module only."""
    users = {
        module
        for module, path in MODULES.items()
        if library in {name.partition(".")[0] for name in find_imports(path)}
    }

    assert {ADAPTED[library]} == users


def test_only_cli_knows_click() -> None:
    """Only cli imports click; use cases are testable without a terminal."""
    users = {
        module for module, path in MODULES.items() if "click" in {n.partition(".")[0] for n in find_imports(path)}
    }

    assert {"cli"} == {package_of(module) for module in users}


def is_writing(path: Path) -> bool:
    """Return whether the module at `path` prints, or uses an output stream."""
    return any(
        (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"))
        for node in list_nodes(path)
    )


def test_only_cli_prints() -> None:
    """Only cli and the entry print; the entry prints the answer to the hook, and errors."""
    assert {"cli", "__main__"} == {package_of(module) for module, path in MODULES.items() if is_writing(path)}


def modules(words: list[str], env: dict[str, str], codes: Container[int] = (0,), *, printed: bool = True) -> set[str]:
    """Return the names of all modules that a process imports, which must succeed with one of `codes`.

    Other than `-X importtime`, `-v` also shows modules that importlib.import_module imports.
    """
    done = subprocess.run(
        [sys.executable, "-v", *words], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    others = [line for line in done.stderr.splitlines() if not line.startswith(("import ", "#"))]
    assert done.returncode in codes, others
    assert printed == bool(done.stdout)
    return {line.split("'")[1] for line in done.stderr.splitlines() if line.startswith("import '")}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the environment of a command started by the hook of a bash."""
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
    "decimal",
}


def test_the_hook_is_light(environment: dict[str, str], profile: Callable[[str, str], Path], work: Path) -> None:
    """The hook's code path imports no library and no heavy part of Python, also for rejected files."""
    profile("p", "extends = 'q'\n[vertex]\nregion = 'eu'\n")
    profile("q", "")
    (work / ".vxenv.toml").write_text("profile = 'p'\n")
    path = str(Path(__main__.__file__))
    ways = [
        modules(["-X", "utf8", "-I", "-S", path, "hook", "bash", "1", key, "name", "home"], environment)
        for key in ("use:p", f"dir:{work}/.vxenv.toml", "default")
    ]

    assert [set(), set(), set()] == [way & (HEAVY | {"json"}) for way in ways]
    assert [True, True, True] == ["vxenv.plans.build" in way for way in ways]


@pytest.mark.parametrize(
    "words", [["hook", "bash", "1", "use:p", "name", "home"], ["use", "p"], ["complete", "models"]]
)
def test_prices_are_checked_without_decimals(
    words: list[str], environment: dict[str, str], profile: Callable[[str, str], Path], config: Path
) -> None:
    """The hook, switches and completions check the prices in the user's catalogue without computing any."""
    profile("p", "[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n")
    (config / "catalogue.toml").write_text("[price_factors]\nclaude-opus-5-5 = 0.8\n")
    found = modules(["-X", "utf8", "-I", "-S", str(Path(__main__.__file__)), *words], environment)

    assert (set(), True) == (
        found & {"decimal", "_decimal", "vxenv.catalogue.prices"},
        "vxenv.catalogue.price_lists" in found,
    )


def test_what_tcsh_asks_again_is_light(
    environment: dict[str, str], profile: Callable[[str, str], Path], work: Path
) -> None:
    """Repeated calls from tcsh import no TOML parser and no catalogue."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    (work / ".vxenv.toml").write_text("profile = 'p'\n")
    words = ["hook", "tcsh", "1", "moved", "", str(work / "answers/1"), "1", *[""] * 6]
    path = str(Path(__main__.__file__))
    environment["__VXENV_SEAL"] = "0" * 32
    first, again = [modules(["-X", "utf8", "-I", "-S", path, *words], environment, printed=False) for _ in range(2)]

    heavy = {"tomllib", "datetime", "hashlib", "vxenv.plans.build", "vxenv.checks.lint.run"}
    assert (heavy, set()) == (first & heavy, again & heavy)
    assert set() == first & HEAVY


# The modules that Tab may import besides those of TAB_BARE.
TAB_BARE = "import errno, gc, os; print()"
TAB = {"vxenv", "vxenv.paths", "vxenv.errors", "vxenv.cli", "vxenv.cli.completion", "vxenv.cli.completion_lists"}
COMPLETED = [
    ["keys"], ["keys", "env."], ["keys", "A"], ["variables"], ["known", "a"], ["values", "models.main"],
    ["values", "region"], ["values", "protected:"], ["locations"], ["models"], ["rules"], ["clients"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMPLETED, ids=" ".join)
def test_tab_imports_only_the_lists(environment: dict[str, str], words: list[str]) -> None:
    """Completions on Tab read a generated list, which needs no library, no catalogue and no regular expressions."""
    bare = modules(["-X", "utf8", "-I", "-S", "-c", TAB_BARE], environment)
    found = modules(["-X", "utf8", "-I", "-S", str(Path(__main__.__file__)), "complete", *words], environment)

    assert set() == found - bare - TAB


def test_what_the_user_adds_needs_the_catalogue(environment: dict[str, str], config: Path) -> None:
    """With a catalogue of the user, completions on Tab import the catalogue, but no library."""
    (config / "catalogue.toml").write_text('locations = ["us-west9"]\n', encoding="utf-8")
    found = modules(["-X", "utf8", "-I", "-S", str(Path(__main__.__file__)), "complete", "locations"], environment)

    assert (set(), True) == (
        found & {"click", "platformdirs", "tomlkit", "shellingham", "google", "requests", "prompt_toolkit"},
        "vxenv.cli.completion_kinds" in found,
    )


@pytest.mark.parametrize("words", [["--help"], [], ["--version"], ["lsit"]], ids=" ".join)
def test_help_imports_no_command(words: list[str], environment: dict[str, str]) -> None:
    """The list of commands, the version and the guess for a mistyped command import no command."""
    found = modules(["-P", "-m", "vxenv", *words], environment, {0, 2}, printed=words != ["lsit"])

    assert (set(), True) == (
        {name for name in found if name.startswith("vxenv.cli.commands.")},
        "vxenv.cli.main" in found,
    )


# The modules that a switch imports, besides those that a plan needs.
SWITCH = {
    f"vxenv.{name}"
    for name in (
        "activation.current", "cli", "cli.output", "cli.output.questions", "cli.output.terminal", "cli.protection",
        "cli.refresh_notice", "cli.shell_answer", "cli.stack_switch", "cli.switch", "cli.switch_words", "setup",
        "setup.init_file", "setup.refresh", "setup.setup_paths", "shells.completion_file",
    )
}  # fmt: skip


@pytest.mark.parametrize("words", [["use", "p"], ["use", "-q", "p"], ["off"], ["auto"]], ids=" ".join)
def test_a_switch_is_light(words: list[str], environment: dict[str, str], profile: Callable[[str, str], Path]) -> None:
    """A switch needs no site-packages, and imports only what a plan and its report need."""
    profile("p", "[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n")
    path = str(Path(__main__.__file__))
    plan = modules(["-X", "utf8", "-I", "-S", path, "hook", "bash", "1", "use:p", "name", "home"], environment)
    found = modules(["-X", "utf8", "-I", "-S", path, *words], environment)

    assert (set(), set()) == (found & (HEAVY | {"json"}), found - plan - SWITCH)


# What everyday commands import of Python besides the modules of click, and the packages of vxenv.
BESIDE_CLICK = {"gc", "locale", "_locale", "shlex"}
OF_HELP = {
    "shutil",
    "fnmatch",
    "textwrap",
    "bz2",
    "lzma",
    "zlib",
    "_bz2",
    "_compression",
    "_lzma",
    "compression",
    "_zstd",
}
OF_TOML = {"tomllib", "string", "_string", "_blake2", "unicodedata"}
OF_FILES = {"fcntl", "_sha2", "_sha256"}
OF_START = {"catalogue", "cli", "env_diff", "errors", "paths", "setup", "shells", "similarity", ""}
OF_PROFILES = {"activation", "config", "files", "profiles", "text"}
EVERYDAY = {
    "--version": (BESIDE_CLICK, OF_START),
    "--help": (BESIDE_CLICK | OF_HELP, OF_START),
    "list": (BESIDE_CLICK | OF_TOML | OF_FILES, OF_START | OF_PROFILES),
    "show p": (BESIDE_CLICK | OF_TOML | OF_FILES, OF_START | OF_PROFILES | {"checks", "claude"}),
    "status": (BESIDE_CLICK | OF_TOML | OF_FILES, OF_START | OF_PROFILES | {"checks", "claude", "google"}),
}


@pytest.mark.parametrize("words", EVERYDAY)
def test_everyday_commands_import_little(
    words: str, environment: dict[str, str], profile: Callable[[str, str], Path]
) -> None:
    """Everyday commands import click, their own module, and no part of Python or vxenv that they do not need."""
    profile("p", "[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n")
    active = {"VXENV_PROFILE": "p", "VXENV_REASON": "use", "__VXENV_STATE": "1"}
    click = modules(["-c", "import click; print()"], environment)
    found = modules(["-P", str(Path(__main__.__file__)), *words.split()], environment | active) - click

    commands = {name for name in found if name.startswith("vxenv.cli.commands.")}
    own = {name.removeprefix("vxenv").lstrip(".") for name in found if name.partition(".")[0] == "vxenv"}
    python, packages = EVERYDAY[words]
    assert (set() if words.startswith("--") else {f"vxenv.cli.commands.{words.split(maxsplit=1)[0]}"}) == commands
    assert set() == {name.partition(".")[0] for name in found} - {"vxenv", "click"} - python
    assert set() == {package_of(name) for name in own} - packages


@pytest.mark.parametrize("word", ["statusline", "guard"])
def test_what_claude_code_starts_is_light(
    word: str, environment: dict[str, str], profile: Callable[[str, str], Path]
) -> None:
    """Commands run repeatedly in a session import no library and no heavy part of Python."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    session = {"CLAUDECODE": "1", "CLAUDE_CODE_USE_VERTEX": "1", "VXENV_PROFILE": "p", "VXENV_REASON": "use"}
    path = str(Path(__main__.__file__))
    found = modules(["-X", "utf8", "-I", "-S", path, word], {**environment, **session})

    assert (set(), True) == (found & HEAVY, "vxenv.checks.session" in found)


def test_a_status_line_with_costs_is_light(environment: dict[str, str], profile: Callable[[str, str], Path]) -> None:
    """A status line with costs imports no library, and nothing to price tokens unless its transcript has changed."""
    profile("p", "[vertex]\nregion = 'eu'\n[budget]\nmonthly = 5\n")
    session = {"CLAUDECODE": "1", "CLAUDE_CODE_USE_VERTEX": "1", "VXENV_PROFILE": "p", "VXENV_REASON": "use"}
    path = str(Path(__main__.__file__))
    words = ["statusline", "--format", "{cost_today} {budget}"]
    found = modules(["-X", "utf8", "-I", "-S", path, *words], {**environment, **session, "__VXENV_STATE": "1"})

    assert (set(), True) == (found & (HEAVY | {"decimal", "vxenv.usage.index"}), "vxenv.usage.monthly_costs" in found)


def test_a_budget_is_light_on_the_hook_s_way(environment: dict[str, str], profile: Callable[[str, str], Path]) -> None:
    """The plan of a profile with a budget needs sqlite3, but neither decimal nor json; others do not need it."""
    profile("p", "[vertex]\nregion = 'eu'\n[budget]\nmonthly = 5\n")
    profile("q", "[vertex]\nregion = 'eu'\n")
    path = str(Path(__main__.__file__))
    budget, none = (
        modules(["-X", "utf8", "-I", "-S", path, "hook", "bash", "1", f"use:{name}", "name", "home"], environment)
        for name in ("p", "q")
    )

    assert set() == budget & (HEAVY | {"json", "decimal", "vxenv.usage.index"})
    assert set() == {name for name in none if name.startswith(("vxenv.usage", "sqlite3"))}


def test_doctor_is_light(environment: dict[str, str], profile: Callable[[str, str], Path]) -> None:
    """Doctor parses Google's files itself, because their library is slower than all its other work."""
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
    """Offline commands import no network code."""
    profile("p", "[vertex]\nproject = 'acme-prod'\nregion = 'eu'\n")

    assert set() == modules(["-P", "-m", "vxenv", *words], environment) & {"google", "urllib3", "requests"}
