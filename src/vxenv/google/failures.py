"""Find the cause and the fix of a failure of Google's APIs in failures.toml beside this file.

Structure is recognised before wording (reason, status: https://cloud.google.com/apis/design/errors). Errors are
untrusted text: a name in one is used only if it has the expected form, and it is quoted in commands.
"""

import functools
import os
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from shlex import quote as shell_quoted
from typing import Any
from urllib.parse import quote as address_quoted

from vxenv.catalogue.login_file import LOGIN
from vxenv.catalogue.value_types import LOCATION, MODEL, PROJECT
from vxenv.errors import VxenvError

PREDICT = "aiplatform.endpoints.predict"  # the permission to call a model, part of roles/aiplatform.user
IMPERSONATE = "iam.serviceAccounts.getAccessToken"  # the permission to use a service account
SERVICE = "aiplatform.googleapis.com"


@dataclass(frozen=True)
class Failure:
    """An error in the terms of Google's error model."""

    # The HTTP status, 0 if unknown.
    code: int = 0
    # Google's status, or the type of an error of Anthropic's API.
    status: str = ""
    # Google's reason, or the code of an OAuth error.
    reason: str = ""
    # The whole text.
    text: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    # Whether the text may end within a word.
    cut: bool = False


@dataclass(frozen=True)
class Cause:
    """A table of failures.toml, which documents each field."""

    name: str
    cause: str
    verdict: str
    key: str
    fix: tuple[str, ...]
    match: tuple[Mapping[str, Any], ...]
    source: str


@dataclass(frozen=True)
class Diagnosis:
    """A cause with the facts of one case."""

    # The name, verdict and key of the cause, as in failures.toml.
    name: str
    verdict: str
    key: str
    # The facts by name, each in its valid form.
    facts: Mapping[str, str]

    def add_facts(self, **facts: str) -> "Diagnosis":
        """Return this with those of `facts` that it lacks; empty ones are ignored."""
        more = {name: value for name, value in facts.items() if value}
        return Diagnosis(self.name, self.verdict, self.key, {**more, **self.facts})

    def refine(self, name: str, **facts: str) -> "Diagnosis":
        """Return a diagnosis of the cause `name` with these facts and `facts`, which are not validated."""
        cause = read_causes()[name]
        return Diagnosis(name, cause.verdict, cause.key, {**self.facts, **facts})

    @property
    def what(self) -> str:
        """The cause as one line."""
        unsaid = _read_table()[1]
        return read_causes()[self.name].cause.format_map({**unsaid, **self.facts})

    @property
    def fix(self) -> str:
        """The command or page that fixes it, ready to copy."""
        return next(_fill(read_causes()[self.name].fix, self.facts))


class DiagnosedError(VxenvError):
    """A failure of something online."""

    def __init__(self, diagnosis: Diagnosis) -> None:
        """Store the diagnosis; its cause and fix become the message and the hint."""
        super().__init__(diagnosis.what, hint=diagnosis.fix)
        self.diagnosis = diagnosis


# The cause for each kind of HttpError but those of an unreachable host.
_CONNECTION = {"insecure": "insecure", "unapproved": "unapproved", "tls": "tls", "proxy": "proxy", "huge": "nonsense"}
# The valid form of each fact; nothing else of an error gets into a command.
_SHAPES = {
    "project": PROJECT,
    "location": LOCATION,
    "model": MODEL,
    "metric": re.compile(r"[a-z][a-z0-9.]*/[a-z0-9]+_[a-z0-9_]+"),
    "permission": re.compile(r"[a-z]+\.[A-Za-z.]+"),
    "path": re.compile(r"[^\x00-\x1f\x7f]{1,1000}"),
    "account": re.compile(r"(?:user|serviceAccount):[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"),
    "robot": re.compile(r"[a-z0-9-]{1,63}@[a-z0-9.-]{1,100}\.gserviceaccount\.com"),
    "pool": re.compile(r"[a-z0-9-]{4,32}"),
    "provider": re.compile(r"[a-z0-9-]{4,32}"),
    "service": re.compile(r"[A-Za-z0-9.-]{1,200}(?::[0-9]+)?"),
    "said": re.compile(r"[^\x00-\x1f\x7f]{1,300}"),
    "constraint": re.compile(r"[a-z]+\.[A-Za-z.]{1,100}"),
    "beta": re.compile(r"[a-z0-9-]{1,60}-20[0-9]{2}-[0-9]{2}-[0-9]{2}"),
    "field": re.compile(r"[a-z][a-z0-9_.]{1,100}"),
    "object": re.compile(r"gs://[^\x00-\x1f\x7f]{1,1300}"),
    "bucket": re.compile(r"gs://[a-z0-9._-]{1,222}"),
}
_SAID = {
    name: [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    for name, patterns in {
        "project": [
            r"projects/([a-z0-9.:-]{1,64})",
            r"\bproject(?:_id)?[=:]\s?['\"]?([a-z0-9.:-]{1,64})",
            r"\bproject [`'\"#\[]{1,2}([a-z0-9.:-]{1,64})",
            # An unquoted name could be any word of the sentence.
            r"\b(?:resource|use) project ([a-z0-9.:-]{0,63}[a-z0-9])",
            r"\bin project ([a-z0-9.:-]{0,63}[0-9-][a-z0-9-]{0,30})",
        ],
        "location": [
            r"/locations/([a-z0-9-]{1,64})(?![a-z0-9-]|/workloadIdentityPools|/(?:w[a-zA-Z]{0,20})?$)",
            r"\b(?:servable in|in|region|location) (?:region|location)[: ]{1,2}[`'\"]?([a-z]{1,30}[a-z0-9-]{0,30})",
            r"https://([a-z]+-[a-z]+[0-9]+)-aiplatform\.googleapis",
            r"https://aiplatform\.(us|eu)\.rep\.googleapis",
        ],
        "model": [
            # If a line break splits the ID, its first part would be another model.
            r"publishers/anthropic/models/([A-Za-z0-9](?:[A-Za-z0-9._@-]{0,98}[A-Za-z0-9])?)(?![\w@-]|\s[\s@0-9-])",
            r"the model [`'\"]?([A-Za-z0-9][A-Za-z0-9._@-]{0,99})(?:\[1m\])?[`'\"]? is not available",
            r"selected model \(([A-Za-z0-9][A-Za-z0-9._@-]{0,99})",
            r"publisher model [`'\"]?(claude-[A-Za-z0-9._@-]{0,90}[a-z0-9])(?![A-Za-z0-9._@-])",
            r"(?<!projects/)\b(claude-[a-z-]{0,40}[0-9][a-z0-9-]{0,60}(?:@[a-z0-9]{1,20})?)(?![\w@-]|\.[0-9]|\s[@-])",
        ],
        "metric": [r"(?<![/.\w])(aiplatform\.googleapis\.com/[a-z0-9_]{1,200})(?![\w/])"],
        "permission": [r"permission \\{0,2}'?([a-z]+\.[A-Za-z.]+[A-Za-z])\\{0,2}'? denied"],
        "path": [
            r"the file at (.{1,1000}?) does not exist",
            r"\bfile (/.{1,1000}?) was not found",
            r"the file (/.{1,1000}?) (?:is not|does not)",
        ],
        "robot": [
            r"serviceAccounts/([a-z0-9-]{1,63}@[a-z0-9.-]{1,100}\.gserviceaccount\.com)(?![\w.-])",
            r"(?:token|email) (?:for )?\[?([a-z0-9-]{1,63}@[a-z0-9.-]{1,100}\.gserviceaccount\.com)(?![\w-])",
        ],
        "pool": [r"/workloadIdentityPools/([a-z0-9-]{4,32})(?![\w-])"],
        "provider": [r"/workloadIdentityPools/[a-z0-9-]{4,32}/providers/([a-z0-9-]{4,32})(?![\w-])"],
        "service": [r"/apis/api/([a-z]+\.googleapis\.com)"],
        "constraint": [r"\bconstraints/([a-z]{1,40}\.[A-Za-z.]{0,100}[A-Za-z])"],
        "beta": [r"unexpected value\(s\):? [`'\"]?([a-z0-9-]{1,60}-20[0-9]{2}-[0-9]{2}-[0-9]{2})"],
        "field": [r"([a-z][a-z0-9_.]{1,100}): extra inputs are not permitted"],
    }.items()
}
_METADATA = {
    "project": ("consumer", "project", "containerInfo"),
    "location": ("quota_location", "location", "region"),
    "metric": ("quota_metric",),
    "permission": ("permission",),
    "service": ("service",),
}


def find_facts(failure: Failure) -> dict[str, str]:
    """Return the facts in `failure` that have a valid form, by name."""
    facts = {}
    for name, shape in _SHAPES.items():
        for value in _find_values(name, failure):
            # count-tokens is an endpoint in the place of a model.
            if shape.fullmatch(value) and (name, value) != ("model", "count-tokens"):
                facts[name] = value
                break
    return facts


def _find_values(name: str, failure: Failure) -> Iterator[str]:
    for key in _METADATA.get(name, ()):
        if key in failure.metadata:
            yield failure.metadata[key].removeprefix("projects/")
    resource = failure.metadata.get("resource", "")
    for pattern in _SAID.get(name, ()):
        for text, cut in ((resource, False), (failure.text, failure.cut)):
            yield from (
                match[1]
                for match in pattern.finditer(text)
                # A truncated name would be another name: europe-west1 of europe-west10.
                if not ((cut and match.end(1) == len(text)) or text.startswith(("...", "…"), match.end(1)))
            )


def diagnose(failure: Failure) -> Diagnosis | None:
    """Return the diagnosis of `failure`, None if it is unknown."""
    text = " ".join(failure.text.split())
    matches = [
        (_weigh(sign), cause)
        for cause in read_causes().values()
        for sign in cause.match
        if _is_match(sign, failure, text)
    ]
    if not matches:
        return None
    _, cause = max(matches, key=lambda pair: pair[0])  # the first of equals
    facts = find_facts(failure)
    if cause.name == "iam":
        facts.setdefault("permission", PREDICT)
        if facts["permission"] == IMPERSONATE:
            cause = read_causes()["impersonation"]
        elif not facts["permission"].startswith("aiplatform."):
            cause = read_causes()["iam-other"]  # the role for Vertex AI would not fix it
    if cause.name == "api-off":
        facts.setdefault("service", SERVICE)
    return Diagnosis(cause.name, cause.verdict, cause.key, facts)


def make_diagnosis(name: str, **facts: str) -> Diagnosis:
    """Return a diagnosis of the cause `name` with `facts`; those with an invalid form are omitted."""
    cause = read_causes()[name]
    fitting = {key: value for key, value in facts.items() if key in _SHAPES and _SHAPES[key].fullmatch(value)}
    return Diagnosis(name, cause.verdict, cause.key, fitting | ({"login": facts["login"]} if "login" in facts else {}))


def diagnose_connection(kind: str, service: str) -> Diagnosis:
    """Return the diagnosis of an HttpError of a request to the host `service`, by its `kind`."""
    return make_diagnosis(_CONNECTION.get(kind, "unreachable"), service=service)


def _is_match(sign: Mapping[str, Any], failure: Failure, text: str) -> bool:
    """Return whether `failure` has `sign`; `text` is its text on one line."""
    return all(
        bool(wanted.search(text)) if part == "wording" else getattr(failure, part) == wanted
        for part, wanted in sign.items()
    )


def _weigh(sign: Mapping[str, Any]) -> int:
    weights = {"reason": 8, "wording": 4, "status": 2, "code": 1}
    return sum(weights[part] for part in sign)


def _fill(templates: tuple[str, ...], facts: Mapping[str, str]) -> Iterator[str]:
    for template in templates:
        names = {name for _, name, _, _ in string.Formatter().parse(template) if name}
        given = {"login": LOGIN, **facts}
        if names <= given.keys():
            page = template.startswith("https://")
            yield template.format_map(
                {
                    name: value
                    if name == "login"
                    else address_quoted(value, safe="@:/")
                    if page
                    else shell_quoted(value)
                    for name, value in given.items()
                }
            )
    raise AssertionError("the last fix of a cause needs no fact")  # pragma: no cover - a test checks the table


@functools.cache
def _read_table() -> tuple[dict[str, Cause], dict[str, str]]:
    with open(os.path.join(os.path.dirname(__file__), "failures.toml"), "rb") as file:
        table = tomllib.load(file)
    causes = {}
    for name, row in table["failures"].items():
        match = tuple(
            {part: re.compile(value, re.IGNORECASE) if part == "wording" else value for part, value in sign.items()}
            for sign in row.pop("match")
        )
        causes[name] = Cause(name=name, match=match, **{"verdict": "", "key": "", **row, "fix": tuple(row["fix"])})
    return causes, table["unsaid"]


def read_causes() -> Mapping[str, Cause]:
    """Return all causes by name, in the order of the file."""
    return _read_table()[0]
