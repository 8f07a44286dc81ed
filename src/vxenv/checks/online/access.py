"""The online checks of doctor: whether Google allows the requests of Claude Code for this project and account."""

from collections.abc import Generator, Iterator
from urllib.parse import urlsplit

from vxenv.catalogue.locations import classify_location
from vxenv.catalogue.models import Models
from vxenv.catalogue.roles import Role
from vxenv.catalogue.sightings import QUOTA, SERVED
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.checks.online.probe import UNCLEAR, ask_questions
from vxenv.checks.online.target import Target
from vxenv.google.api import Cloud, Quota, Reply
from vxenv.google.failures import PREDICT, SERVICE, DiagnosedError, Diagnosis, make_diagnosis
from vxenv.google.http import Http
from vxenv.google.tokens import Token, obtain
from vxenv.paths import escape_text, shorten_path

SERVICES = ("serviceusage", "cloudbilling", "cloudresourcemanager", "cloudquotas")  # the APIs besides Vertex AI

# The causes that count as failures from every API.
_GRAVE = ("billing-off", "unknown-project", "token-rejected", "quota-project-denied", "insecure", "vpc")
_BY_ITSELF = ("main", "small/fast", "subagent")


def render_announcement(target: Target, *, spend: bool = False) -> str:
    """Return one line for users about the requests of `check_access`, their hosts and their cost."""
    questions = _list_questions(target)
    hosts = ", ".join(sorted({urlsplit(slot.url).netloc.rpartition("@")[2] for slot in questions}))
    cost = "each model billed for one token" if spend else "free of charge"
    extra = "" if target.skip_auth else "token, "
    counted = f"{len(questions)} model{'' if len(questions) == 1 else 's'}"
    what = f"{extra}billing, API, IAM, quota and {counted} ({hosts})"
    return f"requesting {what} for project {target.project}, {cost}"


def check_access(target: Target, models: Models, *, spend: bool = False, http: Http) -> Generator[Check, None, None]:
    """Send requests to Google, and yield a `Check` for each result.

    The order is ``credentials`` (a token), ``billing``, ``api`` (Vertex AI is enabled), ``iam``
    (aiplatform.endpoints.predict), one check for each request of Claude Code, named by its roles (``main``,
    ``small/fast``, …; roles with the same request share a check), and ``quota`` for quotas of 0. Without a token only
    the first one is yielded.

    Nothing is printed, stored or changed. At most four requests run at a time; closing the iterator ends them. Before,
    print `render_announcement` and let the user confirm `Target.list_recipients`.

    Args:
        target: The result of `make_target`.
        models: The models of the catalogue.
        spend: Whether to call each model for one token, which is billed; otherwise everything is free.
        http: The client with the confirmed recipients.
    """
    token: Token | None = None
    if target.skip_auth:
        yield Check("credentials", NOTE, "handled by the gateway: vertex.skip_auth is on")
    else:
        try:
            token = obtain(target.environment, http)
        except DiagnosedError as error:
            yield _make_check("credentials", FAILED, error.diagnosis)
            return
        yield Check("credentials", OK, f"got a token for {_describe_owner(token)}")
    cloud = Cloud(http, target.environment, target.project, token)
    if token:
        yield _check_billing(cloud.ask_billing(), target, token)  # first, since APIs require it
        yield _check_api(cloud.ask_api(), target, token)
        yield _check_permission(cloud.ask_permissions(), target, token)
    yield from _check_requests(cloud, target, token, spend=spend)
    if token:
        yield from _check_quotas(cloud, target, models)


def _describe_owner(token: Token) -> str:
    who = token.account.partition(":")[2] or ("a user account" if token.personal else "this machine")
    place = shorten_path(token.origin) if token.origin.startswith("/") else token.origin
    return escape_text(f"{who}, from {place}")


def _make_check(name: str, state: str, wrong: Diagnosis) -> Check:
    return Check(name, state, escape_text(wrong.what), escape_text(wrong.fix))


def _check_other_api(name: str, wrong: Diagnosis, target: Target, token: Token) -> Check:
    """Return the check of a failure of another API than Vertex AI, which is often only inconclusive."""
    wrong = wrong.add_facts(project=target.project, account=token.account)
    if wrong.name in _GRAVE:
        return _make_check(name, FAILED, wrong)
    return Check(name, NOTE, escape_text(f"unknown: {wrong.what}"))


def _check_api(reply: Reply, target: Target, token: Token) -> Check:
    if reply.wrong:
        return _check_other_api("api", reply.wrong, target, token)
    state = reply.data.get("state")
    if state == "ENABLED":
        return Check("api", OK, f"the Vertex AI API is enabled in {target.project}")
    if state == "DISABLED":
        return _make_check("api", FAILED, make_diagnosis("api-off", project=target.project, service=SERVICE))
    return Check("api", NOTE, "unknown: the response has no state")


def _check_billing(reply: Reply, target: Target, token: Token) -> Check:
    """Return the check of billing; most accounts lack the permission to see its status."""
    if reply.wrong:
        return _check_other_api("billing", reply.wrong, target, token)
    enabled = reply.data.get("billingEnabled", False)  # protobuf omits false values in JSON
    if enabled is True:
        return Check("billing", OK, f"billing is enabled for {target.project}")
    if enabled is False:
        return _make_check("billing", FAILED, make_diagnosis("billing-off", project=target.project))
    return Check("billing", NOTE, "unknown: the response has no billingEnabled")


def _check_permission(reply: Reply, target: Target, token: Token) -> Check:
    if reply.wrong:
        return _check_other_api("iam", reply.wrong, target, token)
    granted = reply.data.get("permissions", [])
    if isinstance(granted, list) and PREDICT in granted:
        return Check("iam", OK, f"the account has {PREDICT} in {target.project}")
    facts = {"project": target.project, "account": token.account, "permission": PREDICT}
    return _make_check("iam", FAILED, make_diagnosis("iam", **facts))


def _list_questions(target: Target) -> list[Role]:
    """Return one role for each model and location that Claude Code would use."""
    slots: dict[tuple[str, str], Role] = {}
    for slot in target.slots:
        slots.setdefault((slot.model, slot.location), slot)
    return list(slots.values())


def _check_requests(cloud: Cloud, target: Target, token: Token | None, *, spend: bool) -> Iterator[Check]:
    questions = [(slot.model, slot.location) for slot in _list_questions(target)]
    results = {(row.model, row.location): row for row in ask_questions(cloud, questions, spend=spend)}
    account = token.account if token else ""
    for question in questions:
        roles = [slot for slot in target.slots if (slot.model, slot.location) == question]
        name = ", ".join(slot.name for slot in roles)
        what = escape_text(f"{question[0]} in {question[1]}")
        result = results[question]
        # Other roles may fail: they are aliases that are neither set nor used by every session.
        needed = any(slot.origin or slot.name in _BY_ITSELF for slot in roles)
        wrong = result.wrong.add_facts(account=account) if result.wrong else None
        if result.verdict == SERVED:
            yield Check(name, OK, f"{what} is available ({result.seconds * 1000:.0f} ms)")
        elif result.verdict == UNCLEAR:
            hint = f"vxenv probe {target.name}".rstrip() + " --spend"
            yield Check(name, NOTE, f"{what} cannot be checked for free", hint)
        elif wrong and result.verdict == QUOTA:
            yield _make_check(name, WARNING, wrong)
        elif wrong:
            yield _make_check(name, FAILED if needed and wrong.name != "overloaded" else WARNING, wrong)


def _check_quotas(cloud: Cloud, target: Target, models: Models) -> Iterator[Check]:
    try:
        quotas = cloud.list_quotas()
    except DiagnosedError as error:
        yield Check("quota", NOTE, escape_text(f"unknown: {error.diagnosis.what}"))
        return
    none = [(slot, quota) for slot in _list_questions(target) for quota in quotas if _is_binding(quota, slot, models)]
    for slot, quota in none:
        facts = {"project": target.project, "model": slot.model, "location": slot.location, "metric": quota.metric}
        yield _make_check("quota", WARNING, make_diagnosis("quota", **facts))
    if quotas and not none:
        yield Check("quota", OK, "no quota of these models is zero")


def _is_binding(quota: Quota, slot: Role, models: Models) -> bool:
    """Return whether `quota` is 0 and applies to the request of `slot`.

    Models since Opus 4.8 share quotas by family, others have their own; global and multi-regions have separate
    metrics. Source:
    https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/partner-models/claude/quotas
    """
    model = models.find(slot.model)
    if quota.value != 0 or model is None:
        return False
    if quota.model not in (f"anthropic-{model.undated}", f"anthropic-claude-{model.family}"):
        return False
    metric = quota.metric.rpartition("/")[2]
    place = classify_location(slot.location)
    if place == "global":
        return metric.startswith("global_")
    if place == "multi":
        return metric.startswith(f"{slot.location}_multi_region_")
    return metric.startswith("online_prediction_") and quota.region in ("", slot.location)
