"""Test hints pasted into the bash that printed them: each works, and lint finds no more errors than before.

printed.jsonl lists the hints of each scenario. To rewrite it, remove it and run: RECORD_HINTS=1 pytest tests/hints
"""

import functools
import json
import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from commandline import called
from hints.scenarios import SCENARIOS, Scenario, environment, furnish
from hints.sites import Site, find_sites
from shells.drivers import BASHES
from shells.harness import Session
from shells.home import Home

BASH = BASHES[0]
PRINTED = Path(__file__).with_name("printed.jsonl")
RECORD = "RECORD_HINTS"
# Placeholders in hints for names that vxenv cannot know.
PLACEHOLDERS = {"--as NAME": "--as fresh", "NAME": "eu", "ID": "acme-prod", "PROJECT": "acme-prod"}
# Hints that ask on a terminal, with answers; hints that end the shell, with replacements.
ANSWERS = (
    (r"(vxenv setup( --\w+( bash| zsh)?)*)", r"\1 --yes"),
    (r"(vxenv upgrade .*|vxenv lint --fix .*|vxenv allow( ~\S*)?)", r"\1 --yes"),
    (r"vxenv add (\w+)", r"vxenv add \1 --project acme-prod --region global"),
    (r'exec (bash|"\$SHELL")', "true"),
    (r"vxenv (use|exec) guarded(.*)", r"vxenv \1 --yes guarded\2"),
    (r"vxenv source (add|update) (?!--help)(.*)", r"vxenv source \1 --yes \2"),
    (r"vxenv source update", "vxenv source update --yes"),
    (r"(.*) google.project=VALUE(.*)", r"\1 google.project=acme-prod\2"),
    (r"(vxenv try.*)", r"\1 </dev/null"),
)
# Exit codes other than 0 that a command documents: a check found something, going online requires confirmation on
# a terminal, a program reports its own error.
DOCUMENTED = {
    "vxenv doctor": (0, 1, 3),
    "vxenv lint": (0, 1),
    "vxenv explain": (0, 1),
    "diff ": (0, 1),
    "pass ": (0, 1),
}
# Hints with the same effect everywhere are typed once.
ANYWHERE = re.compile(r"vxenv (.* )?--help|vxenv (list|models|vars|undo --list|lint --explain \S+)|vi .*|true .*")
_typed: set[str] = set()
PROGRAMS = (
    "vxenv", "ls", "df", "mv", "diff", "chmod", "sudo", "exec", "export", "env", "gcloud", "npm", "claude", "pgrep",
    "pipx", "uv", "python3", "git", "ssh", "cat", "ps", "{}",
)  # fmt: skip
# Texts of hints covered by other tests, because a home is not enough for them.
ELSEWHERE = {
    "chmod 600 {}": "tests/checks/test_doctor.py",
    "vxenv add {} --extends {}": "tests/cli/test_login.py: a profile of a source",
    "vxenv login {}": "tests/cli/test_login.py: a profile of a source, credentials that gcloud did not write",
    "vxenv login {} --no-launch-browser": "tests/cli/test_login.py: gcloud failed",
    "gcloud info": "tests/cli/test_login.py: gcloud failed again",
    "python3 -m webbrowser https://cloud.google.com/sdk/docs/install": "tests/checks/test_doctor_files.py: no gcloud",
    "vxenv lint": "tests/checks/test_doctor.py: more notes than it lists",
    "vxenv export --format claude-settings --remove {}": "tests/checks/test_doctor.py",
    "vxenv setup --shell {}; {}": "tests/checks/test_doctor.py: a hook that is not loaded",
    "vxenv models --family {}": "tests/checks/test_upgrade.py: nothing follows a model at its location",
    'exec "$SHELL"': "tests/cli/test_process.py: a damaged record, no hook",
    "diff {} {}": "tests/cli/test_edit.py: a profile that changed meanwhile",
    "vxenv models --refresh --profile {}": "tests/cloud/test_refresh.py",
    "vxenv setup --dry-run": "tests/setup/test_setup.py: a question that was answered with no",
    "vxenv setup --remove --dry-run": "tests/setup/test_setup.py: the same",
    "vxenv try --shell bash": "tests/shells/test_try.py: a shell that is not installed",
    "vxenv setup --remove --shell {}": "tests/setup/test_setup.py: another shell that is set up",
    "vxenv off; {}": "tests/setup/test_setup.py: a profile that no hook could undo",
    "ls -ld {} {}": "tests/cli/test_policy.py: an ignored policy of the administrator",
    "sudo {}": "tests/cli/test_policy.py: an invalid policy of the administrator",
    "df -h": "tests/files/test_faults.py: a full disk",
    "df -h {}; df -i {}": "tests/files/test_faults.py: a full disk",
    "ls -ld {}": "tests/files/test_atomic.py, tests/security: a symlink, a directory of somebody else",
    "ls -l {}": "tests/checks/test_doctor_files.py, tests/security: a file that cannot be read",
    "pgrep -fl vxenv": "tests/files/test_transaction.py: another vxenv holds the lock",
    "pgrep -fl claude": "tests/checks/test_doctor_clients.py: more sessions than it compares",
    "ps -fp {}": "tests/checks/test_doctor_clients.py: a running session",
    "sudo chown -R {} {}": "tests/checks/test_doctor_files.py: a directory of somebody else",
    "mv {} {}.bak": "tests/checks/test_doctor_files.py: a file in the place of a directory",
    "chmod -R go-w {}": "tests/checks/test_doctor.py",
    "{} --version": "tests/checks/test_doctor.py: another vxenv on PATH, a claude of no version",
    "claude update": "tests/checks/test_doctor.py: an old Claude Code",
    "env -u {} {}": "tests/checks/test_doctor.py",
    "gcloud projects get-iam-policy {}": "tests/checks/test_doctor_files.py",
    "gcloud auth login": "tests/checks/test_doctor_files.py",
    "gcloud auth list": "tests/checks/test_doctor_files.py",
    "gcloud config configurations activate default": "tests/cloud/test_configurations.py",
    "gcloud config set project {}": "tests/checks/test_doctor_files.py",
    "gcloud config unset auth/credential_file_override": "tests/checks/test_doctor_files.py",
    "vxenv setup; exec {}": "tests/cli/test_process.py: a shell without the hook",
    "vxenv usage": "tests/usage/test_budgets.py: a budget that is nearly spent",
    "vxenv doctor": "tests/plans/test_tcsh_answer.py: an answer that cannot be written",
    "vxenv probe{} --models {} --locations {}": "tests/checks/test_lint_rules.py: what a probe saw",
    "vxenv probe {}": "tests/cloud",
    "vxenv doctor --online --yes": "tests/cloud",
    "vxenv probe --yes": "tests/cloud",
    "vxenv models --refresh --yes": "tests/cloud",
    "vxenv exec {}{} -- claude": "tests/checks/test_session.py: in a session of Claude Code",
    "vxenv init bash": "tests/setup/test_setup.py: a path that no line can hold",
    "gcloud storage ls -a {}": "tests/cloud/test_bucket.py: a record that was changed manually",
    "gcloud storage ls -l {}": "tests/cloud/test_bucket.py: a bundle that is too large",
    "git --version": "tests/sources: a git that cannot be started",
    "ssh -V": "tests/sources: an ssh-keygen that cannot be started",
    "cat {}": "tests/sources/test_signature.py: a signature that is not valid",
    "uv tool install --reinstall vxenv": "tests/packages/test_installers.py",
    "uv tool upgrade vxenv": "tests/packages/test_installers.py",
    "pipx {} vxenv": "tests/packages/test_installers.py",
}


def type_line(scenario: Scenario, home: Home) -> Session:
    """Return a session with the line of `scenario` typed."""
    session = Session(BASH, home)
    if scenario.before:
        session.line(scenario.before)
    return session.mark("said").line(scenario.line).mark("end")


def printed_by(scenario: Scenario, home: Home) -> list[str]:
    """Return the hints that the line of `scenario` prints, without duplicates."""
    given = environment(scenario, home)
    plain = not scenario.before and not set(scenario.line) & set("$;&<>*\\")
    if plain and re.match("vxenv (?!use|exec|local|allow|doctor|setup|try)", scenario.line):
        with home.entered():
            words = [os.path.expanduser(word) for word in shlex.split(scenario.line)[1:]]
            ran = called(*words, env=given | {"PWD": home.root})
        text = ran.stdout + ran.stderr
    else:
        result = type_line(scenario, home).run(given)
        text = result.out("said") + result.err("said")
    return list(dict.fromkeys(re.findall(r"^ *hint: (.+)$", text, re.MULTILINE)))


def answer(hint: str) -> str:
    """Return `hint` with placeholders filled in, and with the answers to its questions."""
    for name, value in PLACEHOLDERS.items():
        hint = re.sub(rf"(?<![A-Za-z_]){name}\b", value, hint)
    commands = re.sub(r"(/drafts/\w+)-\w+/", r"\1-*/", hint).split("; ")
    for pattern, replacement in ANSWERS:
        commands = [re.sub(f"^{pattern}$", replacement, command) for command in commands]
    return "; ".join(commands)


def count_errors(home: Home, config: str, day: str) -> int:
    """Return the number of errors that lint finds in the profiles of the directory `config`."""
    with home.entered():
        ran = called("lint", "--all", "--json", env={"VXENV_CONFIG_DIR": config, "VXENV_TODAY": day})
    return sum(one["severity"] == "error" for one in json.loads(ran.stdout)["findings"]) if ran.stdout else 1


def is_documented(hint: str, status: int) -> bool:
    """Return whether `status` is a documented exit code of `hint`."""
    known = (codes for start, codes in DOCUMENTED.items() if hint.startswith(start))
    return status in next(known, (0,))


def paste(hint: str, scenario: Scenario, home: Home) -> tuple[int, bool]:
    """Paste `hint` where it was printed; return its status, and whether lint finds more errors than before."""
    session = type_line(scenario, home).line("cp -R ~/.config/vxenv ~/before")
    session.line(answer(hint)).line('printf %s "$?" >"$HOME/status"').run(environment(scenario, home))
    day = scenario.day if re.fullmatch(r"[\d-]+", scenario.day) else "2026-11-22"
    config = home.config if os.path.isdir(home.config) else home.path("before")
    worse = count_errors(home, config, day) > count_errors(home, home.path("before"), day)
    return int(Path(home.path("status")).read_text()), worse


@pytest.mark.long
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: f"{one.before} {one.line}"[:60])
def test_hints_work_where_they_are_printed(scenario: Scenario, tmp_path: Path) -> None:
    """A hint exits with 0, or as its command documents, and causes no new error in a profile."""
    first = furnish(scenario, str(tmp_path / "first"))
    hints = printed_by(scenario, first)
    name = f"{SCENARIOS.index(scenario):03}"
    places = {first.root: "HOME", sys.prefix: "VENV"}
    plain = [re.sub(r"(/drafts/\w+)-\w+/", r"\1-XXXX/", hint) for hint in hints]
    plain = [functools.reduce(lambda text, place: text.replace(place, places[place]), places, one) for one in plain]
    if RECORD in os.environ:
        with PRINTED.open("a") as file:
            file.write(json.dumps({"number": name, "line": scenario.line, "hints": plain}) + "\n")
        return
    wrong = []
    for number, hint in enumerate(hints):
        if ANYWHERE.fullmatch(hint) and hint in _typed:
            continue
        home = furnish(scenario, str(tmp_path / str(number)))
        status, worse = paste(hint.replace(first.root, home.root), scenario, home)
        if worse or not is_documented(hint, status):
            wrong.append((hint, status, worse))
        shutil.rmtree(home.root)
        _typed.add(hint)

    assert (True, []) == (bool(hints), wrong)


def printed() -> list[str]:
    """Return the hints of all scenarios, from the file."""
    return [hint for line in PRINTED.read_text().splitlines() for hint in json.loads(line)["hints"]]


@pytest.mark.parametrize("site", find_sites(), ids=lambda one: f"{one.place} {one.text}")
def test_each_text_of_a_hint_has_a_scenario(site: Site) -> None:
    """Each hint in the source is a command, and is printed in a scenario, or covered by a named test."""
    program = site.text.split()[0]

    assert (True, True) == (
        program in PROGRAMS,
        site.text in ELSEWHERE or any(map(site.matches, printed())),
    ), site
