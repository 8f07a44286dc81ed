"""Compute the candidates of ``vxenv complete KIND [WORD]``. Does not import click.

`completion` prints them from completion_lists.py instead, which is generated from here, if that suffices.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from vxenv.catalogue.locations import find_host
from vxenv.catalogue.models import ALIASES
from vxenv.catalogue.value_types import EFFORTS, PROTOCOLS, TTLS
from vxenv.catalogue.variables import Variable, load_variables
from vxenv.errors import UsageError
from vxenv.paths import escape_text
from vxenv.profiles.additions import HEADERS_HELPER, HELPER_DOC, LABEL_DOC
from vxenv.profiles.budget import BUDGET, DOC
from vxenv.profiles.keys import find_key
from vxenv.profiles.source_files import list_source_names
from vxenv.profiles.store import list_all_names
from vxenv.profiles.user_catalogue import load_knowledge

_MOST = 2  # KIND and WORD
TOP = {
    "description": "description, shown by list and completions",
    "extends": "profiles to inherit from",
    "protected": "true: ask before switching to the profile",
    "isolate": "true: give the profile its own history, memory, MCP servers and settings of Claude Code",
    "isolate_links": "names in ~/.claude that an isolated profile shares: CLAUDE.md,skills",
}
_BOOLEAN = ("true", "false")
# Values by type of variable; `_FITTING` has the types with values from the catalogue.
_WORDS = {"flag": _BOOLEAN, "presence": _BOOLEAN, "inverse": _BOOLEAN, "effort": EFFORTS, "ttl": TTLS,
          "protocol": PROTOCOLS, "path": (":files",), "directory": (":directories",)}  # fmt: skip

Candidates = Iterable[tuple[str, str]]


def render_candidates(words: Sequence[str]) -> bytes:
    """Return the lines of the candidates of the kind ``words[0]`` for the typed ``words[1]``. Raises UsageError."""
    if not 0 < len(words) <= _MOST or words[0] not in KINDS:
        raise UsageError("the command complete is for shell completions only", hint="vxenv completions bash")
    candidates = KINDS[words[0]]("".join(words[1:]))
    return "".join(_render_line(*candidate) for candidate in candidates).encode(errors="replace")


def _render_line(text: str, description: str) -> str:
    return f"{escape_text(text)}\t{escape_text(description)}\n" if description else f"{escape_text(text)}\n"


def _list_keys(text: str) -> Iterator[tuple[str, str]]:
    """Yield the keys for `set`; the variables if `text` begins like one."""
    if text.startswith("env."):
        yield from (("env." + row.name, row.doc) for row in load_variables().variables if not row.key)
    elif text[:1].isupper():
        yield from _list_variables(text)
    else:
        yield from TOP.items()
        yield BUDGET, DOC
        yield from ((key, row.doc) for key, row in load_variables().by_key.items())
        yield "telemetry.headers_helper", HELPER_DOC
        yield "telemetry.attributes.", "attribute of all telemetry: telemetry.attributes.NAME"
        yield "labels.", f"{LABEL_DOC}: labels.NAME"
        yield "env.", "any other variable: env.NAME"


def _list_variables(_: str) -> Candidates:
    return [(row.name, row.doc) for row in load_variables().variables]


def _list_names(text: str) -> Candidates:
    """Return the names for `vars`: variables or keys."""
    if text[:1].islower():
        return [(key, row.doc) for key, row in load_variables().by_key.items()]
    return _list_variables(text)


def _list_values(text: str) -> Candidates:
    """Return the known values of the key `text`."""
    key = find_key(text.removesuffix(":"))
    if key is None or len(key) == 1:
        return _list_top_values(text)
    if key[-1] == HEADERS_HELPER:
        return [(":files", "")]
    variable = load_variables().by_key.get(".".join(key)) or load_variables().by_name.get(key[-1])
    return _list_fitting(variable) if variable else []


def _list_top_values(key: str) -> Candidates:
    if key == "extends":
        return [(name, "") for name in list_all_names()]
    return [(word, "") for word in _BOOLEAN] if key in ("protected", "isolate") else []


def _list_fitting(variable: Variable) -> Candidates:
    """Return the values that fit `variable`."""
    if variable.type in _FITTING:
        return [candidate for fitting in _FITTING[variable.type] for candidate in fitting("")]
    return [(word, "") for word in _WORDS.get(variable.type, ())]


def _list_locations(_: str) -> Candidates:
    return [(name, find_host(name)) for name in load_knowledge().locations]


def _list_models(_: str) -> Candidates:
    """Return the models that are not retired, in the order of the catalogue."""
    return [(row.id, row.name) for row in load_knowledge().models.by_id.values() if row.status != "gone"]


def _list_aliases(_: str) -> Candidates:
    return [(name, "alias, resolved by Claude Code") for name in ALIASES]


def _list_rules(_: str) -> Candidates:
    from vxenv.checks.lint.rules import EXPLANATIONS

    return [*((name, text.partition(". ")[0]) for name, text in EXPLANATIONS.items()), ("all", "all rules")]


def _list_sources(_: str) -> Candidates:
    return [(name, "") for name in list_source_names()]


def _list_clients(_: str) -> Candidates:
    return [(str(load_knowledge().clients.newest), "newest known version")]


_FITTING = {"location": [_list_locations], "model": [_list_models], "alias_or_model": [_list_aliases, _list_models]}
KINDS: dict[str, Callable[[str], Candidates]] = {
    "keys": _list_keys,
    "variables": _list_variables,
    "known": _list_names,
    "values": _list_values,
    "locations": _list_locations,
    "models": _list_models,
    "rules": _list_rules,
    "clients": _list_clients,
    "sources": _list_sources,
}
