"""Write schemas/*.schema.json, the JSON Schemas of vxenv's files; with --check, compare them. Run by `make docs`.

Editors show them and validate with them. A schema must accept every document that vxenv accepts. Of the documents that
vxenv refuses, it refuses those that draft-07 can describe; tests/tooling/test_schemas.py lists the
others with the reasons.
"""

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping

from generated import ROOT, update_files
from reference import SETTINGS
from schema_shapes import (
    DATE,
    PLAIN,
    PRINTABLE,
    Shape,
    build_alternatives,
    build_object,
    build_strings,
    build_text,
    build_value,
    convert_pattern,
    ignore_case,
    render,
    suggest,
)
from vxenv import __version__
from vxenv.catalogue import clients, knowledge, models, price_lists, row_checks
from vxenv.catalogue.classes import CLASSES, IDENTITY, NETWORK, REFUSE, classify, get_policy, list_patterns
from vxenv.catalogue.environment import CLAUDE_DIRECTORY, FAMILIES
from vxenv.catalogue.locations import load_locations
from vxenv.catalogue.models import ALIASES, Model, load_models
from vxenv.catalogue.secrets import HEADER, TELEMETRY_HEADERS, VALUE, is_telemetry_headers
from vxenv.catalogue.type_docs import TYPE_DOCS
from vxenv.catalogue.value_types import (
    CONFIGURATION,
    EFFORTS,
    LOCATION,
    MODEL,
    PROJECT,
    PROTOCOLS,
    TTLS,
    URL,
)
from vxenv.catalogue.variables import Variable, list_tables, load_variables
from vxenv.cli.completion_kinds import TOP
from vxenv.config import CHOICES, DEFAULTS, LISTS
from vxenv.profiles import additions, budget, policy, source_url
from vxenv.profiles.document import DIRECTORY_KEYS, FLAG, ISOLATE, NAMES, PART, PARTS, PROFILE_KEYS
from vxenv.profiles.keys import SYNONYMS
from vxenv.profiles.names import NAME, SEPARATOR, SLASH, SOURCE
from vxenv.profiles.restrictions import is_path_name
from vxenv.profiles.secret_reference import STORES, is_secret_allowed

FOLDER = ROOT / "schemas"
HIGHEST = (1 << 63) - 1  # integer in TOML
URLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]

_ONE_NAME = f"(?:{SOURCE.pattern}{SLASH})?{NAME.pattern}"
STACK = convert_pattern(f"{_ONE_NAME}(?:[{SEPARATOR}]{_ONE_NAME})*")
SECRET = "|".join(convert_pattern(store.pattern) for store in STORES)
NO_NUL = "(?![^\\u0000]*\\u0000)"
# Headers with a credential, by their names or values.
_HEADER = "|".join(ignore_case(word.upper()) for word in HEADER.pattern.split("|"))
CREDENTIAL = f"(?:^|,)[^=,]*(?:{_HEADER})[^=,]*=|{VALUE.pattern}"
# In a directory file, relative paths are refused unless a list of paths contains an absolute one.
SHARED_PATH = f"^{NO_NUL}(?:/|$|[^\\u0000]*:/)"
SHARED_VALUE = "^(?!(?:[.][.]?/|~)(?![^\\u0000]*:/))[^\\u0000]*$"
# A version at the beginning, as `Version.parse` reads it.
VERSION = "^\\s*v?[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}(?![0-9.])"

TITLES = {
    "profile": "vxenv profile",
    "directory": "vxenv directory file (.vxenv.toml)",
    "config": "vxenv configuration (config.toml)",
    "policy": "vxenv policy (policy.toml)",
    "catalogue": "vxenv catalogue (catalogue.toml)",
}
TABLES = {
    "vertex": "Vertex AI: project, location and access",
    "regions": "locations of single models; they take precedence over vertex.region",
    "models": "models, by ID",
    "caching": "prompt caching",
    "tuning": "context, thinking and requests",
    "telemetry": "Claude Code's telemetry",
    "google": "Google's credentials and projects",
    "client": "Claude Code itself",
    "network": "proxies and certificates",
    "env": "any other variables; false unsets one",
    additions.LABELS: "labels of requests, for Cloud Billing",
    "budget": "budget of the profile",
}
DIRECTORY_DOCS = {
    "description": TOP["description"],
    "profile": "the profile or stack for this directory and everything below",
    "source": "the address of the source of those profiles; vxenv only shows it",
}
POLICY_DOCS = {
    "message": "a line shown with each violation",
    "valid_from": "the first day on which the policy applies, in UTC",
    "valid_until": "the last day on which the policy applies, in UTC",
    "protected": "names of protected profiles, with * and ?",
    "pinned": "keys or variables that a stack must set",
    "unset": "keys or variables that a stack must not set",
    "allow": "allowed values, with * and ?, of projects, locations, models, or of a key or variable",
}
CATALOGUE_DOCS = {
    "models": "models by ID; a known one is overridden key by key",
    "clients": "behaviour of versions of Claude Code",
    "price_factors": "negotiated factors of list prices, by model; * for all others",
    "sources": "addresses of the abbreviations in source",
    "advice": "reasons to use a newer version of Claude Code",
    "prices": "negotiated prices in USD per million tokens",
    "locations": "locations that vxenv does not know",
    "regions": "likewise",
    "date": "the date of these facts",
    "source": "the source of these facts",
}


# Values of variables.


def list_model_ids(family: str = "") -> list[str]:
    """Return the IDs of models of `family`, or of all, that have not retired at the date of the catalogue."""
    known = load_models()

    def is_current(model: Model) -> bool:
        return model.status != "gone" and not (model.retires and model.retires.isoformat() <= known.date)

    return [id_ for id_, model in known.by_id.items() if is_current(model) and family in ("", model.family)]


def build_model(variable: Variable) -> Shape:
    """Return the ID of a model, with those of the variable's family as suggestions."""
    family = variable.field if variable.field in FAMILIES else ""
    aliases = ALIASES if variable.type == "alias_or_model" else ()
    return build_value(convert_pattern(MODEL), [*aliases, *list_model_ids(family)])


def build_list() -> Shape:
    """Return a string, a list of strings, or false."""
    return build_value(types=["array"]) | {"items": build_text()}


def build_headers() -> Shape:
    """Return a string, a table of strings, or false."""
    rows: Shape = {"propertyNames": {"pattern": PLAIN}, "additionalProperties": build_text()}
    return build_value(types=["object"]) | rows


def build_integer() -> Shape:
    """Return a whole number, as a number or in digits, or false."""
    return build_value("^[0-9]+$", types=["integer"]) | {"minimum": 0, "maximum": HIGHEST}


# Not definitions: Taplo's language server crashes on ``allOf`` in a key, and a description beside ``$ref`` is ignored.
TYPES: dict[str, Shape] = {
    "flag": {"type": "boolean"},
    "text": build_value(),
    "path": build_value("^[^\\u0000]+$"),
    "integer": build_integer(),
    "list": build_list(),
    "headers": build_headers(),
    "location": build_value(convert_pattern(LOCATION), load_locations().names),
    "project": build_value(convert_pattern(PROJECT)),
    "url": build_value(f"^{NO_NUL}{convert_pattern(URL)[1:]}"),
    "name": build_value(convert_pattern(CONFIGURATION)),
    "effort": {"enum": [*EFFORTS, False]},
    "ttl": {"enum": [*TTLS, False]},
    "protocol": {"enum": [*PROTOCOLS, False]},
}
# A value in [env], which may be a reference to a secret.
REFERENCE = build_value(types=["object"]) | {
    "properties": {"secret": build_text(SECRET)},
    "required": ["secret"],
    "additionalProperties": False,
}
# Types of variables with the same values as another type.
SAME = {"presence": "flag", "inverse": "flag", "secret": "text", "directory": "path"}


def describe(variable: Variable) -> str:
    """Return the description of a key."""
    words = [variable.doc, TYPE_DOCS.get(variable.type, ""), f"sets {variable.name}"]
    if TYPES.get(SAME.get(variable.type, variable.type), {}).get("type") != "boolean":
        words.append("false unsets it")
    return "; ".join(filter(None, words))


def build_key(variable: Variable, *, directory: bool) -> Shape:
    """Return the value of the key of `variable`."""
    if variable.type in ("model", "alias_or_model"):
        return {"description": describe(variable), **build_model(variable)}
    shape = {"description": describe(variable)} | TYPES[SAME.get(variable.type, variable.type)]
    if directory and variable.type in ("path", "directory"):
        # Other relative paths lead into the directory's tree, where their content is not trusted.
        shape |= {"pattern": "^[/~]|\\.\\."}
    return shape


# Tables.


def build_tables(*, directory: bool) -> dict[str, Shape]:
    """Return the tables of a profile or directory file."""
    tables = {}
    for table, variables in list_tables().items():
        shown = {
            field: build_key(variable, directory=directory)
            for field, variable in variables.items()
            if not directory or classify(variable.name).policy.directory != REFUSE
        }
        if table == additions.TELEMETRY:
            shown |= build_telemetry(directory=directory)
        tables[table] = build_object(shown, description=TABLES[table])
    tables[additions.LABELS] = build_labels()
    tables["env"] = build_env(directory=directory)
    return tables


def build_telemetry(*, directory: bool) -> dict[str, Shape]:
    """Return the keys of telemetry that are not variables."""
    name = f"^(?!{additions.OWN_PREFIX.replace('.', '[.]')}){convert_pattern(additions.ATTRIBUTE)[1:]}"
    value = forbid(build_value(), VALUE.pattern)
    helper: Shape = {"description": f"{additions.HELPER_DOC}; false unsets it"} | TYPES["path"]
    if directory:
        helper = {"description": "a directory file cannot name a program; false unsets it", "const": False}
    return {
        additions.ATTRIBUTES: {
            "description": "attributes of all telemetry; false removes one",
            "type": "object",
            "patternProperties": {name: value},
            "additionalProperties": False,
        },
        additions.HEADERS_HELPER: helper,
    }


def build_labels() -> Shape:
    """Return [labels]. Labels that are false do not count, so the limit holds only without any."""
    key, value = convert_pattern(additions.LABEL_KEY), convert_pattern(additions.LABEL_VALUE)
    return {
        "description": f"{TABLES[additions.LABELS]}; false removes one",
        "type": "object",
        "patternProperties": {key: build_value(value)},
        "additionalProperties": False,
        "if": {"additionalProperties": {"type": "string"}},
        "then": {"maxProperties": additions.MOST_LABELS},
    }


def build_budget() -> Shape:
    """Return [budget]. Not ``multipleOf: 0.01``: with it, validators refuse 0.29."""
    table, field = budget.MONTHLY
    amount = {"description": budget.DOC, "type": "number", "minimum": 0.01, "maximum": budget.MOST}
    return build_object({field: amount}, description=TABLES[table])


def build_env(*, directory: bool) -> Shape:
    """Return [env]: known variables with their descriptions, and any other name that is not refused."""
    refused = find_refused_names(directory=directory)
    known = load_variables().by_name
    names = [*known, *list_exceptions(directory=directory)]
    shown = {
        name: build_env_value(name, known.get(name), directory=directory)
        for name in dict.fromkeys(names)
        if not is_refused(name, directory=directory)
    }
    more = TYPES["text"] if directory else REFERENCE
    headers = forbid(more, CREDENTIAL)
    others = f"^(?!(?:{refused})$)(?!{TELEMETRY_HEADERS.pattern}$)[A-Za-z_][A-Za-z0-9_]*$"
    patterns = {convert_pattern(TELEMETRY_HEADERS): headers, others: more}
    return build_object(
        {name: shown[name] for name in sorted(shown)},
        description=TABLES["env"],
        patternProperties=patterns | (build_shared_patterns() if directory else {}),
    )


def build_shared_patterns() -> dict[str, Shape]:
    """Return the restrictions of values in a directory file of variables that are not in the catalogue, by names."""
    patterns = [*list_patterns(IDENTITY).values(), *list_patterns(NETWORK).values()]
    names = [name for group in patterns for name in group if "*" not in name]
    shapes: dict[str, Shape] = {}
    for is_path, pattern in ((True, SHARED_PATH), (False, SHARED_VALUE)):
        fitting = build_alternatives((name for name in names if is_path_name(name) is is_path), any_case=True)
        shapes[f"^(?:{fitting})$"] = {"pattern": pattern}
    return shapes


def build_env_value(name: str, variable: Variable | None, *, directory: bool) -> Shape:
    """Return the value of the variable `name` in [env]."""
    shape = TYPES["text"] if directory or not is_secret_allowed(name) else REFERENCE
    if variable and variable.type in ("location", "project", "url"):
        shape = TYPES[variable.type]
    elif variable and variable.type == "integer":
        shape = build_value("^[0-9]+$")
    elif directory and classify(name).name in (IDENTITY, NETWORK):
        shape = shape | {"pattern": SHARED_PATH if is_path_name(name) else SHARED_VALUE}
    doc = f"{variable.doc}; false unsets it" if variable else classify(name).effect
    return {"description": doc} | (forbid(shape, CREDENTIAL) if is_telemetry_headers(name) else shape)


def forbid(shape: Shape, pattern: str) -> Shape:
    """Return `shape`, a value, without strings in which `pattern` is found."""
    return shape | {"not": {"anyOf": [{"const": True}, {"type": "string", "pattern": pattern}]}}


# Names of variables, by class.


def is_refused(name: str, *, directory: bool) -> bool:
    """Tell whether a profile, or a directory file, cannot set `name`."""
    rules = classify(name).policy
    return REFUSE in ((rules.own, rules.directory) if directory else (rules.own,))


def list_refused_patterns(*, directory: bool) -> Iterator[str]:
    """Yield the names and patterns of the refused classes."""
    for name in CLASSES:
        rules = get_policy(name)
        if REFUSE in ((rules.own, rules.directory) if directory else (rules.own,)):
            yield from (pattern for patterns in list_patterns(name).values() for pattern in patterns)


def find_refused_names(*, directory: bool) -> str:
    """Return a pattern of the refused names; those with a lower-case letter match only exactly."""
    patterns = list(list_refused_patterns(directory=directory))
    exact = [name for name in patterns if name != name.upper()]
    begun = [name for name in patterns if name == name.upper() and not name.startswith("*")]
    ends = [f"{name[1:]}" for name in patterns if name.startswith("*")]
    parts = [build_alternatives(begun, any_case=True), build_alternatives(exact, any_case=False)]
    return "|".join([*parts, *([f"[0-9A-Za-z_]*{build_alternatives(ends, any_case=True)}"] if ends else [])])


def list_exceptions(*, directory: bool) -> list[str]:
    """Return the names of classes.toml that match a refused pattern without being refused."""
    names = (name for kind in CLASSES for names in list_patterns(kind).values() for name in names)
    patterns = [pattern for pattern in list_refused_patterns(directory=directory) if "*" in pattern]
    return [
        name
        for name in names
        if "*" not in name and not is_refused(name, directory=directory) and any(fits(name, one) for one in patterns)
    ]


def fits(name: str, pattern: str) -> bool:
    """Tell whether `name` matches a `pattern` with a ``*`` at one end."""
    return name.endswith(pattern[1:]) if pattern[0] == "*" else name.startswith(pattern[:-1])


# Documents.


def forbid_repeats(tables: Mapping[str, Shape]) -> list[Shape]:
    """Return a rule for each variable with a key: [env] must not set it too."""
    rules: list[Shape] = []
    for variable in load_variables().by_key.values():
        if variable.field in tables[variable.table]["properties"] and variable.name in tables["env"]["properties"]:
            has_key = {"required": [variable.table], "properties": {variable.table: {"required": [variable.field]}}}
            rules.append({"if": has_key, "then": {"properties": {"env": {"properties": {variable.name: False}}}}})
    return rules


def build_top(kinds: Mapping[str, str], docs: Mapping[str, str]) -> dict[str, Shape]:
    """Return the keys above the first table."""
    parts = {"type": "array", "items": build_text(convert_pattern(PART))}
    shapes = {NAMES: build_strings(build_text(STACK)), FLAG: {"type": "boolean"}, PARTS: parts}
    return {key: {"description": docs[key], **shapes.get(kind, {"type": "string"})} for key, kind in kinds.items()}


def build_profile() -> Shape:
    """Return the schema of a profile."""
    tables = build_tables(directory=False)
    keys = build_top(PROFILE_KEYS, TOP) | tables | {"budget": build_budget()}
    key = load_variables().by_name[CLAUDE_DIRECTORY]
    unset = {key.table: {"properties": {key.field: False}}, "env": {"properties": {key.name: False}}}
    isolated = {"if": {"required": [ISOLATE]}, "then": {"properties": unset}}
    return build_object(keys, allOf=[isolated, *forbid_repeats(tables)])


def build_directory() -> Shape:
    """Return the schema of a directory file."""
    tables = build_tables(directory=True)
    keys = build_top(DIRECTORY_KEYS, DIRECTORY_DOCS) | tables
    forms = [convert_pattern(form) for form in (*source_url.GIT_FORMS, source_url.BUCKET_FORM)]
    keys["source"] |= {
        "pattern": convert_pattern(source_url.SUGGESTED),
        "anyOf": [{"pattern": form} for form in forms],
        "not": {"pattern": "(?:^|/)[.]{0,2}$|/[.][.]/"},
    }
    of_source = {"anyOf": [{"type": "string", "pattern": SLASH}, {"type": "array", "contains": {"pattern": SLASH}}]}
    needs: Shape = {"required": ["profile"], "properties": {"profile": of_source}}
    rules = [{"if": {"required": ["source"]}, "then": needs}, *forbid_repeats(tables)]
    return build_object(keys, allOf=rules)


def build_config() -> Shape:
    """Return the schema of config.toml."""
    shapes: dict[str, Shape] = {key: {"enum": list(choices)} for key, choices in CHOICES.items()}
    shapes |= {key: {"type": "boolean"} for key, choices in CHOICES.items() if True in choices}
    shapes |= {"source_reminder": build_text("^(?:(?!0+d)[0-9]{1,4}d)?$")}
    shapes |= {key: build_strings(build_text(STACK if key == "default" else PLAIN)) for key in LISTS}
    return build_object(
        {key: {"description": SETTINGS[key], **shapes[key], "default": DEFAULTS[key]} for key in DEFAULTS}
    )


def build_policy() -> Shape:
    """Return the schema of a policy."""
    strings = build_strings({"type": "string", "minLength": 1})
    # In [allow], an empty table allows nothing and is accepted.
    rule = strings | {"type": [*strings["type"], "object"], "maxProperties": 0}
    names = list_policy_names()
    name = {"anyOf": [{"enum": names}, *({"pattern": one} for one in list_policy_patterns())]}
    allow = build_object(
        {name: {"$ref": "#/definitions/rule"} for name in (*policy.GROUPS, *names)} | build_policy_tables(),
        patternProperties={pattern: {"$ref": "#/definitions/rule"} for pattern in list_policy_patterns()},
    )
    shapes: dict[str, Shape] = {
        "message": {"type": "string", "maxLength": policy.LONGEST},
        **dict.fromkeys(policy.DATES, build_text(DATE)),
        # These alternatives have no effect on lists.
        **{
            key: {"type": ["string", "array"], **name, "items": {"$ref": "#/definitions/name"}} for key in policy.LISTS
        },
        "protected": strings,
        "allow": allow | {"additionalProperties": {"type": "object", "maxProperties": 0}},
    }
    return build_object(
        {key: {"description": POLICY_DOCS[key], **shapes[key]} for key in policy.KEYS},
        definitions={"name": {"type": "string", **name}, "rule": rule, "strings": strings},
    )


def build_policy_tables() -> dict[str, Shape]:
    """Return the tables of [allow], where ``vertex.region`` may be written as a key in one."""
    strings = {"$ref": "#/definitions/strings"}
    fields = {table: list(variables) for table, variables in list_tables().items()}
    fields[additions.TELEMETRY].append(additions.HEADERS_HELPER)
    for name, (table, _) in SYNONYMS.items():
        fields[table] += [name.removeprefix(f"{table}.")] if name.startswith(f"{table}.") else []
    tables = {table: build_object(dict.fromkeys(names, strings)) for table, names in fields.items()}
    tables[budget.MONTHLY[0]] = build_object({budget.MONTHLY[1]: strings})
    tables["env"] = tables[additions.LABELS] = {"type": "object", "additionalProperties": strings}
    # The word for all models is also the name of a table.
    item = {"type": "string", "minLength": 1}
    tables[policy.MODELS] |= build_strings(item) | {"type": ["string", "array", "object"]}
    return tables


def list_policy_names() -> list[str]:
    """Return the keys and variables that a policy can name."""
    known = load_variables()
    helper = f"{additions.TELEMETRY}.{additions.HEADERS_HELPER}"
    return list(dict.fromkeys((*known.by_key, budget.BUDGET, helper, *known.by_name, *SYNONYMS)))


def list_policy_patterns() -> list[str]:
    """Return the patterns of the other names: env.NAME, labels.NAME, attributes, quoted keys and refused variables."""
    quoted = "|".join(list_tables())
    return [
        f"^(?:env|{additions.LABELS}|{additions.TELEMETRY}[.]{additions.ATTRIBUTES})[.].",
        f"^(?:budget|{quoted})[.][\"']",
        f"^(?![a-z0-9_]*$)(?:{find_refused_names(directory=False)})$",
    ]


# The catalogue.


ROW_KINDS: dict[str, Callable[[], Shape]] = {
    "text": lambda: build_text(PRINTABLE),
    "flag": lambda: {"type": "boolean"},
    "words": lambda: {"type": "array", "items": build_text(PRINTABLE)},
    "locations": lambda: {
        "type": "array",
        "items": build_text(convert_pattern(LOCATION), load_locations().names),
    },
    "ids": lambda: {"type": "object", "additionalProperties": build_text(convert_pattern(MODEL))},
    "model_ids": lambda: {"type": "array", "items": build_text(convert_pattern(MODEL), list_model_ids())},
    "price": lambda: {"type": "number", "minimum": 0, "exclusiveMaximum": row_checks.HIGHEST},
    "factor": lambda: {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": row_checks.HIGHEST},
    "tokens": lambda: {"type": "integer", "minimum": 0, "exclusiveMaximum": row_checks.MOST},
    "date": lambda: build_text(DATE),
}


def build_field(kind: str | tuple[str, ...]) -> Shape:
    """Return a field of a row of the catalogue."""
    if isinstance(kind, tuple):
        return {"enum": list(kind)}
    return {"description": row_checks.KINDS[kind][1], **ROW_KINDS[kind]()}


def build_row(fields: Mapping[str, str | tuple[str, ...]], *required: str) -> Shape:
    """Return a row of the catalogue."""
    more = {"required": list(required)} if required else {}
    return build_object({name: build_field(kind) for name, kind in fields.items()}, **more)


def build_catalogue() -> Shape:
    """Return the schema of a catalogue.toml."""
    regions = [known.name for known in load_variables().variables if known.family == "regions"]
    model, client = build_row(models.FIELDS), build_row(clients.FIELDS)
    model["properties"]["region_variable"] |= {"enum": ["", *regions]}
    model["properties"]["successors"] |= {"propertyNames": {"enum": ["global", "multi", "region"]}}
    client["properties"]["aliases"] |= {"propertyNames": {"enum": [*FAMILIES]}}
    client["properties"]["default"]["items"] = {"enum": [*FAMILIES]}
    for field in ("region_variables", "switches"):
        client["properties"][field]["items"] = {"enum": [*load_variables().by_name]}
    advice = build_row(clients.ADVICE, "version", "text")
    advice["properties"]["version"] |= {"pattern": VERSION}
    price = build_row(price_lists.FIELDS, *price_lists.REQUIRED)
    price["properties"]["model"] |= suggest(list_model_ids())
    ids = dict.fromkeys((price_lists.ALL, *list_model_ids()), build_field("factor"))
    shapes: dict[str, Shape] = {
        "models": {"type": "object", "additionalProperties": model},
        "clients": {"type": "object", "patternProperties": {VERSION: client}, "additionalProperties": False},
        "price_factors": {"type": "object", "properties": ids, "additionalProperties": build_field("factor")},
        "sources": {"type": "object"},
        "advice": {"type": "array", "items": advice},
        "prices": {"type": "array", "items": price},
        **{key: build_field(kind) for key, kind in knowledge.PLAIN.items()},
    }
    return build_object({key: shapes[key] | {"description": CATALOGUE_DOCS[key]} for key in knowledge.KEYS})


BUILDERS: dict[str, Callable[[], Shape]] = {
    "profile": build_profile,
    "directory": build_directory,
    "config": build_config,
    "policy": build_policy,
    "catalogue": build_catalogue,
}


def render_schema(kind: str) -> str:
    """Return the text of a schema. Its ``$id`` is its address in the repository, at the tag of this version."""
    heading = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{URLS['Source']}/raw/v{__version__}/schemas/{kind}.schema.json",
        "title": TITLES[kind],
    }
    return render(heading | BUILDERS[kind]()) + "\n"


def main() -> int:
    """Write the schemas, or with --check report the outdated ones."""
    FOLDER.mkdir(exist_ok=True)
    return update_files({FOLDER / f"{kind}.schema.json": render_schema(kind) for kind in BUILDERS}, "docs")


if __name__ == "__main__":
    sys.exit(main())
