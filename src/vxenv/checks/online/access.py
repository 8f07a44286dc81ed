"""What a doctor asks online: whether Google lets this project and this account do what Claude Code will do."""

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

SERVICES = ("serviceusage", "cloudbilling", "cloudresourcemanager", "cloudquotas")  # what is asked besides Vertex AI

# What matters whichever API says it.
_GRAVE = ("billing-off", "unknown-project", "token-rejected", "quota-project-denied", "insecure", "vpc")
_BY_ITSELF = ("main", "small/fast", "subagent")


def render_announcement(target: Target, *, spend: bool = False) -> str:
    """Return what `check_access` will ask and of whom, in one line for people, with what it costs."""
    questions = _list_questions(target)
    hosts = ", ".join(sorted({urlsplit(slot.url).netloc.rpartition("@")[2] for slot in questions}))
    cost = "each model is called for one token, which is billed" if spend else "it costs nothing"
    extra = "" if target.skip_auth else "a token; "
    counted = f"{len(questions)} model{'' if len(questions) == 1 else 's'}"
    return f"asks Google about {target.project}: {extra}billing, API, IAM and quota; {counted} at {hosts}; {cost}"


def check_access(target: Target, models: Models, *, spend: bool = False, http: Http) -> Generator[Check, None, None]:
    """Ask Google, and yield a `Check` for each thing that was looked at.

    In this order: ``credentials`` (a token), ``billing``, ``api`` (Vertex AI is enabled), ``iam``
    (aiplatform.endpoints.predict), one for each request that the client would make, named by its role (``main``,
    ``small/fast``, …; roles that ask for the same stand together), and ``quota`` for what Google says is 0. Without a
    token only the first.

    `target` is from `make_target`; `models` is the catalogue's. With `spend`, models are called for a token each,
    which is billed; without, everything is free. Nothing is printed, stored or changed; at most four requests are
    under way at a time, and closing the iterator ends them. Print `announcement` before, and let the user agree to
    `Target.list_recipients`: `http` holds to whom they did.
    """
    token: Token | None = None
    if target.skip_auth:
        yield Check("credentials", NOTE, "left to the gateway, since vertex.skip_auth is on")
    else:
        try:
            token = obtain(target.environment, http)
        except DiagnosedError as error:
            yield _make_check("credentials", FAILED, error.diagnosis)
            return
        yield Check("credentials", OK, f"a token for {_describe_owner(token)}")
    cloud = Cloud(http, target.environment, target.project, token)
    if token:
        yield _check_billing(cloud.ask_billing(), target, token)  # first: without it no API can be enabled
        yield _check_api(cloud.ask_api(), target, token)
        yield _check_permission(cloud.ask_permissions(), target, token)
    yield from _check_requests(cloud, target, token, spend=spend)
    if token:
        yield from _check_quotas(cloud, target, models)


def _describe_owner(token: Token) -> str:
    who = token.account.partition(":")[2] or ("a person" if token.personal else "this machine")
    place = shorten_path(token.origin) if token.origin.startswith("/") else token.origin
    return escape_text(f"{who}, from {place}")


def _make_check(name: str, state: str, wrong: Diagnosis) -> Check:
    return Check(name, state, escape_text(wrong.what), escape_text(wrong.fix))


def _check_other_api(name: str, wrong: Diagnosis, target: Target, token: Token) -> Check:
    """Return what a failure of another API than Vertex's tells: most often only that it cannot be told."""
    wrong = wrong.add_facts(project=target.project, account=token.account)
    if wrong.name in _GRAVE:
        return _make_check(name, FAILED, wrong)
    return Check(name, NOTE, escape_text(f"cannot be told: {wrong.what}"))


def _check_api(reply: Reply, target: Target, token: Token) -> Check:
    if reply.wrong:
        return _check_other_api("api", reply.wrong, target, token)
    state = reply.data.get("state")
    if state == "ENABLED":
        return Check("api", OK, f"the Vertex AI API is enabled in {target.project}")
    if state == "DISABLED":
        return _make_check("api", FAILED, make_diagnosis("api-off", project=target.project, service=SERVICE))
    return Check("api", NOTE, "cannot be told: the answer has no state")


def _check_billing(reply: Reply, target: Target, token: Token) -> Check:
    """Return whether somebody pays. An account may lack the permission to see it, and most lack it."""
    if reply.wrong:
        return _check_other_api("billing", reply.wrong, target, token)
    enabled = reply.data.get("billingEnabled", False)  # JSON of protobuf leaves out what is false
    if enabled is True:
        return Check("billing", OK, f"billing is enabled in {target.project}")
    if enabled is False:
        return _make_check("billing", FAILED, make_diagnosis("billing-off", project=target.project))
    return Check("billing", NOTE, "cannot be told: the answer has no billingEnabled")


def _check_permission(reply: Reply, target: Target, token: Token) -> Check:
    if reply.wrong:
        return _check_other_api("iam", reply.wrong, target, token)
    granted = reply.data.get("permissions", [])
    if isinstance(granted, list) and PREDICT in granted:
        return Check("iam", OK, f"the account has {PREDICT} in {target.project}")
    facts = {"project": target.project, "account": token.account, "permission": PREDICT}
    return _make_check("iam", FAILED, make_diagnosis("iam", **facts))


def _list_questions(target: Target) -> list[Role]:
    """Return one request for each model and location that the client would ask for."""
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
        what = escape_text(f"{question[0]} at {question[1]}")
        result = results[question]
        # What nobody chose and no session starts with may be missing: an alias that is not used.
        needed = any(slot.origin or slot.name in _BY_ITSELF for slot in roles)
        wrong = result.wrong.add_facts(account=account) if result.wrong else None
        if result.verdict == SERVED:
            yield Check(name, OK, f"{what} answers ({result.seconds * 1000:.0f} ms)")
        elif result.verdict == UNCLEAR:
            hint = f"vxenv probe {target.name}".rstrip() + " --spend"
            yield Check(name, NOTE, f"{what} cannot be told for free", hint)
        elif wrong and result.verdict == QUOTA:
            yield _make_check(name, WARNING, wrong)
        elif wrong:
            yield _make_check(name, FAILED if needed and wrong.name != "overloaded" else WARNING, wrong)


def _check_quotas(cloud: Cloud, target: Target, models: Models) -> Iterator[Check]:
    try:
        quotas = cloud.list_quotas()
    except DiagnosedError as error:
        yield Check("quota", NOTE, escape_text(f"cannot be told: {error.diagnosis.what}"))
        return
    none = [(slot, quota) for slot in _list_questions(target) for quota in quotas if _is_binding(quota, slot, models)]
    for slot, quota in none:
        facts = {"project": target.project, "model": slot.model, "location": slot.location, "metric": quota.metric}
        yield _make_check("quota", WARNING, make_diagnosis("quota", **facts))
    if quotas and not none:
        yield Check("quota", OK, "no quota of these models is 0")


def _is_binding(quota: Quota, slot: Role, models: Models) -> bool:
    """Tell whether `quota` is 0, and for what `slot` asks.

    Models since Opus 4.8 share one by family, the others have their own; global and multi-regions have metrics of
    their own: https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/partner-models/claude/quotas
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
