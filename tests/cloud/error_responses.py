"""Provide Google's error responses by cause, as sent over the wire."""

import json
from typing import Any, NamedTuple

PROJECT, NUMBER = "acme-prod", "123456789012"
MODEL, LOCATION = "claude-opus-5-5", "europe-west1"
RESOURCE = f"projects/{PROJECT}/locations/{LOCATION}/publishers/anthropic/models/{MODEL}"


class Wire(NamedTuple):
    """An error response: its status and its body."""

    status: int
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """The body as Google writes it."""
        return json.dumps(self.body)


def error(code: int, status: str, message: str, reason: str = "", metadata: dict[str, str] | None = None) -> Wire:
    """Return an error in Google's form, with an ErrorInfo if there is a reason."""
    inner: dict[str, Any] = {"code": code, "message": message, "status": status}
    if reason:
        info = {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}
        inner["details"] = [{**info, "metadata": metadata or {}}]
    return Wire(code, {"error": inner})


METRIC = "aiplatform.googleapis.com/online_prediction_input_tokens_per_minute_per_base_model"

FAILURES = {
    "not-found": error(
        404,
        "NOT_FOUND",
        f"Publisher Model `{RESOURCE}` was not found or your project does not have access to it. "
        "Please ensure you are using a valid model version.",
    ),
    "not-servable": error(
        400, "FAILED_PRECONDITION", f"Publisher Model {RESOURCE} is not servable in region {LOCATION}."
    ),
    "not-allowed": error(
        400,
        "FAILED_PRECONDITION",
        f"Project `{NUMBER}` is not allowed to use Publisher Model `{RESOURCE}`",
    ),
    "quota": error(
        429,
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for {METRIC} with base model: anthropic-claude-opus-5-5. Please submit a quota increase "
        "request. https://cloud.google.com/vertex-ai/docs/generative-ai/quotas-genai.",
    ),
    "iam": error(
        403,
        "PERMISSION_DENIED",
        f"Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/{RESOURCE}' "
        "(or it may not exist).",
        "IAM_PERMISSION_DENIED",
        {"permission": "aiplatform.endpoints.predict", "resource": RESOURCE},
    ),
    "api-off": error(
        403,
        "PERMISSION_DENIED",
        f"Vertex AI API has not been used in project {NUMBER} before or it is disabled. Enable it by visiting "
        f"https://console.developers.google.com/apis/api/aiplatform.googleapis.com/overview?project={NUMBER} then "
        "retry.",
        "SERVICE_DISABLED",
        {"service": "aiplatform.googleapis.com", "consumer": f"projects/{NUMBER}"},
    ),
    "billing-off": error(
        403,
        "PERMISSION_DENIED",
        f"This API method requires billing to be enabled. Please enable billing on project #{NUMBER} by visiting "
        f"https://console.developers.google.com/billing/enable?project={NUMBER} then retry.",
        "BILLING_DISABLED",
        {"service": "aiplatform.googleapis.com", "consumer": f"projects/{NUMBER}"},
    ),
    "data-sharing": error(
        403,
        "PERMISSION_DENIED",
        "Access to this model requires data sharing to be enabled for publisher 'anthropic'. Please set "
        "`PublisherModelConfig.data_sharing_enabled_provider` to 'anthropic' via the setPublisherModelConfig API to "
        "use this model.",
    ),
    "token-rejected": error(
        401,
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential.",
    ),
    "quota-project-denied": error(
        403,
        "PERMISSION_DENIED",
        f"Caller does not have required permission to use project {PROJECT}. Grant the caller the "
        "roles/serviceusage.serviceUsageConsumer role, or a custom role with serviceusage.services.use.",
        "USER_PROJECT_DENIED",
        {"service": "aiplatform.googleapis.com", "consumer": f"projects/{PROJECT}"},
    ),
    "unknown-project": error(
        403,
        "PERMISSION_DENIED",
        f"Permission denied on resource project {PROJECT}.",
        "CONSUMER_INVALID",
        {"service": "aiplatform.googleapis.com", "consumer": f"projects/{PROJECT}"},
    ),
    "overloaded": error(503, "UNAVAILABLE", "The service is currently unavailable."),
}
TOKEN_FAILURES = {
    "token-expired": Wire(400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}),
    "reauth": Wire(
        400,
        {
            "error": "invalid_grant",
            "error_description": "reauth related error (invalid_rapt)",
            "error_uri": "https://support.google.com/a/answer/9368756",
            "error_subtype": "invalid_rapt",
        },
    ),
    "token-refused": Wire(401, {"error": "deleted_client", "error_description": "The OAuth client was deleted."}),
}
