"""Test the reports of settings conflicts on a change of directory, without a process."""

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home
from shells.test_processes import started, steps, traced

__all__ = ["traced"]


def test_cd_says_which_file_wins(shell: Shell, home: Home) -> None:
    """Entering a directory names the overriding file and key, again after a change, for its own settings too."""
    home.profile("eu", '[vertex]\nregion = "eu"\n')
    project = home.directory("project", 'profile = "eu"\n')
    user = home.write(".claude/settings.json", '{"env": {"CLOUD_ML_REGION": "us"}}')
    same = home.write("same.json", '{"env": {"CLOUD_ML_REGION": "eu"}}')
    own = home.write("own.json", '{"env": {"ANTHROPIC_MODEL": "opus"}}')
    local = home.path("project", ".claude", "settings.local.json")
    session = Session(shell, home).mark("first").cd(project).mark("away").cd(home.root)
    session.line(f"cp {shell.quote(same)} {shell.quote(user)}").mark("second").cd(project).mark("back").cd(home.root)
    session.line("mkdir project/.claude").line(f"cp {shell.quote(own)} {shell.quote(local)}")
    result = session.mark("third").cd(project).mark("end").run()
    told = "~/project/.claude/settings.local.json:1"
    line = "eu  eu  (~/project/.vxenv.toml)"

    first = "~/.claude/settings.json:1 overrides CLOUD_ML_REGION: Claude Code will use us, not eu"
    third = f"{told} overrides ANTHROPIC_MODEL: Claude Code will use opus, not (unset)"
    assert [
        [line, f"warning: {first}", "hint: vxenv exec eu -- claude"],
        [line],
        [line, f"warning: {third}", "hint: vxenv exec eu -- claude"],
    ] == [result.err(label).splitlines() for label in ("first", "second", "third")]


def test_nothing_is_started_for_settings(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """Entering and leaving with unchanged settings files start no process, whatever the files contain."""
    home.profile("eu", '[vertex]\nregion = "eu"\n')
    project = home.directory("project", 'profile = "eu"\n')
    home.write(".claude/settings.json", '{"env": {"CLOUD_ML_REGION": "us", "X": "$(id)`id`\'\\\\"}}\n\n')
    home.write("project/.claude/settings.local.json", "{bad")
    session = Session(shell, home).line("true").cd(project).cd(home.root)
    steps(session, "enter", shell.cd(project), shell.cd(home.root), shell.cd(project))
    session.run(tracer=traced)

    assert (0, 0) == started(home, "enter")
