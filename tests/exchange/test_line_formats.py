"""Line formats: .env files and those of Docker, systemd and GitHub Actions."""

import pytest

from vxenv.env_diff import EnvDiff, Op
from vxenv.exchange import CannotSayError, Reading, Skipped, docker, dotenv, github, systemd

DELTA: EnvDiff = (
    Op("A", "plain"),
    Op("GONE", None),
    Op("B", "a 'b' \"c\" $D `e` \\"),
    Op("C", ""),
    Op("D", "#1"),
    Op("E", "tab\tend"),
)


def taken(reading: Reading) -> dict[str, str | None]:
    """Return the values of `reading`."""
    return {name: value for name, value, _ in reading.assignments}


def test_dotenv_as_written() -> None:
    """A .env file has single quotes where possible, else double quotes with escapes."""
    assert "A='plain'\nB=\"a 'b' \\\"c\\\" \\$D \\`e\\` \\\\\"\nC=''\nD='#1'\nE=\"tab\\tend\"\nF=\"a\\nb\\r\"\n" == (
        dotenv.render((*DELTA, Op("F", "a\nb\r")))
    )


def test_dotenv_as_people_write_it() -> None:
    """.env files are read as by most readers."""
    text = """\
\ufeff# comment
export A=1
  B = two words   # comment
C=a#b
D=
E= # empty
F='$x "y" \\n' # comment
G="a\\nb \\"c\\" \\$d \\x"
H='two
lines'
I="two

\tlines"
J=p$1$$%$
A=2

export\tK="x"#close
L="$1 \\${M} \\`"
M=https://x.test/?a=b&c=d#e
"""
    assert {
        "B": "two words",
        "C": "a#b",
        "D": "",
        "E": "",
        "F": '$x "y" \\n',
        "G": 'a\nb "c" $d \\x',
        "H": "two\nlines",
        "I": "two\n\n\tlines",
        "J": "p$1$$%$",
        "A": "2",
        "K": "x",
        "L": "$1 ${M} `",
        "M": "https://x.test/?a=b&c=d#e",
    } == taken(dotenv.read(text, "x"))


def test_dotenv_lines_count_from_one() -> None:
    """Line numbers are right after multi-line values, with any line endings."""
    reading = dotenv.read("A='1\r\n2'\r\nB=3\r\n\r\nC=\"\r\n\"\r\nnonsense\r\nD=4", "x")

    assert ([("A", 1), ("B", 3), ("C", 5), ("D", 8)], [7]) == (
        [(name, line) for name, _, line in reading.assignments],
        [line for _, line, _ in reading.skipped],
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("A=$FOO/bin", "depends on $FOO"),
        ("A=${FOO:-x}", "depends on $FOO"),
        ('A="x ${FOO}"', "depends on $FOO"),
        ('A="\\\\$FOO"', "depends on $FOO"),
        ("A=\\$FOO", "depends on $FOO"),
        ("A=${", "depends on another variable"),
        ("A=$(id)", "depends on the output of a command"),
        ('A="`id`"', "depends on the output of a command"),
        ("A=`id`", "depends on the output of a command"),
        ("A='it''s'", "has text after the closing quote"),
        ('A="x" y', "has text after the closing quote"),
        ("A='x", "has no closing quote"),
        ('A="x\\"', "has no closing quote"),
        ("export A", "has no value"),
    ],
)
def test_dotenv_where_readers_differ(line: str, why: str) -> None:
    """A value that readers interpret differently is skipped, and the next line is read."""
    reading = dotenv.read(f"{line}\nB=1\n", "x")

    assert ({"B": "1"}, (Skipped("A", 1, why),)) == (taken(reading), reading.skipped)


def test_dotenv_takes_nothing_from_within_quotes() -> None:
    """Lines inside a quoted value are not read, even if the value is skipped."""
    reading = dotenv.read("A='x\nB=1\ny'z\nC=2\n", "x")

    assert ({"C": "2"}, ["A"]) == (taken(reading), [name for name, _, _ in reading.skipped])


def test_docker_as_written() -> None:
    """A Docker env-file contains each value unchanged."""
    assert "A=plain\nB=a 'b' \"c\" $D `e` \\\nC=\nD=#1\nE=tab\tend\n" == docker.render(DELTA)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("a\nb", "value contains a line break"),
        ("a\r", "value ends with a carriage return, which Docker drops"),
        ("\udcff", "value is not UTF-8"),
        ("x" * 65534, "line is over 64 KiB"),
        ("é" * 32767, "line is over 64 KiB"),
    ],
)
def test_docker_cannot_hold(value: str, why: str) -> None:
    """A value that Docker would truncate or reject is an error."""
    with pytest.raises(CannotSayError) as caught:
        docker.render((Op("A", value),))

    assert (f"cannot write A to a Docker env-file: {why}", "vxenv export --help") == (
        caught.value.what,
        caught.value.hint,
    )


def test_docker_can_just_hold() -> None:
    """The longest line that Docker accepts is written and read."""
    value = "x" * 65533

    assert {"A": value} == taken(docker.read(docker.render((Op("A", value),)), "x"))


def test_docker_as_docker_reads() -> None:
    """Quotes, blanks and # are part of a value; only whitespace before the name is ignored."""
    text = '\ufeffA="x"\r\n  B= y \n\xa0# comment\n\n#C=1\nD=a#b\r\r\nE=\n\tF=$A\nG==\n'

    assert {"A": '"x"', "B": " y ", "D": "a#b\r", "E": "", "F": "$A", "G": "="} == taken(docker.read(text, "x"))


def test_docker_what_is_passed() -> None:
    """Variables without a value and invalid lines are skipped."""
    assert Reading(
        (),
        (
            Skipped("HOME", 1, "has no value; Docker reads it from its own environment"),
            Skipped("export A", 2, "is not a valid variable name"),
            Skipped("", 3, "is not a valid variable name"),
            Skipped("B", 4, "value is not UTF-8"),
            Skipped("C.D", 5, "is not a valid variable name"),
            Skipped("E", 6, "line is over 64 KiB"),
        ),
    ) == docker.read("HOME\nexport A=1\n=2\nB=\udcff\nC.D=1\nE=" + "x" * 65534, "x")


def test_systemd_as_written() -> None:
    """An EnvironmentFile has double quotes around each value, and literal line breaks."""
    assert 'A="plain"\nB="a \'b\' \\"c\\" \\$D \\`e\\` \\\\"\nC=""\nD="#1"\nE="tab\tend"\nF="a\nB=b"\n' == (
        systemd.render((*DELTA, Op("F", "a\nB=b")))
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("\udcff", "value is not UTF-8"),
        ("\ufffe", "value contains a Unicode noncharacter, which systemd rejects"),
        ("\ufdd0", "value contains a Unicode noncharacter, which systemd rejects"),
        ("\U0010ffff", "value contains a Unicode noncharacter, which systemd rejects"),
    ],
    ids=ascii,
)
def test_systemd_cannot_hold(value: str, why: str) -> None:
    """A value for which systemd would reject the file is an error to write, and is skipped when read."""
    with pytest.raises(CannotSayError) as caught:
        systemd.render((Op("A", value),))

    assert (f"cannot write A to a systemd EnvironmentFile: {why}", Reading((), (Skipped("A", 1, why),))) == (
        caught.value.what,
        systemd.read(f"A={value}\n", "x"),
    )


@pytest.mark.parametrize("value", ["\x01", "\x1b[31m", "\r", "\x7f", "\x85", "\ufeff"], ids=ascii)
def test_systemd_takes_control_characters(value: str) -> None:
    """Control characters are valid in values for systemd."""
    assert {"A": value} == taken(systemd.read(systemd.render((Op("A", value),)), "x"))


# Measured with systemd 252, except for the comment with a backslash, which 254 changed.
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A=1\n", {"A": "1"}),
        ("  A = x y  \n", {"A": "x y"}),
        ("A=\n", {"A": ""}),
        ("A=x # y\n", {"A": "x # y"}),
        ("# A=1\n;B=2\n#\\\nC=3\n", {"C": "3"}),
        ('A=\'x\' "y" z "w"\n', {"A": 'xyz "w"'}),
        ("A=it's\n", {"A": "it's"}),
        ("A='a\nb'\nB=\"a\nb\"\n", {"A": "a\nb", "B": "a\nb"}),
        ('A="\\" \\\\ \\$ \\` \\n \\\nx"\n', {"A": '" \\ $ ` \\n x'}),
        ("A=a\\ \\nb\\\n c\\\\\n", {"A": "a nb c\\"}),
        ("A=a\\ \n", {"A": "a "}),
        ("A=$HOME ${HOME} $(id)\n", {"A": "$HOME ${HOME} $(id)"}),
        ("A='x", {"A": "x"}),
        ('A="x\\', {"A": "x"}),
        ("A=x\\", {"A": "x"}),
        ("A=1\r\nB=2\rC=3", {"A": "1", "B": "2", "C": "3"}),
        ("A=1\nA=2\n", {"A": "2"}),
        ("A==\n", {"A": "="}),
    ],
)
def test_systemd_as_systemd_reads(text: str, values: dict[str, str]) -> None:
    """Quotes, escapes, comments and line endings are read as by systemd, without expansion."""
    assert (values, ()) == (taken(systemd.read(text, "x")), systemd.read(text, "x").skipped)


def test_systemd_what_is_passed() -> None:
    """Lines that systemd ignores are skipped with their numbers."""
    reading = systemd.read("A='1\n2'\nexport B=1\n\nC\n=D=1\nE=2", "x")

    assert ({"A": "1\n2", "E": "2"}, [("export B", 3), ("C", 5), ("=D", 6)]) == (
        taken(reading),
        [(name, line) for name, line, _ in reading.skipped],
    )


def test_github_as_written() -> None:
    """Each value is between a line with the name and the delimiter and a line with the delimiter."""
    end = "vxenv_6738e2941a64418e954e974e55d1597593b2cb92fd5fa2b532c262afe1d52f8d"

    assert f"A<<{end}\na\n{end}\nB<<{end}\nb\n\nc\n{end}\n" == github.render(
        (Op("A", "a"), Op("GONE", None), Op("B", "b\n\nc"))
    )


def test_github_ends_are_made_from_all_values() -> None:
    """No value can contain its own delimiter or a previous one."""
    first = github.render((Op("A", "a"),))
    end = first.splitlines()[-1]
    second = github.render((Op("A", "a"), Op("B", f"{end}\nC=evil")))

    assert (True, {"A": "a", "B": f"{end}\nC=evil"}) == (
        second.splitlines()[-1] != end,
        taken(github.read(second, "x")),
    )


class Digest:
    """Hash with known collisions between values and delimiters."""

    def __init__(self, data: bytes) -> None:
        """Store the data."""
        self.data = data

    def hexdigest(self) -> str:
        """Return a hash that occurs in the value, until the data is that hash."""
        return {b"seen": "twice", b"twice": "new"}.get(self.data, "seen")


def test_github_ends_differ_from_any_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """A delimiter that occurs in a value is not used."""
    monkeypatch.setattr(github, "sha256", Digest)

    assert "A<<vxenv_new\nseen twice\nvxenv_new\n" == github.render((Op("A", "seen twice"),))


@pytest.mark.parametrize("name", ["NODE_OPTIONS", "node_options", "GITHUB_TOKEN", "RUNNER_OS"])
def test_github_refuses_names(name: str) -> None:
    """A name that GitHub rejects is an error to write, and is skipped when read."""
    with pytest.raises(CannotSayError):
        github.render((Op(name, "x"),))

    assert [name] == [passed.name for passed in github.read(f"{name}=x\n", "x").skipped]


def test_github_leaves_out_what_it_cannot_unset() -> None:
    """A name that GitHub rejects can be unset, since unsets are omitted."""
    assert "" == github.render((Op("NODE_OPTIONS", None),))


def test_github_as_the_runner_reads() -> None:
    """Both forms are read, the first = or << decides, and blanks are kept."""
    text = "\ufeffA=1\n\nB<<EOF\nx\nC=2\n EOF\nEOF\nD=a<<b\nE<<x=y\n1\nx=y\nF<<EOF\nEOF\nG= z \r\nH<<EOF\n\n\nEOF\nA=3"

    assert {
        "B": "x\nC=2\n EOF",
        "D": "a<<b",
        "E": "1",
        "F": "",
        "G": " z \r",
        "H": "\n",
        "A": "3",
    } == taken(github.read(text, "x"))


def test_github_what_is_passed() -> None:
    """Invalid lines are skipped; a block without an end includes the rest of the file."""
    reading = github.read("A<<\nB=1\nC <<E\nx\nE\nexport D=1\nE<<EOF\nF=2\n", "x")

    assert (
        {"B": "1"},
        (
            Skipped("A", 1, "is neither NAME=value nor NAME<<END"),
            Skipped("C", 3, "is not a valid variable name"),
            Skipped("export D", 6, "is not a valid variable name"),
            Skipped("E", 7, "has no closing line EOF"),
        ),
    ) == (taken(reading), reading.skipped)
