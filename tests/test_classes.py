"""The class of a variable: what a profile or a directory file may do with it."""

import pytest

from vxenv.domain.classes import CLASSES, REFUSE, UNKNOWN, classify
from vxenv.domain.tables.classes import TABLE
from vxenv.domain.variables import catalogue


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CLOUD_ML_REGION", "domain"),
        ("VERTEX_REGION_CLAUDE_HAIKU_4_5", "domain"),
        ("DISABLE_TELEMETRY", "harmless"),
        ("https_proxy", "network"),
        ("ANTHROPIC_VERTEX_BASE_URL", "network"),
        ("GOOGLE_APPLICATION_CREDENTIALS", "identity"),
        ("CLOUDSDK_AUTH_TOKEN_HOST", "identity"),
        ("LD_PRELOAD", "steering"),
        ("GIT_CONFIG_KEY_0", "steering"),
        ("Ld_Preload", "steering"),
        ("XDG_STATE_HOME", "reserved"),
        ("VXENV_STATE_DIR", "reserved"),
        ("SOME_OTHER_NAME", "unknown"),
    ],
)
def test_class(name: str, expected: str) -> None:
    """A name is of the class that classes.toml gives it, in any case, or unknown."""
    assert expected == classify(name).name


def test_catalogue_is_classified() -> None:
    """Every variable of the catalogue has a class."""
    assert [] == [one.name for one in catalogue().variables if classify(one.name).name == UNKNOWN]


def test_policy_is_whole() -> None:
    """Every class has a policy, and what a profile of one's own may not do, a directory file may not do either."""
    policies = {name: classify(next(iter(TABLE.get(name, {"": ""}))) or "X_").policy for name in CLASSES}

    assert sorted(CLASSES) == sorted(TABLE["policy"])
    assert [] == [name for name, one in policies.items() if one.own == REFUSE and one.directory != REFUSE]
