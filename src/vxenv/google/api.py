"""The requests to Google's APIs that show whether Claude Code can work. All are free except `Cloud.call`.

Each method names the source of its request; `endpoints` has the addresses.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from vxenv.catalogue.locations import GLOBAL
from vxenv.catalogue.secrets import HIDDEN, redact_text
from vxenv.google.endpoints import find_endpoint, find_vertex
from vxenv.google.error_text import parse_answer
from vxenv.google.failures import (
    PREDICT,
    SERVICE,
    DiagnosedError,
    Diagnosis,
    diagnose,
    diagnose_connection,
    make_diagnosis,
)
from vxenv.google.http import Http, HttpError
from vxenv.google.recipients import Recipient
from vxenv.google.tokens import Token, obtain

# The locations that count tokens according to Google; elsewhere a refusal to count proves nothing about the model.
# Source: https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/partner-models/claude/count-tokens
COUNTED_AT: Final = (GLOBAL, "us-east5", "europe-west1", "asia-southeast1")
_PAGES: Final = 50
_SAID: Final = 300  # characters of an unknown error


@dataclass(frozen=True)
class Reply:
    """The result of a request."""

    # The JSON object of the response, empty after a failure.
    data: Mapping[str, Any] = field(default_factory=dict)
    # The failure, None after a success.
    wrong: Diagnosis | None = None
    # Seconds until the response was complete, 0 without a response.
    seconds: float = 0.0


@dataclass(frozen=True)
class Quota:
    """A quota for requests or tokens."""

    metric: str
    # The base model that it applies to.
    model: str
    # The region that it applies to, "" for every region.
    region: str
    value: int


class Cloud:
    """Google's APIs for one project, with one token, or without a token behind a gateway that authenticates users."""

    def __init__(self, http: Http, environment: Mapping[str, str], project: str, token: Token | None) -> None:
        """Store the HTTP client, the environment with the addresses, the project and the token."""
        self.project = project
        self._name = quote(project, safe=":")  # as part of a path
        self.http = http
        self._environment = environment
        self._token = token

    def count_tokens(self, model: str, location: str) -> Reply:
        """Count the tokens of one character, which is free and succeeds only if the model can be used in the location.

        Source: https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/partner-models/claude/count-tokens
        """
        body = {"model": model, "messages": [{"role": "user", "content": "."}]}
        reply = self._ask_vertex("count-tokens", location, body, again=True)
        if reply.wrong is None and not _is_number(reply.data.get("input_tokens")):
            return self._report_nonsense(self.make_url("count-tokens", location))
        return _add_question(reply, self.project, model, location)

    def call(self, model: str, location: str) -> Reply:
        """Call the model for one token, which is billed. Claude Code sends the same request if no model is pinned.

        Source: measured on Claude Code 2.1.330.
        """
        message = {"role": "user", "content": "."}
        body = {"anthropic_version": "vertex-2023-10-16", "max_tokens": 1, "messages": [message]}
        reply = self._ask_vertex(model, location, body, again=False)
        if reply.wrong is None and reply.data.get("type") != "message":
            return self._report_nonsense(self.make_url(model, location))
        return _add_question(reply, self.project, model, location)

    def ask_permissions(self) -> Reply:
        """Return the permissions needed by Claude Code that the account has; `data` may be empty.

        Source: https://cloud.google.com/resource-manager/reference/rest/v3/projects/testIamPermissions
        """
        path = f"/v3/projects/{self._name}:testIamPermissions"
        return self._ask_service("cloudresourcemanager", "POST", path, {"permissions": [PREDICT]})

    def ask_api(self) -> Reply:
        """Return the ``state`` of the Vertex AI API.

        Source: https://cloud.google.com/service-usage/docs/reference/rest/v1/services/get
        """
        return self._ask_service("serviceusage", "GET", f"/v1/projects/{self._name}/services/{SERVICE}")

    def ask_billing(self) -> Reply:
        """Return the billing status: `data` has ``billingEnabled`` if the project has an open billing account.

        Source: https://cloud.google.com/billing/docs/reference/rest/v1/projects/getBillingInfo
        """
        return self._ask_service("cloudbilling", "GET", f"/v1/projects/{self._name}/billingInfo")

    def list_quotas(self) -> list[Quota]:
        """Return the quotas that Google lists for Anthropic's models. Raises DiagnosedError.

        Source: https://cloud.google.com/docs/quotas/reference/rest/v1/projects.locations.services.quotaInfos
        """
        place = f"/v1/projects/{self._name}/locations/global/services/{SERVICE}/quotaInfos"
        url = find_endpoint("cloudquotas", self._environment) + place
        pages = self._list_pages(url, {"pageSize": "1000"})
        return [
            quota for page in pages for info in _keep_objects(page.get("quotaInfos")) for quota in _read_quotas(info)
        ]

    def list_publisher_models(self) -> list[tuple[str, str]]:
        """Return ID and version ("" if unknown) of each Anthropic model that Google lists; a listed model may be off.

        Raises DiagnosedError, also for a response that differs from the documented form.
        Source: https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/publishers.models/list
        """
        base = re.sub(r"/v1$", "/v1beta1", find_vertex(GLOBAL, self._environment))
        url = f"{base}/publishers/anthropic/models"
        models = []
        for page in self._list_pages(url, {"pageSize": "200", "listAllVersions": "true"}):
            listed = page.get("publisherModels", [])
            for row in listed if isinstance(listed, list) else [None]:
                name = row.get("name") if isinstance(row, dict) else None
                version = row.get("versionId", "") if isinstance(row, dict) else None
                match = _NAME.fullmatch(name) if isinstance(name, str) else None
                if not match or not isinstance(version, str) or not _VERSION.fullmatch(version):
                    raise DiagnosedError(make_diagnosis("nonsense", service=_find_host(url)))
                models.append((match[1], version))
        return models

    def make_url(self, model: str, location: str) -> str:
        """Return the URL that Claude Code uses for a model in a location; see catalogue/roles.py."""
        place = f"/projects/{self._name}/locations/{quote(location, safe='')}"
        method = f"/publishers/anthropic/models/{quote(model, safe='@:._-')}:rawPredict"
        return find_vertex(location, self._environment) + place + method

    def _ask_vertex(self, model: str, location: str, body: Mapping[str, Any], *, again: bool) -> Reply:
        # Like Claude Code, name a quota project only if the credentials or the environment name one.
        quota = self._token.quota_project if self._token else ""
        return self._ask("POST", self.make_url(model, location), body, quota, again=again)

    def _ask_service(self, service: str, method: str, path: str, body: Mapping[str, Any] | None = None) -> Reply:
        return self._ask(
            method, find_endpoint(service, self._environment) + path, body, self._find_payer(), again=True
        )

    def _find_payer(self) -> str:
        """Return the quota project, "" for none; APIs other than Vertex AI accept a user's token only with one."""
        if self._token is None:
            return ""
        return self._token.quota_project or (self.project if self._token.personal else "")

    def _list_pages(self, url: str, query: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
        """Yield the pages of a list. Raises DiagnosedError. Source: https://google.aip.dev/158."""
        asked = dict(query)
        for _ in range(_PAGES):
            reply = self._ask("GET", f"{url}?{urlencode(asked)}", None, self._find_payer(), again=True)
            if reply.wrong:
                raise DiagnosedError(reply.wrong.add_facts(project=self.project))
            yield reply.data
            token = reply.data.get("nextPageToken")
            if not token:
                return
            if not isinstance(token, str) or token == asked.get("pageToken"):
                break
            asked["pageToken"] = token
        raise DiagnosedError(make_diagnosis("nonsense", service=_find_host(url)))

    def _ask(self, method: str, url: str, body: Mapping[str, Any] | None, quota: str, *, again: bool) -> Reply:
        headers = {"Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token.value}"
        if quota:
            headers["x-goog-user-project"] = quota
        data = None if body is None else json.dumps(body).encode()
        try:
            answer = self.http.ask(method, url, headers=headers, body=data, again=again)
        except HttpError as error:
            return Reply(wrong=diagnose_connection(error.kind, _find_host(url)))
        if answer.status == 200:  # noqa: PLR2004 - HTTP's number for it
            try:
                document = json.loads(answer.body)
            except (ValueError, RecursionError):
                document = None
            return (
                Reply(document, seconds=answer.seconds) if isinstance(document, dict) else self._report_nonsense(url)
            )
        failure = parse_answer(answer.status, answer.body)
        wrong = diagnose(failure)
        if wrong is None and failure.status:
            wrong = make_diagnosis("refused", said=self._hide_secrets(" ".join(failure.text.split()))[:_SAID])
        return Reply(wrong=wrong, seconds=answer.seconds) if wrong else self._report_nonsense(url)

    def _hide_secrets(self, text: str) -> str:
        """Return `text` from a server without secrets; a gateway may repeat the token."""
        return redact_text(text.replace(self._token.value, HIDDEN) if self._token else text)

    @staticmethod
    def _report_nonsense(url: str) -> Reply:
        return Reply(wrong=make_diagnosis("nonsense", service=_find_host(url)))


def sign_in(environment: Mapping[str, str], project: str, agreed: Iterable[Recipient], *, skip_auth: bool) -> Cloud:
    """Return the APIs of `project` with a token of `environment`, or without one. Raises DiagnosedError.

    Args:
        environment: The variables with credentials and addresses.
        project: The Google Cloud project.
        agreed: The recipients of secrets that the user confirmed.
        skip_auth: Whether requests carry no token.
    """
    http = Http(environment, agreed)
    return Cloud(http, environment, project, None if skip_auth else obtain(environment, http))


_NAME = re.compile(r"publishers/anthropic/models/([a-z0-9][a-z0-9._-]{0,99})")
_VERSION = re.compile(r"[A-Za-z0-9._-]{0,40}")


def _add_question(reply: Reply, project: str, model: str, location: str) -> Reply:
    """Return `reply` with the project, model and location of the request instead of those in the error."""
    if reply.wrong is None:
        return reply
    facts = {name: value for name, value in reply.wrong.facts.items() if name not in ("project", "model", "location")}
    own = {"project": project, "model": model, "location": location}
    wrong = Diagnosis(reply.wrong.name, reply.wrong.verdict, reply.wrong.key, {**facts, **own})
    return Reply(reply.data, wrong, reply.seconds)


def _read_quotas(info: Mapping[str, Any]) -> Iterator[Quota]:
    metric = info.get("metric")
    for row in _keep_objects(info.get("dimensionsInfos")):
        sides = row.get("dimensions")
        sides = sides if isinstance(sides, dict) else {}
        details = row.get("details")
        value = details.get("value") if isinstance(details, dict) else None
        model = sides.get("base_model", "")
        # int64 is a string in JSON: https://protobuf.dev/programming-guides/json/
        if isinstance(metric, str) and isinstance(model, str) and model.startswith("anthropic-") and _is_number(value):
            region = sides.get("region", "")
            yield Quota(metric, model, region if isinstance(region, str) else "", int(str(value)))


def _keep_objects(value: Any) -> list[Mapping[str, Any]]:  # noqa: ANN401 - JSON holds anything
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _is_number(value: Any) -> bool:  # noqa: ANN401 - likewise
    if isinstance(value, str):
        return re.fullmatch(r"-?[0-9]{1,19}", value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


def _find_host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]
