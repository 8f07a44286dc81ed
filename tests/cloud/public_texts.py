"""Provide errors of Vertex and of Google's sign-in that were posted in public, with their sources.

Shortened to the error; projects, accounts and request ids are replaced. The wording is Google's, Anthropic's and their
libraries', and is unchanged.
"""

# ruff: noqa: E501 - a text is easier to hold against its source where it is whole
from typing import NamedTuple

_GITHUB = "https://github.com/"
_SOURCES = "public source code, found by these words, whose address is not known"
_EXPIRED = (
    '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new'
)
_BETA = "for the `anthropic-beta` header. Please consult our documentation at docs.anthropic.com or try again without"
_GENAI = "https://cloud.google.com/vertex-ai/docs/generative-ai/quotas-genai."
_429 = "https://cloud.google.com/vertex-ai/generative-ai/docs/error-code-429"
_AUDIENCE = (
    "parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it "
    "doesn't exist."
)


class Text(NamedTuple):
    """One posted error.

    source: its origin.
    text: the error.
    cause: the expected row of failures.toml, "" for unknown.
    model, project, location, metric: the facts in it, "" if absent.
    cut: more general rows, allowed if the text is truncated.
    """

    source: str
    text: str
    cause: str
    model: str = ""
    project: str = ""
    location: str = ""
    metric: str = ""
    cut: tuple[str, ...] = ()


TEXTS = {
    "404 hyphen for @, the client's own default": Text(
        _GITHUB + "anthropics/claude-code/issues/10419",
        'API Error: 404 {"error":{"code":404,"message":"Publisher Model `projects/acme-prod/locations/us-east5/'
        'publishers/anthropic/models/claude-sonnet-4-5-20250929` not found.","status":"NOT_FOUND"}}',
        "wrong-id", "claude-sonnet-4-5-20250929", "acme-prod", "us-east5",
    ),
    "404 hyphen for @, no quotes": Text(
        _GITHUB + "anthropics/anthropic-sdk-typescript/issues/809",
        "404 Error: Publisher Model projects/acme-prod/locations/us-east5/publishers/anthropic/models/"
        "claude-opus-4-1-20250805 not found",
        "wrong-id", "claude-opus-4-1-20250805", "acme-prod", "us-east5",
    ),
    "404 of a model of another time": Text(
        _GITHUB + "liushuangls/go-anthropic/pull/54",
        "error, status code: 404, message: vertex api error code: 404, status: NOT_FOUND, message: Publisher Model "
        "`projects/acme-prod/locations/us-east5/publishers/anthropic/models/claude-3-5-sonnet-v2@20241022` not found.",
        "retired", "claude-3-5-sonnet-v2@20241022", "acme-prod", "us-east5",
    ),
    "404 of an id that was never one": Text(
        _GITHUB + "RooCodeInc/Roo-Code/issues/8387",
        '404 [\n{"error":\n{"code":404,"message":"Publisher Model projects/acme-prod/locations/us-east5/publishers/'
        'anthropic/models/claude-4.5-sonnet not found.","status":"NOT_FOUND"}\n}\n]',
        "unknown-model", "claude-4.5-sonnet", "acme-prod", "us-east5",
    ),
    "404 of a window in the id": Text(
        _GITHUB + "atoms-tech/atoms.tech/blob/HEAD/VERTEX_AI_MODEL_FIX.md",
        'API Error: 404 {"error":{"code":404,"message":"Publisher Model projects/acme-prod/locations/us-east5/publishers/'
        'anthropic/models/claude-sonnet-4-5@20250929-1m not found.","status":"NOT_FOUND"}}',
        "unknown-model", "claude-sonnet-4-5@20250929-1m", "acme-prod", "us-east5",
    ),
    "404 no access": Text(
        _GITHUB + "anthropics/claude-code/issues/18447",
        'API Error: 404 {"error":{"code":404,"message":"Publisher Model \n`projects/acme-prod/locations/us-east5/'
        'publishers/anthropic/models/claude-opus-4-1@20250805` \nwas not found or your project does not have access '
        'to it."}}',
        "not-found", "claude-opus-4-1@20250805", "acme-prod", "us-east5",
    ),
    "404 under Google's name": Text(
        _GITHUB + "567-labs/instructor/issues/1849",
        "404 NOT_FOUND. {'error': {'code': 404, 'message': 'Publisher Model `projects/acme-prod/locations/global/"
        "publishers/google/models/claude-sonnet-4-5` not found.', 'status': 'NOT_FOUND'}}",
        "wrong-publisher", "claude-sonnet-4-5", "acme-prod", "global",
    ),
    "404 through a gateway": Text(
        _GITHUB + "truefoundry/models/pull/946",
        "openai.NotFoundError: Error code: 404 - {'status': 'failure', 'message': 'vertex error: Publisher Model "
        "`projects/123456789012/locations/global/publishers/zai-org/models/glm-4.7` was not found or your project does "
        "not have access to it. Please ensure you are using a valid model version.'}",
        "not-found", "", "123456789012", "global",
    ),
    "404 streaming": Text(
        _GITHUB + "Kilo-Org/kilocode/issues/5743",
        '[{"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND"}}]',
        "not-found",
    ),
    "404 of the client": Text(
        _GITHUB + "QuantumNous/new-api/issues/2945",
        "The model claude-opus-4-6@default is not available on your vertex deployment. Try /model to switch to "
        "claude-opus-4-1@20250805, or ask your admin to enable this model.",
        "not-found", "claude-opus-4-6@default",
    ),
    "400 not servable": Text(
        _SOURCES,
        '[{"error":{"code":400,"message":"Publisher Model `projects/acme-prod/locations/us-central1/publishers/'
        'anthropic/models/claude-haiku-4-5@20251001` is not servable in region us-central1.",'
        '"status":"FAILED_PRECONDITION"}}]',
        "not-servable", "claude-haiku-4-5@20251001", "acme-prod", "us-central1",
    ),
    "400 not enabled": Text(
        _GITHUB + "BerriAI/litellm/issues/3549",
        "VertexAIException - Error code: 400 - {'error': {'code': 400, 'message': 'Project `acme-prod` is not allowed "
        "to use Publisher Model `projects/acme-prod/locations/europe-west4/publishers/anthropic/models/"
        "claude-3-haiku@20240307`', 'status': 'FAILED_PRECONDITION'}}",
        "not-allowed", "claude-3-haiku@20240307", "acme-prod", "europe-west4",
    ),
    "400 organization's models": Text(
        _SOURCES,
        '{"error":{"code":400,"message":"Organization Policy constraint constraints/vertexai.allowedModels violated '
        'for `projects/123456789012` attempting to use a disallowed Gen AI model claude-opus-4-1.",'
        '"status":"FAILED_PRECONDITION"}}',
        "org-policy", "claude-opus-4-1", "123456789012",
    ),
    "403 organization's services": Text(
        "https://cloud.google.com/resource-manager/docs/organization-policy/restricting-resources",
        "Request is disallowed by organization's constraints/gcp.restrictServiceUsage constraint for "
        "projects/acme-prod attempting to use service aiplatform.googleapis.com.",
        "org-policy", "", "acme-prod",
    ),
    "403 organization's services, cut by its reporter": Text(
        _GITHUB + "GoogleCloudPlatform/cloud-code-intellij/issues/3272",
        '{\n  "code": 403,\n  "details": [\n    {\n      "@type": "type.googleapis.com/google.rpc.ErrorInfo",\n'
        '      "reason": "RESOURCE_USAGE_RESTRICTION_VIOLATED",\n      "domain": "googleapis.com",\n      "metadata": {\n'
        '        "service": "aiplatform.googleapis.com",\n        "consumer": "projects/acme-prod"\n      }\n    },',
        "org-policy", "", "acme-prod",
    ),
    "403 organization restrictions": Text(
        "https://cloud.google.com/resource-manager/docs/organization-restrictions/error-messages",
        '{"error":{"code":403,"message":"Access denied by organization restriction. Please contact your administrator '
        'for additional information.","status":"PERMISSION_DENIED","details":[{"@type":'
        '"type.googleapis.com/google.rpc.ErrorInfo","reason":"ORG_RESTRICTION_VIOLATION","domain":"googleapis.com",'
        '"metadata":{"service":"aiplatform.googleapis.com"}}]}}',
        "org-restriction",
    ),
    "403 perimeter": Text(
        _GITHUB + "cloudquery/cloudquery/issues/1062",
        '{\n "error": {\n  "code": 403,\n  "message": "Request is prohibited by organization\'s policy. '
        'vpcServiceControlsUniqueIdentifier: AbCd_123-x",\n  "status": "PERMISSION_DENIED",\n  "details": [\n   {\n'
        '    "@type": "type.googleapis.com/google.rpc.PreconditionFailure",\n    "violations": [{"type": '
        '"VPC_SERVICE_CONTROLS", "description": "AbCd_123-x"}]\n   },\n   {\n    "@type": '
        '"type.googleapis.com/google.rpc.ErrorInfo",\n    "reason": "SECURITY_POLICY_VIOLATED",\n    "domain": '
        '"googleapis.com",\n    "metadata": {"service": "aiplatform.googleapis.com", "uid": "AbCd_123-x", "consumer": '
        '"projects/acme-prod"}\n   }\n  ]\n }\n}',
        "vpc", "", "acme-prod",
    ),
    "403 permission": Text(
        _GITHUB + "rhel-lightspeed/linux-mcp-server/pull/450",
        'litellm.BadRequestError: Vertex_aiException BadRequestError - [{\n "error": {\n  "code": 403,\n  "message": '
        '"Permission \'aiplatform.endpoints.predict\' denied on resource \'//aiplatform.googleapis.com/projects/'
        'acme-prod/locations/us-central1/endpoints/openapi\' (or it may not exist).",\n  "status": '
        '"PERMISSION_DENIED",\n  "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": '
        '"IAM_PERMISSION_DENIED", "domain": "aiplatform.googleapis.com", "metadata": {"resource": "projects/acme-prod/'
        'locations/us-central1/endpoints/openapi", "permission": "aiplatform.endpoints.predict"}}]\n }\n}\n]',
        "iam", "", "acme-prod", "us-central1",
    ),
    "403 permission in words": Text(
        _GITHUB + "rpurinton/gemini-php/issues/4",
        "Error Code: 403,\nMessage: Permission 'aiplatform.endpoints.predict' denied on resource "
        "'//aiplatform.googleapis.com/projects/acme-prod/locations/us-east4/publishers/anthropic/models/"
        "claude-sonnet-4-6' (or it may not exist).,\nStatus: PERMISSION_DENIED",
        "iam", "claude-sonnet-4-6", "acme-prod", "us-east4",
    ),
    "403 without a reason": Text(
        _GITHUB + "google-github-actions/auth/issues/189",
        'failed to generate Google Cloud access token for ***: {\n  "error": {\n    "code": 403,\n    "message": "The '
        'caller does not have permission",\n    "status": "PERMISSION_DENIED"\n  }\n}',
        "forbidden",
    ),
    "403 data sharing": Text(
        _GITHUB + "caozhiyuan/copilot-api/issues/317",
        'Please run /login · API Error: 403 [{"error":{"code":403,"message":"Access to this model requires data '
        "sharing to be enabled for publisher 'anthropic'.\n  Please set "
        "`PublisherModelConfig.data_sharing_enabled_provider` to 'anthropic' via the setPublisherModelConfig API to use "
        'this\n  model.","status":"PERMISSION_DENIED"}}]',
        "data-sharing",
    ),
    "403 API off": Text(
        _GITHUB + "GoogleCloudPlatform/agent-starter-pack/issues/304",
        "Failed to connect to Vertex AI: 403 Vertex AI API has not been used in project acme-prod before or it is "
        "disabled. Enable it by visiting https://console.developers.google.com/apis/api/aiplatform.googleapis.com/"
        "overview?project=acme-prod \nthen retry. If you enabled this API recently, wait a few minutes for the action "
        "to propagate to our systems and retry.",
        "api-off", "", "acme-prod",
    ),
    "403 unknown project, from a library": Text(
        _GITHUB + "GoogleCloudPlatform/generative-ai/issues/295",
        'PermissionDenied: 403 Permission denied on resource project acme-prod. [links {\n  description: "Google '
        'developers console"\n  url: "https://console.developers.google.com/"\n}\n, reason: "CONSUMER_INVALID"\n'
        'domain: "googleapis.com"\nmetadata {\n  key: "consumer"\n  value: "projects/acme-prod"\n}\nmetadata {\n  key: '
        '"service"\n  value: "aiplatform.googleapis.com"\n}',
        "unknown-project", "", "acme-prod",
    ),
    "403 unknown project, an object for a message": Text(
        _GITHUB + "Kilo-Org/kilocode/issues/2842",
        '{\n "error": {\n  "message": {\n   "error": {\n    "code": 403,\n    "message": "Permission denied on resource '
        'project acme-prod.",\n    "status": "PERMISSION_DENIED",\n    "details": [{"@type": '
        '"type.googleapis.com/google.rpc.ErrorInfo", "reason": "CONSUMER_INVALID", "domain": "googleapis.com", '
        '"metadata": {"containerInfo": "acme-prod", "consumer": "projects/acme-prod", "service": '
        '"aiplatform.googleapis.com"}}]\n   }\n  },\n  "code": 403,\n  "status": "Forbidden"\n }\n}',
        "unknown-project", "", "acme-prod",
    ),
    "403 placeholder for a project": Text(
        _GITHUB + "google-gemini/gemini-cli/issues/7478",
        "[API Error: Permission denied on resource project YOUR_PROJECT_ID. (Status: PERMISSION_DENIED)]",
        "unknown-project",
    ),
    "403 quota project": Text(
        _GITHUB + "GoogleCloudPlatform/document-ai-samples/issues/497",
        'status = StatusCode.PERMISSION_DENIED\n        details = "Caller does not have required permission to use '
        "project acme-prod. Grant the caller the roles/serviceusage.serviceUsageConsumer role, or a custom role with "
        "the serviceusage.services.use permission, by visiting https://console.developers.google.com/iam-admin/iam/"
        'project?project=acme-prod and then retry."',
        "quota-project-denied", "", "acme-prod",
    ),
    "401 API key": Text(
        _GITHUB + "googleapis/python-genai/issues/426",
        "google.genai.errors.ClientError: 401 UNAUTHENTICATED. {'error': {'code': 401, 'message': 'API keys are not "
        "supported by this API. Expected OAuth2 access token or other authentication credentials that assert a "
        "principal. See https://cloud.google.com/docs/authentication', 'status': 'UNAUTHENTICATED', 'details': "
        "[{'@type': 'type.googleapis.com/google.rpc.ErrorInfo', 'reason': 'CREDENTIALS_MISSING', 'domain': "
        "'googleapis.com', 'metadata': {'service': 'aiplatform.googleapis.com'}}]}}",
        "token-rejected",
    ),
    "401 of Anthropic's own API": Text(
        _GITHUB + "anthropics/claude-code/issues/10712",
        f'API Error: 401 {_EXPIRED} token or refresh your\n    existing token."}},"request_id":"req_011Cxxxx"}} · '
        "Please run /login",
        "not-vertex", cut=("token-rejected",),
    ),
    "429 metric": Text(
        _GITHUB + "TheValkyrja/VertexClaudeProxy/issues/5",
        "{'type': 'error', 'error': {'type': 'RESOURCE_EXHAUSTED', 'message': 'Quota exceeded for "
        "aiplatform.googleapis.com/online_prediction_requests_per_base_model with base model: anthropic-claude-3-5-"
        f"sonnet. Please submit a quota increase request. {_GENAI}'}}}}",
        "quota", "claude-3-5-sonnet", metric="aiplatform.googleapis.com/online_prediction_requests_per_base_model",
    ),
    "429 metric, streaming": Text(
        _GITHUB + "cline/cline/issues/651",
        '429 [{"error":{"code":429,"message":"Quota exceeded for aiplatform.googleapis.com/'
        "online_prediction_requests_per_base_model with base model: anthropic-claude-3-5-sonnet-v2. Please submit a "
        f'quota increase request. {_GENAI}","status":"RESOURCE_EXHAUSTED"}}}}]',
        "quota", "claude-3-5-sonnet-v2", metric="aiplatform.googleapis.com/online_prediction_requests_per_base_model",
    ),
    "429 capacity": Text(
        _GITHUB + "google-gemini/gemini-cli/issues/15498",
        f"✕ [API Error: Resource exhausted. Please try again later. Please refer to\n  {_429} for more\n  details.]",
        "capacity", cut=("quota",),
    ),
    "429 capacity, streaming": Text(
        _GITHUB + "google-gemini/gemini-cli/issues/14831",
        f'[{{\n "error": {{\n  "code": 429,\n  "message": "Resource exhausted. Please try again later. Please refer to '
        f'{_429} for more details.",\n  "errors": [{{"message": "Resource exhausted. Please try again later.", "domain": '
        '"global", "reason": "rateLimitExceeded"}],\n  "status": "RESOURCE_EXHAUSTED"\n }\n}\n]',
        "capacity", cut=("quota",),
    ),
    "429 an error inside another": Text(
        _GITHUB + "google-gemini/gemini-cli/issues/14811",
        r'Attempt 1 failed with status 429. Retrying with backoff... ApiError: {"error":{"message":"{\n  \"error\": '
        r'{\n    \"code\": 429,\n    \"message\": \"Resource has been exhausted (e.g. check quota).\",\n    '
        r'\"status\": \"RESOURCE_EXHAUSTED\"\n  }\n}\n","code":429,"status":"Too Many Requests"}}',
        "quota",
    ),
    "500": Text(
        _GITHUB + "Kilo-Org/kilocode/issues/3225",
        '500 [{"error":{"code":500,"message":"Internal error encountered.","status":"INTERNAL"}}]',
        "overloaded",
    ),
    "529": Text(
        _GITHUB + "anthropics/claude-code/issues/5184",
        'API Error (529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}) · Retrying in 1 '
        "seconds… (attempt 1/10)",
        "overloaded",
    ),
    "529 in words": Text(
        _GITHUB + "anthropics/claude-code/issues/63735",
        "API Error: 529 Overloaded. This is a server-side issue, usually temporary — try again in a moment. If it "
        "persists, check https://status.claude.com.",
        "overloaded",
    ),
    "reauth": Text(
        _GITHUB + "cline/cline/issues/4080",
        '400 - {"error":"invalid_grant","error_description":"reauth related error (invalid_rapt)","error_uri":'
        '"https://support.google.com/a/answer/9368756","error_subtype":"invalid_rapt"}',
        "reauth", cut=("token-expired",),
    ),
    "reauth, other word": Text(
        _GITHUB + "minodisk/bigquery-runner/issues/47",
        '{"error":"invalid_grant","error_description":"reauth related error (rapt_required)","error_uri":'
        '"https://support.google.com/a/answer/9368756","error_subtype":"rapt_required"}',
        "reauth", cut=("token-expired",),
    ),
    "reauth in a log": Text(
        _GITHUB + "anthropics/blobfile/pull/2",
        "unexpected status 400, request=<Request method=POST url=https://www.googleapis.com/oauth2/v4/token "
        "params=None>, status=400, error=invalid_grant, error_description=reauth related error (invalid_rapt), ",
        "reauth", cut=("token-expired",),
    ),
    "key of a service account": Text(
        _GITHUB + "googleapis/google-cloud-python/issues/10004",
        "google.auth.exceptions.RefreshError: ('invalid_grant: Invalid JWT Signature.', '{\\n \"error\": "
        '"invalid_grant",\\n "error_description": "Invalid JWT Signature."\\n}\')',
        "bad-key", cut=("token-expired",),
    ),
    "clock": Text(
        _GITHUB + "erebusnz/gapi-google-analytics-php-interface/issues/147",
        '{\n "error": "invalid_grant",\n "error_description": "Invalid JWT: Token must be a short-lived token and in a '
        'reasonable timeframe"\n}',
        "clock", cut=("token-expired",),
    ),
    "federation, condition": Text(
        _GITHUB + "terraform-google-modules/terraform-example-foundation/issues/1362",
        "google-github-actions/auth failed with: failed to generate Google Cloud federated token for "
        '//iam.googleapis.com/***: {"error":"unauthorized_client","error_description":"The given credential is rejected '
        'by the attribute condition."}',
        "federation-condition", cut=("token-refused",),
    ),
    "federation, provider": Text(
        _GITHUB + "google-github-actions/auth/issues/202",
        "failed to generate Google Cloud federated token for projects/123456789012/locations/global/"
        'workloadIdentityPools/my-pool/providers/gh-provider: {"error":"invalid_target","error_description":"The target '
        f'service indicated by the \\"audience\\" {_AUDIENCE}"}}',
        "federation", "", "123456789012",
    ),
    "federation, in gcloud": Text(
        _GITHUB + "google-github-actions/auth/issues/334",
        "ERROR: (gcloud.config.set) There was a problem refreshing your current auth tokens: ('Error code "
        f"invalid_target: The target service indicated by the \"audience\" {_AUDIENCE}'",
        "federation",
    ),
    "federation, audience": Text(
        _GITHUB + "google-github-actions/auth/issues/211",
        'failed to generate Google Cloud federated token for x: {"error":"invalid_request","error_description":"Invalid '
        'value for \\"audience\\". This value should be the full resource name of the Identity Provider."}',
        "federation-name",
    ),
    "federation, name in gcloud": Text(
        _GITHUB + "google-github-actions/auth/issues/60",
        "ERROR: gcloud crashed (OAuthError): ('Error code invalid_request: Invalid value for \"audience\". This value "
        "should be the full resource name of the Identity Provider. See https://cloud.google.com/iam/docs/reference/sts/"
        "rest/v1/TopLevel/token for the list of possible formats.', '",
        "federation-name",
    ),
    "federation, audience of the token": Text(
        _SOURCES,
        'oauth2/google: status code 400: {"error":"invalid_grant","error_description":"The audience in ID Token '
        "[//iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/tfc-pool/providers/tfc-oidc] "
        'does not match the expected audience."}',
        "federation-audience", "", "123456789012", cut=("token-expired",),
    ),
    "federation, audience in google-auth": Text(
        _SOURCES,
        "invalid_grant: The audience in ID Token [...] does not match the expected audience",
        "federation-audience", cut=("token-expired",),
    ),
    "federation, issuer": Text(
        _GITHUB + "google-github-actions/auth/blob/main/docs/TROUBLESHOOTING.md",
        "The issuer in ID Token https://github.<company>.net/_services/token does not match the expected ones: "
        "https://token.actions.githubusercontent.com/",
        "federation-issuer",
    ),
    "federation, issuer not reachable": Text(
        "https://docs.cloud.google.com/iam/docs/troubleshooting-workload-identity-federation",
        '{\n  "error": "invalid_grant",\n  "error_description":"Error connecting to the given credential\'s issuer."\n }',
        "federation-issuer", cut=("token-expired",),
    ),
    "federation, subject": Text(
        "https://docs.cloud.google.com/iam/docs/troubleshooting-workload-identity-federation",
        '{\n  "error": "invalid_request",\n  "error_description":"The size of mapped attribute google.subject exceeds the '
        '127 bytes limit. Either modify your attribute mapping or the incoming assertion to produce a mapped attribute '
        'that is less than 127 bytes."\n }',
        "federation-subject",
    ),
    "federation, subject without a name": Text(
        _GITHUB + "google-github-actions/auth/blob/main/docs/TROUBLESHOOTING.md",
        "The size of mapped attribute exceeds the 127 bytes limit.",
        "federation-subject",
    ),
    "federation, no ID token": Text(
        _GITHUB + "google-github-actions/auth/issues/260",
        "Error: google-github-actions/auth failed with: retry function failed after 1 attempt: gitHub Actions did not "
        "inject $ACTIONS_ID_TOKEN_REQUEST_TOKEN or $ACTIONS_ID_TOKEN_REQUEST_URL into this job. This most likely means the "
        "GitHub Actions workflow permissions are incorrect, or this job is being run from a fork.",
        "no-id-token",
    ),
    "federation, no ID token, older": Text(
        _GITHUB + "google-github-actions/auth/issues/62",
        "Error: Action failed with error: Error: Error message: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable",
        "no-id-token",
    ),
    "federation, impersonation in google-auth": Text(
        _GITHUB + "mscribellito/terraform-google-workload-identity-federation/issues/4",
        "google.auth.exceptions.RefreshError: ('Unable to acquire impersonated credentials: No access token or invalid "
        "expiration in response.', '{\\n  \"error\": {\\n    \"code\": 403,\\n    \"message\": \"Permission "
        "\\'iam.serviceAccounts.getAccessToken\\' denied on resource (or it may not exist).\",\\n    \"status\": "
        '"PERMISSION_DENIED",\\n    "details": [\\n      {\\n        "@type": '
        '"type.googleapis.com/google.rpc.ErrorInfo",\\n        "reason": "IAM_PERMISSION_DENIED",\\n        '
        '"domain": "iam.googleapis.com",\\n        "metadata": {\\n          "permission": '
        "\"iam.serviceAccounts.getAccessToken\"\\n        }\\n      }\\n    ]\\n  }\\n}\\n')",
        "impersonation",
    ),
    "federation, no service account": Text(
        _GITHUB + "GoogleCloudPlatform/python-docs-samples/pull/10759",
        "google.auth.exceptions.RefreshError: ('Unable to acquire impersonated credentials', '{\\n  \"error\": {\\n    "
        '"code": 404,\\n    "message": "Not found; Gaia id not found for email <account>",\\n    "status": '
        "\"NOT_FOUND\"\\n  }\\n}\\n')",
        "no-service-account", cut=("not-found",),
    ),
    "federation, impersonation": Text(
        _GITHUB + "google-github-actions/auth/issues/340",
        'failed to generate Google Cloud access token for ***: (403) {\n "error": {\n  "code": 403,\n  "message": '
        "\"Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).\",\n  "
        '"status": "PERMISSION_DENIED",\n  "details": [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": '
        '"IAM_PERMISSION_DENIED", "domain": "iam.googleapis.com", "metadata": {"permission": '
        '"iam.serviceAccounts.getAccessToken"}}]\n }\n}',
        "impersonation",
    ),
    "no credentials": Text(
        _GITHUB + "anomalyco/opencode/issues/553",
        "Error: Could not load the default credentials. Browse to\nhttps://cloud.google.com/docs/authentication/"
        "getting-started for more\ninformation.",
        "no-credentials",
    ),
    "no credentials, Python": Text(
        _GITHUB + "BerriAI/litellm/issues/14588",
        "google.auth.exceptions.DefaultCredentialsError: Your default credentials were not found. To set up Application "
        "Default Credentials, see https://cloud.google.com/docs/authentication/external/set-up-adc for more "
        "information.",
        "no-credentials",
    ),
    "no location": Text(
        _GITHUB + "anthropics/claude-code-action/issues/81",
        "No region was given. The client should be instantiated with the `region` option or the `CLOUD_ML_REGION` "
        "environment variable should be set.",
        "no-location",
    ),
    "413": Text(
        _GITHUB + "langchain-ai/langchain-google/issues/1234",
        "Error code: 413 - {'type': 'error', 'error': {'type': 'invalid_request_error', 'message': 'Prompt is too "
        "long'}, 'request_id': 'req_vrtx_011Cxxxx'}",
        "too-long", cut=("too-large",),
    ),
    "413 through a gateway": Text(
        _GITHUB + "anthropics/claude-code/issues/2569",
        r'API Error: 413 {"error":{"message":"{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",'
        r'\"message\":\"Prompt is too long\"}}","type":"None","param":"None","code":"413"}',
        "too-long", cut=("too-large",),
    ),
    "413 in bytes": Text(
        _GITHUB + "anthropics/claude-code/issues/3335",
        'API Error: 413 \n    {"error":{"type":"request_too_large","message":"Request \n    exceeds the maximum '
        'size"}}',
        "too-large",
    ),
    "413 of a proxy": Text(
        _GITHUB + "Wei-Shaw/claude-relay-service/issues/630",
        "API Error: 413 <html>\n     <head><title>413 Request Entity Too Large</title></head>",
        "too-large",
    ),
    "400 context": Text(
        _GITHUB + "anthropics/claude-code/issues/16580",
        'API Error: 400 {"type":"error","error":{"type":"invalid_request_error","message":"input length and '
        "`max_tokens` exceed context limit: 193125 + 21333 >\n 200000, decrease input \n    length or `max_tokens` and "
        'try again"},"request_id":"req_vrtx_011Cxxxx"}',
        "too-long",
    ),
    "400 beta": Text(
        _GITHUB + "anthropics/claude-code/issues/12429",
        '400: {"type":"error","error":{"type":"invalid_request_error","message":"Unexpected value(s) '
        f'`web-search-2025-03-05` {_BETA} the header."}},"request_id":"req_vrtx_011Cxxxx"}}',
        "beta-header",
    ),
    "400 two betas, through a gateway": Text(
        _GITHUB + "anthropics/claude-code/issues/34802",
        'API Error: 400 {"error":{"message":"vertex-ai error: Unexpected value(s) `adaptive-thinking-2026-01-28`, \n'
        f'     `effort-2025-11-24` {_BETA} \n     the header.","type":"invalid_request_error","param":null,"code":null}},'
        '"provider":',
        "beta-header",
    ),
    "400 extra field": Text(
        _GITHUB + "anthropics/claude-code/issues/31033",
        "API Error: 400 tools.0.custom.defer_loading: Extra inputs are not permitted",
        "extra-field",
    ),
    "400 extra field, in JSON": Text(
        _GITHUB + "anthropics/anthropic-sdk-python/issues/1188",
        "BadRequestError: Error code: 400 - {'type': 'error', 'error': {'type': 'invalid_request_error', 'message': "
        "'output_config.format: Extra inputs are not permitted'}, 'request_id': 'req_vrtx_...'}",
        "extra-field",
    ),
    "400 unknown tool": Text(
        _GITHUB + "ax-llm/ax/pull/457",
        "tools.0: Input tag 'web_search_20250305' found using 'type' does not match any of the expected tags: "
        "'bash_20250124', 'custom', 'text_editor_20250124'",
        "",
    ),
    "400 another product's call": Text(
        _GITHUB + "google-gemini/gemini-cli/issues/1477",
        "✕ [API Error: countTokens is infeasible for projects/acme-prod/locations/us-east5/publishers/google/models/"
        "claude-sonnet-4@20250514 (Status: INVALID_ARGUMENT)]",
        "",
    ),
    "a step down, no error": Text(
        _GITHUB + "anthropics/claude-code/issues/77490",
        "Opus: Opus 4.8 not available — using Opus 4.6 for this session",
        "",
    ),
    "the usage policy": Text(
        _GITHUB + "anthropics/claude-code/issues/4104",
        "API Error: Claude Code is unable to respond to this request, which appears to violate our Usage Policy "
        "(https://www.anthropic.com/legal/aup). Please double press esc to edit your last message.",
        "",
    ),
}  # fmt: skip
