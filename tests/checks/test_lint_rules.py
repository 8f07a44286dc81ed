"""The rules of lint, each with cases that violate it and near misses."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from commandline import called
from vxenv.catalogue.clients import Version
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.models import NO, UNKNOWN
from vxenv.checks.finding import ERROR, NOTE, WARNING, Finding
from vxenv.checks.lint.rules import RULES
from vxenv.checks.lint.run import find_silenced, run_rules
from vxenv.checks.lint.subject import build_subject
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str | bytes], Path]

OLD = Version(2, 1, 197)
NEW = Version(2, 1, 330)
TODAY = date(2026, 11, 22)
DAY = {"VXENV_TODAY": TODAY.isoformat(), "EDITOR": "true"}

WHO = '[vertex]\nproject = "acme-prod"\n'
PINS = '[models]\nopus = "claude-opus-5-5"\nsonnet = "claude-sonnet-5"\nhaiku = "claude-haiku-4-5@20251001"\n'
PLACED = f'{WHO}region = "global"\n'
WHOLE = f"{PLACED}{PINS}"
MANY = json.dumps({"labels": {f"l{number}": "a" for number in range(32)}})
CONSOLE = 'OTEL_METRICS_EXPORTER = "console"\nOTEL_LOGS_EXPORTER = "console"\n'
EAST = (
    f'{WHO}region = "us-east5"\n'
    '[models]\nopus = "claude-opus-4-6"\nsonnet = "claude-sonnet-4-6"\nhaiku = "claude-haiku-4-5@20251001"\n'
)


def looked(name: str = "p", *, client: Version = NEW, today: date = TODAY, base: bool = False) -> list[Finding]:
    """Return the findings in the profile `name`."""
    return run_rules(
        build_subject(name, resolve_stack([name], Store()), load_shipped(), today=today, client=client, base=base)
    )


class Case(NamedTuple):
    """A profile, and the finding of one rule in it as (severity, line), or none."""

    rule: str
    text: str
    found: tuple[tuple[str, int], ...]
    client: Version = NEW
    today: date = TODAY


def yes(rule: str, severity: str, line: int, text: str, *, client: Version = NEW, today: date = TODAY) -> Case:
    """Return a case with one finding of `rule`."""
    return Case(rule, text, ((severity, line),), client, today)


def no(rule: str, text: str, *, client: Version = NEW, today: date = TODAY) -> Case:
    """Return a case without findings of `rule`."""
    return Case(rule, text, (), client, today)


def models(**given: str) -> str:
    """Return a complete profile in global with these models added to the usual pins, sorted from line 5 on."""
    pins = {"opus": "claude-opus-5-5", "sonnet": "claude-sonnet-5", "haiku": "claude-haiku-4-5@20251001", **given}
    return f"{PLACED}[models]\n" + "".join(f'{key} = "{pins[key]}"\n' for key in sorted(pins))


def at(location: str, **given: str) -> str:
    """Return a complete profile in `location`, with the usual pins replaced by those `given`."""
    lines = "".join(f'{key} = "{value}"\n' for key, value in given.items())
    return f'{WHO}region = "{location}"\n[models]\n{lines}'


CASES = [
    # Locations.
    yes("unknown-location", WARNING, 3, f'{WHO}region = "us-east-5"\n{PINS}'),
    yes("unknown-location", WARNING, 3, f'{WHO}region = "europe"\n{PINS}'),
    yes("unknown-location", WARNING, 5, f'{PLACED}[regions]\nclaude-haiku-4-5 = "us-east-5"\n{PINS}'),
    yes("unknown-location", NOTE, 3, f'{WHO}region = "mars"\n{PINS}'),
    no("unknown-location", WHOLE),
    no("unknown-location", f'{WHO}region = "europe-west1"\n{PINS}'),
    yes("not-served", ERROR, 5, at("us-east5", main="claude-opus-5-5")),
    yes("not-served", ERROR, 6, at("europe-west1", opus="claude-opus-4-7", main="claude-opus-4-7")),
    yes("not-served", WARNING, 3, f'{WHO}region = "us-east5"\n'),
    yes("not-served", ERROR, 3, f'{WHO}region = "us-east5"\n[models]\nmain = "fable"\n'),
    yes("not-served", WARNING, 3, f'{WHO}region = "us-east5"\n[models]\nmain = "opus"\n'),
    no("not-served", at("us-east5", main="claude-opus-4-6")),
    no("not-served", '[vertex]\nregion = "us-east5"\n'),
    no("not-served", at("eu", main="claude-opus-4-7")),
    no("not-served", at("asia-northeast1", main="claude-sonnet-4-6")),
    no("not-served", f'{at("us-east5", main="claude-opus-5-5")}[regions]\nclaude-opus-5-5 = "global"\n'),
    no("not-served", f'{WHO}base_url = "https://gw/v1"\nregion = "us-east5"\n[models]\nmain = "claude-opus-5-5"\n'),
    no("not-served", f'{WHO}enabled = false\nregion = "us-east5"\n[models]\nmain = "claude-opus-5-5"\n'),
    no("not-served", '[models]\nmain = "claude-opus-5-5"\n'),
    yes("unverified-location", NOTE, 5, at("eu", main="claude-sonnet-4-6")),
    yes("unverified-location", NOTE, 5, at("eu", main="claude-sonnet-5-5")),
    no("unverified-location", at("global", main="claude-sonnet-4-6")),
    no("unverified-location", at("us-east5", main="claude-opus-5-5")),
    no("unverified-location", at("mars-north1", main="claude-sonnet-4-6")),
    yes("retired-region", NOTE, 5, f'{PLACED}[regions]\nclaude-3-5-haiku = "us-east5"\n{PINS}'),
    no("retired-region", f'{PLACED}[regions]\nclaude-haiku-4-5 = "us-east5"\n{PINS}'),
    yes("unset-region", ERROR, 1, f"{WHO}{PINS}"),
    yes("unset-region", WARNING, 1, WHO, client=OLD),
    yes("unset-region", WARNING, 1, f'{WHO}[models]\nmain = "claude-opus-4-6"\nhaiku = "claude-haiku-4-5@20251001"\n'),
    no("unset-region", WHOLE),
    no("unset-region", PINS),
    no("unset-region", f'{WHO}base_url = "https://gateway/v1"\n'),
    yes("unset-project", WARNING, 1, '[vertex]\nregion = "global"\n'),
    yes("unset-project", WARNING, 1, '[vertex]\nregion = "global"\n[google]\nproject = "acme-prod"\n'),
    yes("unset-project", WARNING, 1, '[vertex]\nregion = "global"\n[google]\nquota_project = "acme-q"\n', client=OLD),
    no("unset-project", '[vertex]\nregion = "global"\n[google]\nquota_project = "acme-prod"\n'),
    no("unset-project", WHOLE),
    no("unset-project", PINS),
    no("unset-project", '[vertex]\nregion = "global"\nbase_url = "https://gateway/v1"\n'),
    yes("base-url-without-version", ERROR, 4, f'{PLACED}base_url = "https://aiplatform.googleapis.com"\n{PINS}'),
    yes("base-url-without-version", NOTE, 4, f'{PLACED}base_url = "https://gateway/vertex"\n{PINS}'),
    no("base-url-without-version", f'{PLACED}base_url = "https://aiplatform.googleapis.com/v1"\n{PINS}'),
    no("base-url-without-version", f'{PLACED}base_url = "https://gateway/vertex/v1/"\n{PINS}'),
    # Models.
    yes("retired-model", ERROR, 6, models(main="claude-opus-4@20250514")),
    yes("retired-model", ERROR, 6, models(main="claude-3-5-haiku@20241022")),
    yes("retired-model", ERROR, 7, models(sonnet="claude-sonnet-4-5@20250929"), today=date(2026, 11, 30)),
    no("retired-model", models(sonnet="claude-sonnet-4-5@20250929"), today=date(2026, 11, 29)),
    no("retired-model", f'{WHO}enabled = false\n[models]\nmain = "claude-opus-4-20250514"\n'),
    yes("retiring-model", WARNING, 7, models(sonnet="claude-sonnet-4-5@20250929")),
    yes("retiring-model", WARNING, 7, models(sonnet="claude-sonnet-4-5@20250929"), today=date(2026, 10, 1)),
    no("retiring-model", models(sonnet="claude-sonnet-4-5@20250929"), today=date(2026, 9, 30)),
    no("retiring-model", models(sonnet="claude-sonnet-4-5@20250929"), today=date(2026, 11, 30)),
    yes("deprecated-model", WARNING, 6, models(main="claude-opus-4-1@20250805")),
    yes("deprecated-model", WARNING, 7, models(sonnet="claude-sonnet-4-5@20250929"), today=date(2026, 9, 30)),
    no("deprecated-model", models(sonnet="claude-sonnet-4-5@20250929")),
    no("deprecated-model", models(main="claude-opus-4@20250514")),
    yes("deprecated-model", WARNING, 6, models(main="claude-opus-4-5@20251101")),
    no("deprecated-model", models(main="claude-opus-4-6")),
    yes("unknown-to-client", NOTE, 6, models(main="claude-opus-5-5", opus="claude-opus-4-6"), client=OLD),
    no("unknown-to-client", models(main="claude-opus-5-5")),
    no("unknown-to-client", models(main="claude-opus-4-8", opus="claude-opus-4-6"), client=OLD),
    yes("model-id", WARNING, 5, models(haiku="claude-haiku-4-5-20251001")),
    yes("model-id", ERROR, 5, models(haiku="claude-haiku-4-5-20251001"), client=OLD),
    yes("model-id", ERROR, 7, models(sonnet="sonnet")),
    yes("model-id", ERROR, 6, models(main="default")),
    yes("model-id", NOTE, 6, models(main="claude-opus-9")),
    yes("model-id", NOTE, 6, models(main="claude-4.5-sonnet")),
    yes("model-id", WARNING, 6, models(main="claude-sonnet-4-6@default")),
    yes("model-id", WARNING, 6, models(main="Claude-Opus-5-5")),
    no("model-id", models(main="sonnet")),
    no("model-id", models(main="opus[1m]")),
    no("model-id", models(main="claude-opus-4-5")),
    no("model-id", models(subagent="haiku")),
    no("model-id", models(subagent="inherit")),
    no("model-id", f'{PLACED}base_url = "https://gateway/v1"\n[models]\nsonnet = "sonnet"\n'),
    yes("unpinned", NOTE, 1, PLACED),
    yes("unpinned", NOTE, 1, f'{PLACED}[models]\nsonnet = "claude-sonnet-5"\n'),
    no("unpinned", WHOLE),
    no("unpinned", '[vertex]\nregion = "global"\n'),
    no("old-alias", f'{PLACED}[models]\nmain = "sonnet"\n'),  # reported by retiring-model
    yes("old-alias", WARNING, 5, f'{PLACED}[models]\nmain = "opusplan"\n', today=date(2026, 9, 30)),
    yes("old-alias", WARNING, 5, f'{PLACED}[models]\nmain = "opus"\n', client=OLD),
    no("old-alias", f'{PLACED}[models]\nmain = "opus"\n'),
    no("old-alias", models(main="sonnet")),
    no("old-alias", PLACED),
    yes("no-million", WARNING, 6, models(main="claude-sonnet-4-5@20250929[1m]")),
    yes("no-million", WARNING, 5, f'{PLACED}[models]\nmain = "sonnet[1m]"\n'),
    yes("no-million", NOTE, 6, models(main="claude-opus-5-5[1m]")),
    no("no-million", models(main="claude-opus-4-6[1m]")),
    no("no-million", models(main="claude-opus-4-6")),
    no("no-million", models(main="claude-haiku-4-5@20251001[1m]") + "[tuning]\none_million_context = false\n"),
    yes("small-fast", WARNING, 7, models(small_fast="claude-haiku-4-5@20251001")),
    yes("small-fast", WARNING, 7, models(small_fast="claude-haiku-5-5")),
    yes("small-fast", WARNING, 5, f'{PLACED}[models]\nsmall_fast = "claude-haiku-4-5@20251001"\n'),
    no("small-fast", WHOLE),
    no("small-fast", f"{WHOLE}small_fast = false\n"),
    # Variables.
    yes("ignored-variable", WARNING, 5, f'{PLACED}[env]\nVERTEX_REGION_CLAUDE_OPUS_4_6 = "us-east5"\n'),
    yes("ignored-variable", WARNING, 5, f'{PLACED}[env]\nVERTEX_REGION_CLAUDE_4_5_HAIKU = "us-east5"\n'),
    yes("ignored-variable", NOTE, 5, f'{PLACED}[regions]\nclaude-opus-5-5 = "eu"\n', client=OLD),
    no("ignored-variable", f'{PLACED}[regions]\nclaude-opus-5-5 = "eu"\n'),
    no("ignored-variable", f'{PLACED}[env]\nVERTEX_REGION_CLAUDE_HAIKU_4_5 = "us-east5"\n'),
    no("ignored-variable", f"{PLACED}[env]\nVERTEX_REGION_CLAUDE_OPUS_4_6 = false\n"),
    yes("other-provider", ERROR, 5, f'{PLACED}[env]\nCLAUDE_CODE_USE_BEDROCK = "1"\n'),
    yes("other-provider", WARNING, 5, f'{PLACED}[env]\nCLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD = "1"\n', client=OLD),
    no("other-provider", f'{PLACED}[env]\nCLAUDE_CODE_USE_BEDROCK = "0"\n'),
    no("other-provider", f'{PLACED}[env]\nCLAUDE_CODE_USE_GATEWAY = "1"\n'),
    no("other-provider", '[vertex]\nenabled = false\n[env]\nCLAUDE_CODE_USE_BEDROCK = "1"\n'),
    yes("key-sent-to-gateway", WARNING, 6,
        f'{PLACED}skip_auth = true\n[env]\nANTHROPIC_API_KEY = "x"\n'),
    no("key-sent-to-gateway", f'{PLACED}[env]\nANTHROPIC_API_KEY = "x"\n'),
    no("key-sent-to-gateway", f"{PLACED}skip_auth = true\n"),
    yes("on-at-any-value", WARNING, 5, f'{PLACED}[env]\nDISABLE_TELEMETRY = "0"\n'),
    no("on-at-any-value", f'{PLACED}[env]\nDISABLE_TELEMETRY = "1"\n'),
    no("on-at-any-value", f"{PLACED}[env]\nDISABLE_TELEMETRY = false\n"),
    yes("off-at-this-value", WARNING, 5, f'{PLACED}[env]\nDISABLE_PROMPT_CACHING = "2"\n'),
    no("off-at-this-value", f'{PLACED}[env]\nDISABLE_PROMPT_CACHING = "Yes"\n'),
    no("off-at-this-value", f'{PLACED}[env]\nDISABLE_PROMPT_CACHING = "off"\n'),
    yes("unknown-variable", NOTE, 5, f'{PLACED}[env]\nANTHROPIC_DEFAULT_OPUS_MODLE = "claude-opus-5"\n'),
    no("unknown-variable", f'{PLACED}[env]\nANTHROPIC_LOG = "debug"\n'),
    no("unknown-variable", f'{PLACED}[env]\nMY_OWN = "1"\n'),
    # Labels and telemetry.
    yes("unusable-body", WARNING, 8, f'{PLACED}[labels]\na = "b"\n[env]\nX = "1"\nCLAUDE_CODE_EXTRA_BODY = "x"\n'),
    no("unusable-body", f"{PLACED}[labels]\na = 'b'\n[env]\nCLAUDE_CODE_EXTRA_BODY = '{{}}'\n"),
    no("unusable-body", f'{PLACED}[env]\nCLAUDE_CODE_EXTRA_BODY = "x"\n'),
    yes("too-many-labels", ERROR, 5, f"{PLACED}[env]\nCLAUDE_CODE_EXTRA_BODY = '{MANY}'\n[labels]\na = 'b'\n"),
    no("too-many-labels", f"{PLACED}[env]\nCLAUDE_CODE_EXTRA_BODY = '{MANY}'\n[labels]\nl1 = 'b'\n"),
    yes("telemetry-without-endpoint", WARNING, 5, f"{PLACED}[telemetry]\nenabled = true\n"),
    no("telemetry-without-endpoint", f'{PLACED}[telemetry]\nenabled = true\nendpoint = "https://h"\n'),
    no("telemetry-without-endpoint", f'{PLACED}[env]\nCLAUDE_CODE_ENABLE_TELEMETRY = "1"\n'),
    no("telemetry-without-endpoint", f"{PLACED}[telemetry]\nenabled = true\n[env]\n{CONSOLE}"),
    yes("telemetry-without-protocol", NOTE, 5, f"{PLACED}[telemetry]\nenabled = true\n"),
    no("telemetry-without-protocol", f'{PLACED}[telemetry]\nenabled = true\nprotocol = "grpc"\n'),
    yes("telemetry-port", WARNING, 6, f'{PLACED}[telemetry]\nendpoint = "http://h:4318"\nprotocol = "grpc"\n'),
    yes("telemetry-port", WARNING, 6, f'{PLACED}[telemetry]\nendpoint = "http://h:4317"\nprotocol = "http/json"\n'),
    no("telemetry-port", f'{PLACED}[telemetry]\nendpoint = "http://h:4317"\nprotocol = "grpc"\n'),
    no("telemetry-port", f'{PLACED}[telemetry]\nendpoint = "http://h:99999"\nprotocol = "grpc"\n'),
    yes("headers-helper", ERROR, 5, f'{PLACED}[telemetry]\nheaders_helper = "~/nothing"\n'),
    yes("headers-helper", ERROR, 5, f'{PLACED}[telemetry]\nheaders_helper = "~/k.json"\n'),
    yes("headers-helper", WARNING, 5, f'{PLACED}[telemetry]\nheaders_helper = "~/run"\nendpoint = "http://h"\n'),
    no("headers-helper", f'{PLACED}[telemetry]\nheaders_helper = "~/run"\nendpoint = "https://h"\n'),
    no("headers-helper", f'{PLACED}[telemetry]\nheaders_helper = "~/run"\nendpoint = "http://localhost:4318"\n'),
    yes("secret-in-telemetry", WARNING, 5, f'{PLACED}[telemetry.attributes]\nmy_token = "abc"\n'),
    no("secret-in-telemetry", f'{PLACED}[telemetry.attributes]\nteam = "abc"\n'),
    # Safety.
    yes("config-dir-without-credentials", WARNING, 5, f'{PLACED}[google]\nconfig_dir = "~/g"\n'),
    no("config-dir-without-credentials", f'{PLACED}[google]\nconfig_dir = "~/g"\ncredentials = "~/k.json"\n'),
    yes("missing-credentials", ERROR, 5, f'{PLACED}[google]\ncredentials = "~/nothing.json"\n'),
    no("missing-credentials", f'{PLACED}[google]\ncredentials = "~/k.json"\n'),
    yes("readable-credentials", WARNING, 5, f'{PLACED}[google]\ncredentials = "~/open.json"\n'),
    no("readable-credentials", f'{PLACED}[google]\ncredentials = "~/k.json"\n'),
    yes("secret-in-profile", WARNING, 5, f'{PLACED}[env]\nANTHROPIC_API_KEY = "sk-ant-abcdefghij"\n'),
    no("secret-in-profile", f"{PLACED}[env]\nANTHROPIC_API_KEY = false\n"),
    yes("steering-variable", WARNING, 5, f'{PLACED}[env]\nLD_PRELOAD = "/lib/x.so"\n'),
    yes("steering-variable", WARNING, 5, f'{PLACED}[env]\nnpm_config_script_shell = "/bin/x"\n'),
    yes("steering-variable", WARNING, 5, f'{PLACED}[env]\nNPM_TOKEN = {{ secret = "pass:npm/token" }}\n'),
    no("steering-variable", f"{PLACED}[env]\nLD_PRELOAD = false\n"),
    no("steering-variable", f'{PLACED}[env]\nHTTPS_PROXY = "http://proxy:3128"\nMY_OWN = "1"\n'),
    no("steering-variable", f'{PLACED}[env]\nEDITOR = "vi" # vxenv: ignore steering-variable\n'),
    yes("readable-profile", WARNING, 1, f'{PLACED}[google]\ncredentials = "~/k.json"\n'),
    no("readable-profile", WHOLE),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _keys(home: Path) -> None:
    """Create two credentials files, one of them readable by all users, and a program."""
    for name, mode in (("k.json", 0o600), ("open.json", 0o644), ("run", 0o700)):
        (home / name).write_text("{}")
        (home / name).chmod(mode)


def names(case: Case) -> str:
    """Return the name of a case for pytest."""
    return f"{case.rule}-{'-'.join(severity for severity, _ in case.found) or 'nothing'}"


@pytest.mark.parametrize("case", CASES, ids=names)
def test_rule(case: Case, profile: Profile) -> None:
    """A rule finds its violations on the right line, and no near misses."""
    path = profile("p", case.text)
    path.chmod(0o644)
    found = [one for one in looked(client=case.client, today=case.today) if one.rule == case.rule]

    assert list(case.found) == [(one.severity, one.line) for one in found]
    assert [str(path)] * len(found) == [one.path for one in found]


def test_each_rule_has_both() -> None:
    """Every rule has a case that violates it and a near miss."""
    # Four rules are about more than a profile: tests/cloud/test_sightings.py, tests/cli/test_sources.py,
    # tests/cli/test_source.py and tests/cli/test_policy.py test them.
    alone = [rule for rule in RULES if rule not in ("seen-refused", "removed-profile", "missing-value", "policy")]
    both = {rule: {bool(one.found) for one in CASES if one.rule == rule} for rule in alone}

    assert {rule: {True, False} for rule in alone} == both


def test_what_is_advised_is_clean(profile: Profile) -> None:
    """Valid profiles in global, in a region and in the EU have no findings."""
    profile("p", WHOLE)
    profile("east", EAST)
    profile("eu", at("eu", opus="claude-opus-5", sonnet="claude-sonnet-5", haiku="claude-haiku-4-5@20251001")
            + '[regions]\nclaude-haiku-4-5 = "europe-west1"\n')  # fmt: skip

    assert [[], [], []] == [looked(name) for name in ("p", "east", "eu")]


FACTS = load_shipped()


@pytest.mark.long
@pytest.mark.parametrize("client", [OLD, NEW], ids=str)
def test_no_false_error(client: Version, profile: Profile) -> None:
    """For every model in every location there is an error exactly if the facts say no, in any spelling."""
    profile("p", "")
    wrong = []
    for model in FACTS.models.by_id.values():
        for location in FACTS.locations:
            for spelling in dict.fromkeys((model.id, model.undated)):
                profile("p", at(location, main=spelling, opus="claude-opus-4-6", haiku=spelling))
                found = [one for one in looked(client=client) if one.key == ("models", "main")]
                served = model.get_served(location, TODAY)
                said = (
                    any(one.severity == ERROR for one in found),
                    any(one.rule == "unverified-location" for one in found),
                )
                if said != (served == NO, served == UNKNOWN):
                    wrong.append((spelling, location, served, found))

    assert [] == wrong


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Return a function that runs a line in sh with this `vxenv` and returns its status."""
    program = tmp_path / "bin" / "vxenv"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m vxenv "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    for name, value in DAY.items():
        monkeypatch.setenv(name, value)

    def run(line: str) -> int:
        return subprocess.run(
            ["sh", "-c", line], stdin=subprocess.DEVNULL, capture_output=True, check=False
        ).returncode

    return run


# Hints that only show something, and hints that send requests to Google.
TELLING = ("vxenv show ", "vxenv models", "vxenv vars", "vxenv edit", "gcloud ", "env CLOUDSDK_CONFIG=")


def errors(case: Case) -> int:
    """Return the current number of errors."""
    return sum(one.severity == ERROR for one in looked(client=case.client, today=case.today))


@pytest.mark.long
@pytest.mark.parametrize("number", range(3))
def test_hints_work(number: int, profile: Profile, shell: Callable[[str], int]) -> None:
    """Each hint works when pasted: the finding disappears, and no error appears."""
    wrong = []
    for case in CASES:
        path = profile("p", case.text)
        path.chmod(0o644)
        (path.parents[3] / "open.json").chmod(0o644)
        for one in (one for one in looked(client=case.client, today=case.today) if one.rule == case.rule):
            if number >= len(one.hints):
                continue
            hint = one.hints[number]
            if hint.startswith(("gcloud ", "env CLOUDSDK_CONFIG=", "claude ")):
                continue
            line = f"{hint} --yes" if hint.startswith("vxenv upgrade") else hint
            before = errors(case)
            code = shell(f"VXENV_TODAY={case.today}; export VXENV_TODAY; {line}")
            again = [(each.rule, each.what) for each in looked(client=case.client, today=case.today)]
            helps = hint.startswith(TELLING) or (one.rule, one.what) not in again
            if (code, helps, errors(case) <= before) != (0, True, True):
                wrong.append((case.rule, hint, code, case.text))

    assert [] == wrong


def test_lint_rules_silenced() -> None:
    """A comment silences rules after a key and above it; a blank line ends its effect."""
    text = (
        "# vxenv: ignore unset-project\n\n[vertex]\n"
        'region = "x" # vxenv: ignore unknown-location, not-served\n'
        "# vxenv: ignore a\n# and\n# vxenv:ignore b\n"
        'project = "acme-prod"\n'
        "# vxenv: ignore c\n\n"
        '[env]\nA = "# vxenv: ignore d"\n'
    )
    found = {line: rules for line, rules in find_silenced(text).items() if rules}

    assert {1: {"unset-project"}, 4: {"unknown-location", "not-served"}, 8: {"a", "b"}} == found


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (f'{WHO}region = "us-east-5" # vxenv: ignore unknown-location\n{PINS}', []),
        (f'{WHO}# vxenv: ignore unknown-location\nregion = "us-east-5"\n{PINS}', []),
        (f'{WHO}region = "us-east-5" # vxenv: ignore not-served\n{PINS}', ["unknown-location"]),
        (f"# A.\r\n# vxenv: ignore unpinned\r\n\r\n{PLACED}", []),
        (f"\ufeff# vxenv: ignore unpinned\n{PLACED}", []),
        (f"{PLACED}# vxenv: ignore unpinned\n", ["unpinned"]),
    ],
    ids=["behind", "above", "another", "top", "mark", "bottom"],
)
def test_comments_silence(text: str, rules: list[str], profile: Profile) -> None:
    """A rule is silent where a comment says so, and nowhere else."""
    profile("p", text)

    assert rules == [one.rule for one in looked(client=FACTS.clients.newest)]


def test_lines_are_those_of_the_file(profile: Profile) -> None:
    """Findings in a base profile have its path and commands for it."""
    base = profile("base", f'{PLACED}[models]\nsonnet = "claude-sonnet-4-5@20250929"\n')
    profile("child", f'extends = "base"\n{PINS.replace("sonnet", "# sonnet")}')
    found = [one for one in looked("child") if one.rule == "retiring-model"]

    assert [(str(base), 5, ("vxenv upgrade base",))] == [(one.path, one.line, one.hints) for one in found]


def test_a_base_need_not_be_whole(profile: Profile) -> None:
    """A base profile may be incomplete."""
    profile("p", WHO)

    assert [] == looked(base=True)
    assert ["unset-region", "unpinned"] == [one.rule for one in looked(client=FACTS.clients.newest)]


@pytest.mark.parametrize(
    ("text", "client", "rule", "severity"),
    [
        # github.com/anthropics/claude-code/issues/10419: the default of 2.0.27 had the spelling of Anthropic's API
        (models(sonnet="claude-sonnet-4-5-20250929"), OLD, "model-id", ERROR),
        # .../165: the same for Sonnet 3.7, which has retired since
        (models(main="claude-3-7-sonnet-20250219"), NEW, "retired-model", ERROR),
        # .../49844: Opus 4.7 is served only in global and multi-regions
        (at("europe-west1", main="claude-opus-4-7"), NEW, "not-served", ERROR),
        # .../1378: an old Haiku as the small model
        (models(small_fast="claude-3-haiku@20240307"), NEW, "retired-model", ERROR),
        # .../30815 and /18447: aliases are older on Vertex
        (f'{PLACED}[models]\nmain = "sonnet"\n', NEW, "retiring-model", WARNING),
        # .../14646: the model of sonnet is not served in the profile's location
        (at("us-east5", main="claude-opus-4-6", sonnet="claude-sonnet-5"), NEW, "not-served", ERROR),
        # github.com/anthropics/claude-code-action/issues/12: no location at all
        (f'{WHO}[models]\nmain = "claude-opus-5-5"\n', NEW, "unset-region", ERROR),
        # github.com/RooCodeInc/Roo-Code/issues/8387: the parts of the ID in another order
        (models(main="claude-4.5-sonnet"), NEW, "model-id", NOTE),
        # github.com/redhat-data-and-ai/template-agent/issues/349: a default location that does not exist
        (at("us-central1", main="claude-sonnet-4-6"), NEW, "unverified-location", NOTE),
        (at("us-central1", main="claude-opus-5"), NEW, "not-served", ERROR),
        # github.com/liushuangls/go-anthropic/pull/54: without the -v2
        (models(main="claude-3-5-sonnet@20241022"), NEW, "model-id", ERROR),
        # github.com/anthropics/claude-code/issues/8443: the ID as key before there was a variable
        (f'{PLACED}[env]\nVERTEX_REGION_CLAUDE_SONNET_4_5 = "us-east5"\n', NEW, "ignored-variable", WARNING),
    ],
)  # fmt: skip
def test_mistakes_that_people_made(text: str, client: Version, rule: str, severity: str, profile: Profile) -> None:
    """Mistakes from public issues are found, with a hint."""
    profile("p", text)
    found = [one for one in looked(client=client) if one.rule == rule]

    assert [(severity, True)] == [(one.severity, bool(one.hints)) for one in found]


def test_off_is_not_linted(profile: Profile) -> None:
    """A profile that turns Vertex off needs none of the keys for Vertex."""
    profile("p", '[vertex]\nenabled = false\n[models]\nmain = "claude-opus-4-5-20251101"\nsonnet = "sonnet"\n')

    assert [] == looked()
    assert 0 == called("lint", "p", env=dict(DAY)).code
