"""What `vxenv try` furnishes its home with."""

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
description = "One region; nothing newer than 4.6 is served there"

[vertex]
project = "acme-dev"
region = "us-east5"

[models]
opus = "claude-opus-4-6"
sonnet = "claude-sonnet-4-6"
haiku = "claude-haiku-4-5@20251001"
""",
    "eu-client": """\
description = "A client whose data stays in the EU"

[vertex]
project = "acme-eu"
region = "eu"

[regions]
"claude-haiku-4-5" = "europe-west1"   # not served at eu

[models]
opus = "claude-opus-5"
sonnet = "claude-sonnet-5"
haiku = "claude-haiku-4-5@20251001"
""",
    "opus": """\
description = "Opus first; lay it on another: prod-global+opus"

[models]
main = "opus"
""",
    "sonnet": """\
description = "Sonnet first; lay it on another: us-east5+sonnet"

[models]
main = "sonnet"
""",
}

# A project that asks for a profile. It is allowed before the shell starts.
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
