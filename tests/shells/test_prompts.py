"""What a prompt can show of the activation without asking anybody."""

from shells.harness import Home, Session, Shell

SEEN = ("VXENV_PROFILE", "VXENV_PROTECTED")


def test_protected_is_told_to_prompts(shell: Shell, home: Home) -> None:
    """VXENV_PROTECTED is 1 while what is active is protected, by hand, by directory or in a stack, and then gone."""
    home.profile("guarded", 'protected = true\n[vertex]\nregion = "global"\n')
    home.location("open", "eu")
    project = home.directory("p", 'profile = "guarded"\n')
    session = Session(shell, home)
    session.vxenv("use", "--yes", "guarded").show("used").vxenv("use", "open").show("other")
    session.vxenv("use", "--yes", "open+guarded").show("stack").vxenv("off").show("off").vxenv("auto").show("auto")
    session.cd(project).show("in").cd("/").show("out")
    result = session.run()
    labels = ("used", "other", "stack", "off", "auto", "in", "out")
    seen = [
        ["guarded", "1"],
        ["open", None],
        ["open+guarded", "1"],
        [None, None],
        [None, None],
        ["guarded", "1"],
        [None, None],
    ]
    assert seen == [result.get(label, *SEEN) for label in labels]


def test_exec_tells_its_program(shell: Shell, home: Home) -> None:
    """A program that `exec` starts is told as well, and a shell without an activation is not."""
    home.profile("guarded", "protected = true\n")
    place = shell.quote(home.path("inner"))
    script = shell.quote('printf "%s" "$VXENV_PROTECTED" >"$1"')
    session = Session(shell, home).line(f"vxenv exec --yes guarded -- sh -c {script} sh {place}").show("here")
    result = session.run()
    with open(home.path("inner"), encoding="utf-8") as file:
        assert ("1", [None]) == (file.read(), result.get("here", "VXENV_PROTECTED"))
