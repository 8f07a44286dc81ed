"""Names of the environment variables that the code treats specially, and the test of a switch."""

from collections.abc import Mapping
from typing import Final

# API, project and location of requests.
USE_VERTEX: Final = "CLAUDE_CODE_USE_VERTEX"
SKIP_AUTH: Final = "CLAUDE_CODE_SKIP_VERTEX_AUTH"
PROJECT: Final = "ANTHROPIC_VERTEX_PROJECT_ID"
LOCATION: Final = "CLOUD_ML_REGION"
BASE_URL: Final = "ANTHROPIC_VERTEX_BASE_URL"
# If on in the environment, Claude Code ignores the variables above and those of models in all settings files.
HOST_MANAGED: Final = "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"
REGION_PREFIX: Final = "VERTEX_REGION_"  # prefix of the variables with the location of one family of models

# Models of roles.
FAMILIES: Final = ("opus", "sonnet", "haiku", "fable")
MAIN_MODEL: Final = "ANTHROPIC_MODEL"
DEFAULT_MODEL: Final = "ANTHROPIC_DEFAULT_MODEL"
PINS: Final = {family: f"ANTHROPIC_DEFAULT_{family.upper()}_MODEL" for family in FAMILIES}
SMALL_FAST_MODEL: Final = "ANTHROPIC_SMALL_FAST_MODEL"
SUBAGENT_MODEL: Final = "CLAUDE_CODE_SUBAGENT_MODEL"
NO_MILLION: Final = "CLAUDE_CODE_DISABLE_1M_CONTEXT"

# Credentials.
CREDENTIALS: Final = "GOOGLE_APPLICATION_CREDENTIALS"
QUOTA_PROJECT: Final = "GOOGLE_CLOUD_QUOTA_PROJECT"
CLAUDE_DIRECTORY: Final = "CLAUDE_CONFIG_DIR"
GCLOUD_DIRECTORY: Final = "CLOUDSDK_CONFIG"
GCLOUD_CONFIGURATION: Final = "CLOUDSDK_ACTIVE_CONFIG_NAME"
METADATA_HOST: Final = "GCE_METADATA_HOST"
EXTRA_CERTIFICATES: Final = "NODE_EXTRA_CA_CERTS"

# Variables into which the labels and the telemetry of a profile are merged, and those of telemetry.
EXTRA_BODY: Final = "CLAUDE_CODE_EXTRA_BODY"
TELEMETRY: Final = "CLAUDE_CODE_ENABLE_TELEMETRY"
RESOURCE_ATTRIBUTES: Final = "OTEL_RESOURCE_ATTRIBUTES"
OTLP_ENDPOINT: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
OTLP_PROTOCOL: Final = "OTEL_EXPORTER_OTLP_PROTOCOL"
OTLP_HEADERS: Final = "OTEL_EXPORTER_OTLP_HEADERS"
METRICS_EXPORTER: Final = "OTEL_METRICS_EXPORTER"
LOGS_EXPORTER: Final = "OTEL_LOGS_EXPORTER"

# Words that Claude Code reads as on, in any case, and words that commands read as off.
ON: Final = ("1", "true", "yes", "on")
OFF: Final = ("0", "false", "no", "off")


def is_on(environment: Mapping[str, str], name: str) -> bool:
    """Tell whether Claude Code reads the switch `name` as on."""
    return environment.get(name, "").strip().lower() in ON
