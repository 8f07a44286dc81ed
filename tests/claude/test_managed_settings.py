"""Test managed settings and policy helpers: their contents, and the profiles that cannot be exported."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commandline import called, error
from vxenv.catalogue.models import load_models
from vxenv.catalogue.variables import list_cleared
from vxenv.profiles import policy_files

Profile = Callable[[str, str | bytes], Path]

HOST = "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"
SMALL_FAST = "ANTHROPIC_SMALL_FAST_MODEL"
VERTEX = '[vertex]\nproject = "acme-prod"\nregion = "{}"\n'
EU = VERTEX.format("eu") + '[models]\nopus = "claude-opus-5"\nhaiku = "claude-haiku-4-5@20251001"\n'
SHELLS = [name for name in ("dash", "bash", "ksh", "mksh", "busybox") if shutil.which(name)]


def read(*names: str) -> Any:
    """Return the managed settings of a stack."""
    return json.loads(called("export", *names, "--format", "managed-settings").stdout)


def test_managed_settings(profile: Profile) -> None:
    """Managed settings hold every variable of the stack, the closed ones empty, and only the models in use."""
    profile("eu", EU + '[env]\nA = "it\'s"\nB = false\n')
    document = read("eu")
    env = document.pop("env")

    assert {
        "model": "claude-opus-5",
        "availableModels": ["claude-opus-5", "claude-haiku-4-5@20251001"],
        "availableModelsMatch": "exact",
        "enforceAvailableModels": True,
        "allowedProviders": ["vertex"],
        "modelPricing": {"multiplier": 1.1},
    } == document
    assert {
        "CLAUDE_CODE_USE_VERTEX": "1",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-prod",
        "CLOUD_ML_REGION": "eu",
        "ANTHROPIC_DEFAULT_OPUS_MODEL": "claude-opus-5",
        "ANTHROPIC_DEFAULT_HAIKU_MODEL": "claude-haiku-4-5@20251001",
        "A": "it's",
    } == {name: value for name, value in env.items() if value}
    assert {*list_cleared(skip_auth=False), "B"} <= env.keys()


def test_defaults_are_fixed(profile: Profile) -> None:
    """Without pins, the main model and that of small/fast work are written, since `model` would change the latter."""
    profile("plain", VERTEX.format("global"))
    document = read("plain")

    assert [document["model"], document["env"][SMALL_FAST]] == document["availableModels"]
    assert document["model"] != document["env"][SMALL_FAST]
    assert "modelPricing" not in document


@pytest.mark.parametrize(
    ("models", "allowed"),
    [
        (
            'main = "opusplan"\nopus = "claude-opus-5"\nsonnet = "claude-sonnet-5"',
            {"claude-opus-5", "claude-sonnet-5"},
        ),
        ('main = "sonnet[1m]"\nsonnet = "claude-sonnet-4-6"', {"claude-sonnet-4-6"}),
        ('main = "claude-opus-5"\nsubagent = "claude-sonnet-5"', {"claude-opus-5", "claude-sonnet-5"}),
        ('main = "my-model"\ncustom = "other-model"', {"my-model", "other-model"}),
    ],
)
def test_allowed_models(models: str, allowed: set[str], profile: Profile) -> None:
    """Allowed are the models of the main role, small/fast work and subagents, and those that the profile names."""
    profile("p", VERTEX.format("global") + f"[models]\n{models}\n")

    assert allowed == set(read("p")["availableModels"])


@pytest.mark.parametrize(
    ("location", "models", "factor", "note"),
    [
        ("global", "", None, ""),
        ("us-east5", 'main = "claude-sonnet-4-6"', 1.1, ""),
        ("us-east5", 'main = "claude-opus-4-1@20250805"', None, ""),
        ("eu", 'main = "my-model"', None, "unknown price of my-model in eu"),
        ("elsewhere", 'main = "claude-opus-5"', None, "unknown price of claude-opus-5 in elsewhere"),
    ],
)
def test_prices(location: str, models: str, factor: float | None, note: str, profile: Profile) -> None:
    """The multiplier is the premium for the location; an unknown price is reported, and there is no multiplier."""
    profile("p", VERTEX.format(location) + f"[models]\n{models}\n")
    ran = called("export", "p", "--format", "managed-settings")

    assert factor == json.loads(ran.stdout).get("modelPricing", {}).get("multiplier")
    assert (f"note: p: modelPricing is omitted: {note}" if note else "") == ran.stderr.strip()


def test_prices_that_differ(profile: Profile) -> None:
    """Models with different premiums have no multiplier."""
    profile("p", EU.replace("[models]", '[regions]\n"claude-haiku-4-5" = "global"\n[models]'))
    ran = called("export", "p", "--format", "managed-settings")

    assert "claude-opus-5 in eu: 1.1, claude-haiku-4-5@20251001 in global: 1.0" in ran.stderr
    assert "modelPricing" not in json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("id_", "location", "factor"),
    [
        ("claude-opus-5-5", "global", 1.0),
        ("claude-opus-5-5", "us", 1.1),
        ("claude-haiku-4-5@20251001", "europe-west1", 1.1),
        ("claude-sonnet-4@20250514", "us-east5", 1.0),
        ("claude-opus-5-5", "moon", None),
    ],
)
def test_price_factor(id_: str, location: str, factor: float | None) -> None:
    """The premium outside of global begins with version 4.5."""
    assert factor == load_models().by_id[id_].get_price_factor(location)


def test_gateway(profile: Profile) -> None:
    """A gateway is the only allowed address."""
    profile("p", EU.replace("[models]", 'base_url = "https://gw.example.com/v1"\n[models]'))

    assert ["customEndpoint"] == read("p")["allowedProviders"]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            EU + '[env]\nMY_TOKEN = "x"\n',
            1,
            "cannot write MY_TOKEN to managed settings: a secret, judging by its name",
        ),
        ('[vertex]\nregion = "eu"\n', 3, '"p" does not set vertex.project'),
        (VERTEX.format("eu") + "enabled = false\n", 3, 'requests of "p" do not go to Vertex'),
    ],
)
@pytest.mark.parametrize("form", ["managed-settings", "policy-helper"])
def test_refused(form: str, text: str, code: int, message: str, profile: Profile) -> None:
    """A profile with a secret, or without a project, is not exported."""
    profile("p", text)
    assert message in error(called("export", "p", "--format", form), code)


@pytest.mark.parametrize("form", ["managed-settings", "policy-helper"])
def test_policy(form: str, profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile that the administrator's policy does not allow is not exported."""
    policy = tmp_path / "policy.toml"
    policy.write_text('[allow]\nlocations = ["eu"]\n')
    monkeypatch.setattr(policy_files, "find_policy_path", lambda: str(policy))
    monkeypatch.setattr(policy_files, "_find_distrust", lambda _: "")
    profile("eu", VERTEX.format("eu"))
    profile("us", VERTEX.format("us"))

    assert 0 == called("export", "eu", "--format", form).code
    assert "policy.toml" in error(called("export", "us", "--format", form), 3)


def test_references_are_omitted(profile: Profile) -> None:
    """References to secrets are omitted and reported, as in other formats."""
    profile("p", EU + '[env]\nMY_TOKEN = { secret = "pass:acme/x" }\n')
    ran = called("export", "p", "--format", "managed-settings")

    assert "MY_TOKEN" not in json.loads(ran.stdout)["env"]
    assert "note: MY_TOKEN is omitted" in ran.stderr


# --- policy helper


@pytest.fixture
def helper(profile: Profile, tmp_path: Path) -> Path:
    """Provide the policy helper of two profiles and a stack."""
    profile("eu", EU + '[env]\nA = "it\'s $HOME `id` \\\\n %s"\n')
    profile("us", EU.replace('"eu"', '"us"'))
    path = tmp_path / "helper"
    path.write_text(called("export", "eu", "us", "eu+us", "--format", "policy-helper").stdout)
    return path


@pytest.mark.parametrize("selected", [None, "", "eu", "us", "eu+us"])
@pytest.mark.parametrize("shell", SHELLS)
def test_helper_prints(shell: str, selected: str | None, helper: Path) -> None:
    """The helper prints the managed settings of the selected profile, of the first one without a selection."""
    env = {"PATH": "/nonexistent", **({} if selected is None else {"VXENV_PROFILE": selected})}
    ran = subprocess.run([str(shutil.which(shell)), str(helper)], cwd="/", env=env, capture_output=True, check=True)

    assert {"managedSettings": read(selected or "eu")} == json.loads(ran.stdout)
    assert b"" == ran.stderr


@pytest.mark.parametrize(
    "env", [{"VXENV_PROFILE": name} for name in ("mine", "*", "eu ", "EU", "eu\nus", "'eu'", "e?")] + [{HOST: "1"}]
)
@pytest.mark.parametrize("shell", SHELLS)
def test_helper_refuses(shell: str, env: dict[str, str], helper: Path) -> None:
    """The helper fails for any other profile, and if Claude Code would ignore what it prints."""
    ran = subprocess.run([str(shutil.which(shell)), str(helper)], env=env, capture_output=True, text=True, check=False)
    message = (
        f"vxenv: unset {HOST}: it makes Claude Code ignore managed variables\n"
        if HOST in env
        else "vxenv: only these profiles are allowed: eu, us, eu+us; select one: vxenv use eu\n"
    )

    assert (1, "", message) == (ran.returncode, ran.stdout, ran.stderr)


def test_helper_ignores_functions(helper: Path) -> None:
    """A function that bash imports from the environment does not replace a builtin."""
    env = {"BASH_FUNC_printf%%": "() { echo forged; }", "BASH_FUNC_exit%%": "() { :; }"}
    ran = subprocess.run(
        ["bash", "-c", f'exec -a sh "$BASH" "{helper}"'], env=env, capture_output=True, text=True, check=True
    )

    assert "acme-prod" == json.loads(ran.stdout)["managedSettings"]["env"]["ANTHROPIC_VERTEX_PROJECT_ID"]


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is missing")
def test_helper_is_clean(helper: Path) -> None:
    """Shellcheck finds no problems in a helper."""
    # A value contains a dollar sign.
    subprocess.run(["shellcheck", "--exclude=SC2016", helper], check=True)
