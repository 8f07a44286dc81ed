"""The formats that are lines: .env files, docker's, systemd's and GitHub's."""

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
    """A .env file has single quotes where they will do, else double quotes and escapes."""
    assert "A='plain'\nB=\"a 'b' \\\"c\\\" \\$D \\`e\\` \\\\\"\nC=''\nD='#1'\nE=\"tab\\tend\"\nF=\"a\\nb\\r\"\n" == (
        dotenv.render((*DELTA, Op("F", "a\nb\r")))
    )


def test_dotenv_as_people_write_it() -> None:
    """What is found in .env files is read as most readers do."""
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
    """Values over several lines do not put out the count, whatever ends the lines."""
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
        ("A=$(id)", "runs a command"),
        ('A="`id`"', "runs a command"),
        ("A=`id`", "runs a command"),
        ("A='it''s'", "has something behind its closing quote"),
        ('A="x" y', "has something behind its closing quote"),
        ("A='x", "has no closing quote"),
        ('A="x\\"', "has no closing quote"),
        ("export A", "has no value"),
    ],
)
def test_dotenv_where_readers_differ(line: str, why: str) -> None:
    """What depends on the reader is not taken; the next line is."""
    reading = dotenv.read(f"{line}\nB=1\n", "x")

    assert ({"B": "1"}, (Skipped("A", 1, why),)) == (taken(reading), reading.skipped)


def test_dotenv_takes_nothing_from_within_quotes() -> None:
    """What stands in a quoted value is no line of its own, even if the value itself is not taken."""
    reading = dotenv.read("A='x\nB=1\ny'z\nC=2\n", "x")

    assert ({"C": "2"}, ["A"]) == (taken(reading), [name for name, _, _ in reading.skipped])


def test_docker_as_written() -> None:
    """A docker env-file has each value as it is."""
    assert "A=plain\nB=a 'b' \"c\" $D `e` \\\nC=\nD=#1\nE=tab\tend\n" == docker.render(DELTA)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("a\nb", "a value ends with its line there, and this one holds a line break"),
        ("a\r", "docker drops the carriage return at its end"),
        ("\udcff", "it is not UTF-8"),
        ("x" * 65534, "its line is over 64 KiB"),
        ("é" * 32767, "its line is over 64 KiB"),
    ],
)
def test_docker_cannot_hold(value: str, why: str) -> None:
    """A value that docker would cut, or refuse the file for, is an error."""
    with pytest.raises(CannotSayError) as caught:
        docker.render((Op("A", value),))

    assert (f"a docker env-file cannot hold A: {why}", "vxenv export --help") == (
        caught.value.what,
        caught.value.hint,
    )


def test_docker_can_just_hold() -> None:
    """The longest line that docker takes is written and read."""
    value = "x" * 65533

    assert {"A": value} == taken(docker.read(docker.render((Op("A", value),)), "x"))


def test_docker_as_docker_reads() -> None:
    """Quotes, blanks and marks are part of a value; only what stands before the name is blank."""
    text = '\ufeffA="x"\r\n  B= y \n\xa0# comment\n\n#C=1\nD=a#b\r\r\nE=\n\tF=$A\nG==\n'

    assert {"A": '"x"', "B": " y ", "D": "a#b\r", "E": "", "F": "$A", "G": "="} == taken(docker.read(text, "x"))


def test_docker_what_is_passed() -> None:
    """What docker takes from elsewhere or not at all is told."""
    assert Reading(
        (),
        (
            Skipped("HOME", 1, "has no value: docker takes it from where it runs"),
            Skipped("export A", 2, "is no name for a variable"),
            Skipped("", 3, "is no name for a variable"),
            Skipped("B", 4, "it is not UTF-8"),
            Skipped("C.D", 5, "is no name for a variable"),
            Skipped("E", 6, "its line is over 64 KiB"),
        ),
    ) == docker.read("HOME\nexport A=1\n=2\nB=\udcff\nC.D=1\nE=" + "x" * 65534, "x")


def test_systemd_as_written() -> None:
    """An EnvironmentFile has double quotes around each value, and line breaks as they are."""
    assert 'A="plain"\nB="a \'b\' \\"c\\" \\$D \\`e\\` \\\\"\nC=""\nD="#1"\nE="tab\tend"\nF="a\nB=b"\n' == (
        systemd.render((*DELTA, Op("F", "a\nB=b")))
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("\udcff", "it is not UTF-8"),
        ("\ufffe", "it holds a code point that is no character, which systemd refuses"),
        ("\ufdd0", "it holds a code point that is no character, which systemd refuses"),
        ("\U0010ffff", "it holds a code point that is no character, which systemd refuses"),
    ],
    ids=ascii,
)
def test_systemd_cannot_hold(value: str, why: str) -> None:
    """A value for which systemd would refuse the file is an error, and is passed in a file."""
    with pytest.raises(CannotSayError) as caught:
        systemd.render((Op("A", value),))

    assert (f"an EnvironmentFile of systemd cannot hold A: {why}", Reading((), (Skipped("A", 1, why),))) == (
        caught.value.what,
        systemd.read(f"A={value}\n", "x"),
    )


@pytest.mark.parametrize("value", ["\x01", "\x1b[31m", "\r", "\x7f", "\x85", "\ufeff"], ids=ascii)
def test_systemd_takes_control_characters(value: str) -> None:
    """Control characters are values like others to systemd."""
    assert {"A": value} == taken(systemd.read(systemd.render((Op("A", value),)), "x"))


# What systemd 252 made of the same lines, but for the comment: 254 changed that.
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
    """Quotes, escapes, comments and ends of lines mean what they mean to systemd, and nothing is put in."""
    assert (values, ()) == (taken(systemd.read(text, "x")), systemd.read(text, "x").skipped)


def test_systemd_what_is_passed() -> None:
    """Lines that systemd ignores are told, with their numbers."""
    reading = systemd.read("A='1\n2'\nexport B=1\n\nC\n=D=1\nE=2", "x")

    assert ({"A": "1\n2", "E": "2"}, [("export B", 3), ("C", 5), ("=D", 6)]) == (
        taken(reading),
        [(name, line) for name, line, _ in reading.skipped],
    )


def test_github_as_written() -> None:
    """Each value stands between a line that names its end and that end."""
    end = "vxenv_6738e2941a64418e954e974e55d1597593b2cb92fd5fa2b532c262afe1d52f8d"

    assert f"A<<{end}\na\n{end}\nB<<{end}\nb\n\nc\n{end}\n" == github.render(
        (Op("A", "a"), Op("GONE", None), Op("B", "b\n\nc"))
    )


def test_github_ends_are_made_from_all_values() -> None:
    """No value can hold its own end, nor one that was seen before."""
    first = github.render((Op("A", "a"),))
    end = first.splitlines()[-1]
    second = github.render((Op("A", "a"), Op("B", f"{end}\nC=evil")))

    assert (True, {"A": "a", "B": f"{end}\nC=evil"}) == (
        second.splitlines()[-1] != end,
        taken(github.read(second, "x")),
    )


class Digest:
    """What hashlib gives, if somebody could choose values by their hash."""

    def __init__(self, data: bytes) -> None:
        """Take what is hashed."""
        self.data = data

    def hexdigest(self) -> str:
        """Return a hash that stands in the value, until it is hashed itself."""
        return {b"seen": "twice", b"twice": "new"}.get(self.data, "seen")


def test_github_ends_differ_from_any_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even an end that is in a value, which nobody can bring about, is not used."""
    monkeypatch.setattr(github, "sha256", Digest)

    assert "A<<vxenv_new\nseen twice\nvxenv_new\n" == github.render((Op("A", "seen twice"),))


@pytest.mark.parametrize("name", ["NODE_OPTIONS", "node_options", "GITHUB_TOKEN", "RUNNER_OS"])
def test_github_refuses_names(name: str) -> None:
    """What GitHub would not set is an error to write, and is passed in a file."""
    with pytest.raises(CannotSayError):
        github.render((Op(name, "x"),))

    assert [name] == [passed.name for passed in github.read(f"{name}=x\n", "x").skipped]


def test_github_leaves_out_what_it_cannot_unset() -> None:
    """A name that GitHub refuses does no harm where it is unset."""
    assert "" == github.render((Op("NODE_OPTIONS", None),))


def test_github_as_the_runner_reads() -> None:
    """Both forms are read, the mark that comes first decides, and blanks are kept."""
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
    """Lines on which the runner fails are told; a block without an end takes the rest."""
    reading = github.read("A<<\nB=1\nC <<E\nx\nE\nexport D=1\nE<<EOF\nF=2\n", "x")

    assert (
        {"B": "1"},
        (
            Skipped("A", 1, "is no NAME=value and no NAME<<END"),
            Skipped("C", 3, "is no name for a variable"),
            Skipped("export D", 6, "is no name for a variable"),
            Skipped("E", 7, "has no line EOF that ends it"),
        ),
    ) == (taken(reading), reading.skipped)
