"""The sample files and the sample session of `vxenv try`."""

PROFILES = {
    "prod-global": """\
description = "Production, global endpoint"
protected = true

[vertex]
project = "acme-prod"
region = "global"

[models]
opus = "claude-opus-5-5"
sonnet = "claude-sonnet-5"
haiku = "claude-haiku-4-5@20251001"
""",
    "us-east5": """\
description = "Single region; serves models up to 4.6"

[vertex]
project = "acme-dev"
region = "us-east5"

[models]
opus = "claude-opus-4-6"
sonnet = "claude-sonnet-4-6"
haiku = "claude-haiku-4-5@20251001"
""",
    "eu-client": """\
description = "Client with data in the EU"

[vertex]
project = "acme-eu"
region = "eu"

[regions]
"claude-haiku-4-5" = "europe-west1"   # not served in eu

[models]
opus = "claude-opus-5"
sonnet = "claude-sonnet-5"
haiku = "claude-haiku-4-5@20251001"
""",
    "opus": """\
description = "Opus as main model; for stacks: prod-global+opus"

[models]
main = "opus"
""",
    "sonnet": """\
description = "Sonnet as main model; for stacks: us-east5+sonnet"

[models]
main = "sonnet"
""",
}

# A project with a directory file, which is allowed before the shell starts.
PROJECT = "client-a"
DIRECTORY_FILE_TEXT = 'profile = "eu-client"\n'

SESSION = (
    "vxenv list",
    "vxenv use us-east5+sonnet",
    "vxenv use --yes prod-global",
    "cd client-a",
    "vxenv auto",
    "env | grep -E '^(ANTHROPIC|CLOUD_ML|VERTEX)' | sort",
    "vxenv status",
    "cd ..",
    "vxenv diff us-east5 eu-client",
)
