"""Test commands with labels and telemetry: set, show, diff, why, use, exec, export, import and the review."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from commandline import Run, called
from vxenv.activation.undo_record import enter_activation
from vxenv.checks.session import read_session
from vxenv.claude.settings_paths import find_user_settings
from vxenv.plans.conflicts import check_conflicts
from vxenv.profiles import policy_files
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

Profile = Callable[[str, str | bytes], Path]

BODY, ATTRIBUTES = "CLAUDE_CODE_EXTRA_BODY", "OTEL_RESOURCE_ATTRIBUTES"
WHO = '[vertex]\nproject = "acme-prod"\nregion = "eu"\n'
LABELS = '[labels]\nteam = "payments"\n'
TELEMETRY = '[telemetry]\nenabled = true\nendpoint = "http://localhost:4318"\nprotocol = "http/json"\n'
P = "~/.config/vxenv/profiles/p.toml"
MERGED = '{"labels":{"team":"payments"},"a":1}'


def enter(profile: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of a shell with `own` in which `profile` was activated."""
    resolved = resolve_stack([profile], Store())
    return enter_activation(own, resolved.list_operations(own), profile)


def test_keys_of_labels_and_telemetry(profile: Profile) -> None:
    """Labels and keys of telemetry are set and removed like other keys, and the rest of the file stays."""
    path = profile("p", f"{WHO}# end\n")
    words = ["labels.team=payments", "telemetry.enabled=true", "telemetry.attributes.service.name=a b"]
    ran = called("set", "p", *words, 'telemetry.attributes."x.y"=false', "telemetry.headers_helper=~/bin/h")

    assert 0 == ran.code, ran.stderr
    assert (
        f'{WHO}# end\n\n[labels]\nteam = "payments"\n\n[telemetry]\nenabled = true\nheaders_helper = "~/bin/h"\n'
        '\n[telemetry.attributes]\n"service.name" = "a b"\n"x.y" = "false"\n'
    ) == path.read_text()
    assert "p: telemetry.attributes.service.name  (unset) → a b\n" in ran.stderr
    for key in ("labels.team", "telemetry.attributes.service.name", "telemetry.attributes.x.y"):
        assert 0 == called("unset", "p", key).code
    assert f'{WHO}# end\n\n[labels]\n\n[telemetry]\nenabled = true\nheaders_helper = "~/bin/h"\n\n' in path.read_text()
    assert "payments" not in path.read_text()
    assert 0 == called("set", "p", "labels.team", "core").code
    assert '[labels]\nteam = "core"\n' in path.read_text()


@pytest.mark.parametrize(
    ("pair", "error"),
    [
        ("labels.Team=a", 'labels.Team: invalid label key "Team"; use lowercase letters'),
        ("labels.team=A B", 'labels.team: invalid label value "A B"; write "a-b"'),
        ("telemetry.attributes.vxenv.x=a", "telemetry.attributes.vxenv.x: cannot set vxenv.x"),
        ("telemetry.atributes=a", 'unknown key telemetry.atributes; did you mean "telemetry.'),
        ("telemetry.protocol=http", 'telemetry.protocol: invalid value "http"; expected one of: grpc'),
    ],
)
def test_invalid_pairs(pair: str, error: str, profile: Profile) -> None:
    """An invalid label or key is refused before anything changes."""
    path = profile("p", WHO)
    ran = called("set", "p", pair)

    assert 2 == ran.code
    assert ran.stderr.startswith(f"vxenv: {error}"), ran.stderr
    assert WHO == path.read_text()


def test_add_and_a_removed_label_that_a_parent_sets(profile: Profile) -> None:
    """A new profile can have labels, and unset reports a label that a parent still sets."""
    profile("base", LABELS)
    assert 0 == called("add", "p", "--extends", "base", "--set", "labels.team=core").code
    ran = called("unset", "p", "labels.team")

    assert (
        "note: p: labels.team is still set by ~/.config/vxenv/profiles/base.toml:2\n"
        "hint: vxenv set p labels.team:=false\n"
    ) in ran.stderr


def test_show_merges_with_the_shell(profile: Profile) -> None:
    """Show has the merged values with the line of the label, active or not."""
    profile("p", f"{WHO}{LABELS}")
    own = {BODY: '{"a":1}'}
    for words, env in ((["show", "p"], own), (["show"], enter("p", own)), (["show", "p"], enter("p", own))):
        rows = json.loads(called(*words, "--json", env=env).stdout)["variables"]

        assert [{"name": BODY, "value": MERGED, "origin": f"{P}:5"}] == [row for row in rows if row["name"] == BODY]


def test_diff_merges_with_the_shell(profile: Profile) -> None:
    """Diff compares what the stack would set here, and the shell in which it is active has no difference."""
    profile("p", f"{WHO}{LABELS}")
    own = {BODY: '{"a":1}'}

    assert MERGED in called("diff", "@shell", "p", env=own).stdout
    assert BODY not in called("diff", "@shell", "p", env=enter("p", own)).stdout


def test_status_has_merged_values(profile: Profile) -> None:
    """Status reports a body of the user's own to which labels cannot be added."""
    profile("p", f"{WHO}{LABELS}")
    ran = called("status", "--json", env=enter("p", {BODY: "x"}))
    lint = json.loads(ran.stdout)

    assert "unusable-body" in ran.stdout, lint
    assert "unusable-body" not in called("status", "--json", env=enter("p", {BODY: "{}"})).stdout


def test_why_of_a_label(profile: Profile) -> None:
    """Why shows the sources of a label and of the variable: the own body first, then the profiles."""
    profile("base", LABELS)
    profile("p", f'extends = "base"\n{WHO}[labels]\nteam = "core"\n')
    shell = enter("p", {BODY: '{"labels":{"team":"mine"}}'})
    chain = json.loads(called("why", "labels.team", "--json", env=shell).stdout)["chain"]

    assert [
        ("this shell", "mine"),
        ("p", "core"),
        ("base", "payments"),
    ] == [(each["who"], each["value"]) for each in chain]
    variable = json.loads(called("why", BODY, "--json", env=enter("p", {})).stdout)["chain"]
    assert ("p", '{"labels":{"team":"core"}}', f"{P}:6") in [
        (each["who"], each["value"], each["where"]) for each in variable
    ]


def test_use_warns_of_an_unusable_body(profile: Profile) -> None:
    """Use reports a body that is not a JSON object, leaves it alone, and sets the rest."""
    profile("p", f"{WHO}{LABELS}")
    hook = {"__VXENV_HOOK": "bash 1 home"}
    what = f"warning: p: {BODY} in this shell is not a JSON object to which labels can be added; labels are omitted"
    bad, good = (called("use", "p", env={**hook, BODY: body}) for body in ("[1]", "{}"))

    assert (0, 0) == (bad.code, good.code)
    assert what in bad.stderr
    assert what not in good.stderr


def test_exec_merges(profile: Profile, run: Run) -> None:
    """Exec merges with the shell's own values, also from a shell in which another profile is active."""
    profile("p", f"{WHO}{LABELS}{TELEMETRY}")
    profile("other", '[labels]\nteam = "core"\nzone = "a"\n')
    shell = enter("other", {BODY: '{"a":1}', ATTRIBUTES: "x=y", "OTEL_LOGS_EXPORTER": "console"})
    code = f"import os; print([os.environ[n] for n in ('{BODY}', '{ATTRIBUTES}', 'OTEL_LOGS_EXPORTER')])"
    ran = run("exec", "p", "--", sys.executable, "-c", code, env=shell)
    attributes = "x=y,vxenv.profile=p,vxenv.project=acme-prod,vxenv.location=eu"

    assert f"{[MERGED, attributes, 'console']}\n" == ran.stdout, ran.stderr


def test_exec_merges_with_a_secret(profile: Profile, home: Path, run: Run) -> None:
    """A body from a secret store is read by exec, and labels are added to it."""
    profile("p", f'{WHO}{LABELS}[env]\n{BODY} = {{ secret = "pass:body" }}\n')
    (home / "bin").mkdir()
    (home / "bin" / "pass").write_text("#!/bin/sh\nprintf '%s\\n' '{\"a\":1}'\n")
    (home / "bin" / "pass").chmod(0o700)
    code = f"import os; print(os.environ['{BODY}'])"
    ran = run("exec", "p", "--", sys.executable, "-c", code, env={"PATH": f"{home / 'bin'}:/usr/bin:/bin"})

    assert f"{MERGED}\n" == ran.stdout, ran.stderr


def test_a_settings_file_is_a_conflict(profile: Profile, home: Path) -> None:
    """A settings file that sets the same variable is reported, as for any variable."""
    profile("p", f"{WHO}{LABELS}")
    settings = home / ".claude" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"env": {BODY: '{"b":2}'}}))
    ran = called("use", "p", env={"__VXENV_HOOK": "bash 1 home"})
    body = '{"labels":{"team":"payments"}}'

    what = f'~/.claude/settings.json:1 overrides {BODY}: Claude Code will use {{"b":2}}, not {body}'
    assert f"warning: {what}\n" in ran.stderr


def test_the_wrapper_passes_labels_and_the_helper(profile: Profile, home: Path) -> None:
    """The settings file of the wrapper has the helper, and the labels merged with the user's settings file."""
    profile("p", f'{WHO}{LABELS}{TELEMETRY}headers_helper = "~/h"\n')
    settings = home / ".claude" / "settings.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"env": {BODY: '{"b":2}'}}))
    resolved = resolve_stack(["p"], Store())
    (conflicts,) = check_conflicts("p", resolved, "", wrapper=True)
    passed = json.loads(Path(conflicts.launch_settings).read_text())

    assert str(settings) == find_user_settings({"HOME": str(home)})
    assert str(home / "h") == passed["otelHeadersHelper"]
    assert '{"labels":{"team":"payments"},"b":2}' == passed["env"][BODY]
    assert "" == conflicts.text


def test_export_has_the_values_of_the_profile(profile: Profile) -> None:
    """Exported variables are not merged with the shell's own, and Claude Code's settings have the helper."""
    profile("p", f'{WHO}{LABELS}{TELEMETRY}headers_helper = "~/h"\n')
    own = {BODY: '{"a":1}'}
    exported = json.loads(called("export", "p", "--format", "json", env=own).stdout)
    settings = called("export", "p", "--format", "claude-settings", env=own)

    assert '{"labels":{"team":"payments"}}' in json.dumps(exported).replace('\\"', '"')
    assert {"otelHeadersHelper", "env"} == {*json.loads(settings.stdout)}
    assert "note: telemetry.headers_helper is a path in your home: ~/h\n" in settings.stderr


def test_written_settings_are_removed(profile: Profile, work: Path) -> None:
    """The helper is written with the variables, and removed with them."""
    profile("p", f'{WHO}{TELEMETRY}headers_helper = "/h"\n')
    path = work / "settings.json"
    path.write_text('{"a": 1}\n')
    words = ["export", "--format", "claude-settings"]

    assert 0 == called(*words, "p", "--write", str(path)).code
    assert "/h" == json.loads(path.read_text())["otelHeadersHelper"]
    assert 0 == called(*words, "--remove", str(path)).code
    assert '{"a": 1}\n' == path.read_text()


def test_import_of_an_exported_profile(profile: Profile, work: Path) -> None:
    """Exported variables become the same labels, and attributes that vxenv added are omitted."""
    profile("p", f'{WHO}{LABELS}{TELEMETRY}[telemetry.attributes]\nteam = "core"\n')
    path = work / "p.env"
    path.write_text(called("export", "p", "--format", "dotenv").stdout)
    ran = called("import", str(path), "--as", "q")
    text = Path(work, "../.config/vxenv/profiles/q.toml").read_text()

    assert 0 == ran.code, ran.stderr
    assert LABELS in text
    assert f'{ATTRIBUTES} = "team=core"' in text
    assert "  + labels.team  payments" in ran.stderr


def test_review_of_a_directory_file(profile: Profile, work: Path) -> None:
    """A directory file with labels is allowed without a question, and the review shows them."""
    profile("p", WHO)
    (work / ".vxenv.toml").write_text(f'profile = "p"\n{LABELS}')
    ran = called("allow")

    assert 0 == ran.code, ran.stderr
    assert "  + labels.team  payments\n" in ran.stderr
    (work / ".vxenv.toml").write_text(f'profile = "p"\n{TELEMETRY}')
    assert 0 != called("allow").code


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Provide the path of the administrator's policy, which counts whoever owns it."""
    path = tmp_path / "policy.toml"
    monkeypatch.setattr(policy_files, "find_policy_path", lambda: str(path))
    monkeypatch.setattr(policy_files, "_find_distrust", lambda _: "")
    return path


@pytest.mark.parametrize(
    ("rules", "text", "error"),
    [
        ('pinned = "labels.team"\n', "", "labels.team must be set"),
        ('pinned = ["labels.team"]\n', LABELS, ""),
        ('[allow]\nlabels.team = ["core", "pay*"]\n', LABELS, ""),
        ('[allow]\n"labels.team" = "core"\n', LABELS, f'labels.team = "payments" is not allowed: {P}:5 sets'),
        ('[allow]\nlabels.team = "core"\n', "", ""),
        ('unset = "labels.team"\n', LABELS, f"labels.team must not be set: {P}:5 sets labels.team"),
        ('unset = "telemetry.headers_helper"\n', "[telemetry]\nheaders_helper = '/h'\n", "telemetry.headers_helper"),
        ('[allow]\n"telemetry.attributes.a.b" = "c"\n', '[telemetry.attributes]\n"a.b" = "d"\n', "telemetry.attr"),
        ('pinned = "telemetry.enabled"\n', TELEMETRY, ""),
    ],
)  # fmt: skip
def test_policies(rules: str, text: str, error: str, policy: Path, profile: Profile) -> None:
    """A policy requires, restricts and forbids labels and keys of telemetry."""
    policy.write_text(rules)
    profile("p", f"{WHO}{text}")
    ran = called("exec", "p", "--", "true") if error else called("export", "p")

    assert (3 if error else 0) == ran.code, ran.stderr
    assert f": {error}" in ran.stderr if error else ran.stderr.count("vxenv:") == 0


def test_a_policy_counts_labels_in_the_environment(policy: Path, profile: Profile, work: Path) -> None:
    """In a session of Claude Code, a label in the body counts, whatever set it."""
    policy.write_text('[allow]\nlabels.team = "core"\n')
    profile("p", f'{WHO}[labels]\nteam = "core"\n')
    inside = {"CLAUDECODE": "1", "CLAUDE_CODE_USE_VERTEX": "1"}
    shell = enter("p", {BODY: '{"labels":{"team":"mine"}}', "HOME": str(work)})

    breaches = read_session(str(work), {**shell, **inside}).breaches
    assert ['labels.team = "mine" is not allowed: labels.team'] == [breach.what for breach in breaches]


def test_completions_of_keys() -> None:
    """The keys of labels and telemetry are candidates, with the protocols."""
    done = subprocess.run(
        [sys.executable, "-m", "vxenv", "complete", "keys"], capture_output=True, text=True, check=True
    )
    words = [line.partition("\t")[0] for line in done.stdout.splitlines()]

    assert {"labels.", "telemetry.attributes.", "telemetry.headers_helper", "telemetry.protocol"} <= {*words}
    assert "grpc\nhttp/json\nhttp/protobuf\n" == called("complete", "values", "telemetry.protocol").stdout
