"""Classes of variables: permissions of profiles and directory files."""

from collections import Counter

import pytest

from vxenv.catalogue.classes import CLASSES, REFUSE, UNKNOWN, classify, get_policy, list_patterns
from vxenv.catalogue.tables import CLASSES_TABLE
from vxenv.catalogue.variables import load_variables


def examples(name: str) -> list[str]:
    """Return the names that classes.toml lists for a class, with an X in place of each wildcard."""
    return sorted(pattern.replace("*", "X") for patterns in list_patterns(name).values() for pattern in patterns)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CLOUD_ML_REGION", "domain"),
        ("VERTEX_REGION_CLAUDE_HAIKU_4_5", "domain"),
        ("DISABLE_TELEMETRY", "harmless"),
        ("BASH_DEFAULT_TIMEOUT_MS", "harmless"),
        ("https_proxy", "network"),
        ("ANTHROPIC_VERTEX_BASE_URL", "network"),
        ("SOME_TOOL_URL", "network"),
        ("NODE_TLS_REJECT_UNAUTHORIZED", "network"),
        ("GOOGLE_APPLICATION_CREDENTIALS", "identity"),
        ("CLOUDSDK_AUTH_TOKEN_HOST", "identity"),
        ("CLAUDE_CONFIG_DIR", "identity"),
        ("SOME_API_KEY", "identity"),
        ("LD_PRELOAD", "steering"),
        ("GIT_CONFIG_KEY_0", "steering"),
        ("Ld_Preload", "steering"),
        ("npm_config_script_shell", "steering"),
        ("CLAUDE_ENV_FILE", "steering"),
        ("CLAUDE_CODE_SHELL_PREFIX", "steering"),
        ("GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES", "steering"),
        ("XDG_CONFIG_DIRS", "steering"),
        ("SOME_TOOL_PATH", "steering"),
        ("XDG_STATE_HOME", "reserved"),
        ("Xdg_State_Home", "reserved"),
        ("VXENV_STATE_DIR", "reserved"),
        ("BASH_ENV", "reserved"),
        ("PROMPT_COMMAND", "reserved"),
        ("XONSH_SOME_COMMAND", "reserved"),
        ("MAILPATH", "reserved"),
        ("mailpath", "reserved"),
        ("fish_function_path", "reserved"),
        ("config", "reserved"),
        ("CONFIG", "unknown"),
        ("SOME_OTHER_NAME", "unknown"),
    ],
)
def test_class(name: str, expected: str) -> None:
    """A name has the class that classes.toml gives it, in any case, or is unknown."""
    assert expected == classify(name).name


@pytest.mark.parametrize("name", CLASSES)
def test_names_are_of_their_class(name: str) -> None:
    """Names listed for a class have that class: no pattern of another class takes precedence."""
    wrong = {one: classify(one).name for one in examples(name) if classify(one).name != name}

    assert {} == wrong


def test_names_are_listed_once() -> None:
    """No name and no pattern is listed for two effects."""
    listed = Counter(pattern for name in CLASSES for patterns in list_patterns(name).values() for pattern in patterns)

    assert [] == [pattern for pattern, count in listed.items() if count > 1]


def test_effects_are_clauses() -> None:
    """An effect completes "it ...": it begins with a lower-case letter and has no period."""
    effects = [effect for name in CLASSES for effect in list_patterns(name)]

    assert [] == [effect for effect in effects if not effect[0].islower() or effect.endswith(".")]


def test_catalogue_is_classified() -> None:
    """Every variable of the catalogue has a class, and a profile can set it."""
    classes = {one.name: classify(one.name) for one in load_variables().variables}

    assert [] == [name for name, one in classes.items() if one.name == UNKNOWN or one.policy.own == REFUSE]


def test_policy_is_whole() -> None:
    """Every class has a policy, and directory files have no more permissions than the user's own profiles."""
    policies = {name: get_policy(name) for name in CLASSES}

    assert sorted(CLASSES) == sorted(CLASSES_TABLE["policy"])
    assert [] == [name for name, one in policies.items() if one.own == REFUSE and one.directory != REFUSE]
