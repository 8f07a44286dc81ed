"""Candidates of completions, written by `make completions`; do not edit."""

# The lines of each list: the word, a tab, a description.
LISTS = {
    'keys':
        'description\tdescription, shown by list and completions\n'
        'extends\tprofiles to inherit from\n'
        'protected\ttrue: ask before switching to the profile\n'
        'isolate\ttrue: give the profile its own history, memory, MCP servers and settings of Claude Code\n'
        'isolate_links\tnames in ~/.claude that an isolated profile shares: CLAUDE.md,skills\n'
        'budget.monthly\tUSD that the profile may cost in a month: a warning at 80%, a question in use at 100%\n'
        "vertex.enabled\tsends requests to Vertex AI; any other provider's switch except the gateway's takes precedence\n"
        'vertex.project\tproject that requests go to, by ID or number; no other variable reliably replaces it\n'
        'vertex.region\tlocation for requests: global, us, eu or a region; us-east5 if unset or, silently, if malformed\n'
        "vertex.base_url\tbase URL used instead of Google's; must include /v1, which Claude Code does not add\n"
        'vertex.skip_auth\tsends no Google credentials (for gateways); Anthropic keys in the shell are sent to the base URL\n'
        'vertex.managed_by_host\tmakes Claude Code ignore provider, region, project and model variables in its settings files\n'
        'regions.claude-3-5-haiku\tlocation for Claude 3.5 Haiku, which Vertex no longer serves\n'
        'regions.claude-3-5-sonnet\tlocation for Claude 3.5 Sonnet, which Anthropic has retired\n'
        'regions.claude-3-7-sonnet\tlocation for Claude 3.7 Sonnet, which Vertex no longer serves\n'
        'regions.claude-opus-4\tlocation for Claude Opus 4 (retired) and any Opus 4.x without its own variable\n'
        'regions.claude-sonnet-4\tlocation for Claude Sonnet 4 (retired) and any Sonnet 4.x without its own variable\n'
        'regions.claude-opus-4-1\tlocation for Claude Opus 4.1, which is deprecated\n'
        'regions.claude-opus-4-5\tlocation for Claude Opus 4.5\n'
        'regions.claude-sonnet-4-5\tlocation for Claude Sonnet 4.5, the meaning of sonnet before 2.1.332 unless models.sonnet is set\n'
        'regions.claude-opus-4-6\tlocation for Claude Opus 4.6; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_OPUS_4_6\n'
        'regions.claude-sonnet-4-6\tlocation for Claude Sonnet 4.6; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_SONNET_4_6\n'
        'regions.claude-opus-4-7\tlocation for Claude Opus 4.7: global, us or eu, because no single region serves it\n'
        'regions.claude-opus-4-8\tlocation for Claude Opus 4.8: global, us or eu; read since 2.1.154\n'
        'regions.claude-opus-5\tlocation for Claude Opus 5 and any Opus 5.x without its own variable; read since 2.1.219\n'
        'regions.claude-sonnet-5\tlocation for Claude Sonnet 5, before 2.1.284 also for Sonnet 5.5; read since 2.1.197\n'
        'regions.claude-opus-5-5\tlocation for Claude Opus 5.5, the default in 2.1.330: global, us or eu; read since 2.1.280\n'
        'regions.claude-sonnet-5-5\tlocation for Claude Sonnet 5.5; read since 2.1.284\n'
        'regions.claude-fable-5\tlocation for Claude Fable 5 and any Fable 5.x without its own variable; read since 2.1.170\n'
        'regions.claude-fable-5-1\tlocation for Claude Fable 5.1; read since 2.1.257\n'
        'regions.claude-fable-5-2\tlocation for Claude Fable 5.2; not read by 2.1.197\n'
        'regions.claude-haiku-4-5\tlocation for Claude Haiku 4.5; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_4_5_HAIKU\n'
        'regions.claude-haiku-5-5\tlocation for Claude Haiku 5.5; not read by 2.1.197\n'
        'models.main\tmain model, an ID or an alias; overrides every model key in settings, and --model overrides it\n'
        'models.default\tmain model if neither ANTHROPIC_MODEL, --model nor a setting names one; read since 2.1.236\n'
        'models.opus\tmodel ID for opus; in 2.1.330 also the main model if none is named; an alias is sent literally\n'
        'models.opus_name\tname of the opus entry in the /model picker\n'
        'models.opus_description\tdescription of the opus entry in the /model picker\n'
        'models.opus_capabilities\tcapabilities of the opus model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.sonnet\tmodel ID for sonnet, not an alias; if unset, Sonnet 5.5, before 2.1.332 Sonnet 4.5 (retired 2026-11-30)\n'
        'models.sonnet_name\tname of the sonnet entry in the /model picker\n'
        'models.sonnet_description\tdescription of the sonnet entry in the /model picker\n'
        'models.sonnet_capabilities\tcapabilities of the sonnet model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.haiku\tmodel ID for haiku and for small/fast work; an alias is sent literally\n'
        'models.haiku_name\tname of the haiku entry in the /model picker\n'
        'models.haiku_description\tdescription of the haiku entry in the /model picker\n'
        'models.haiku_capabilities\tcapabilities of the haiku model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.fable\tmodel ID for fable; an alias is sent literally\n'
        'models.fable_name\tname of the fable entry in the /model picker\n'
        'models.fable_description\tdescription of the fable entry in the /model picker\n'
        'models.fable_capabilities\tcapabilities of the fable model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.custom\tmodel ID of an extra entry in the /model picker; sent to vertex.region if its family is unknown\n'
        'models.custom_name\tname of the custom entry in the /model picker\n'
        'models.custom_description\tdescription of the custom entry in the /model picker\n'
        'models.custom_capabilities\tcapabilities of the custom model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.small_fast\tmodel ID for small/fast work; deprecated, but still overrides models.haiku\n'
        'models.subagent\tmodel of subagents, an ID or an alias; in 2.1.330 a model named in the call takes precedence\n'
        'models.subagent_force\tlets CLAUDE_CODE_SUBAGENT_MODEL override the model named in the call\n'
        'caching.enabled\tturns off prompt caching for every model\n'
        'caching.opus\tturns off prompt caching, but only for the exact ID that opus means: set models.opus as well\n'
        'caching.sonnet\tturns off prompt caching, but only for the exact ID that sonnet means: set models.sonnet as well\n'
        'caching.haiku\tturns off prompt caching, but only for the exact ID that haiku means; no effect in 2.1.197\n'
        'caching.fable\tturns off prompt caching for Fable models\n'
        'caching.one_hour\trequests cache entries that live one hour; versions before 2.1.132 may get a 400 error\n'
        'caching.force_5m\tlimits cache entries to five minutes, even if one hour is requested\n'
        'caching.ttl\tlifetime of cache entries: 5m or 1h\n'
        "tuning.max_output_tokens\tmaximum number of tokens in a response, capped at the model's limit\n"
        'tuning.effort\tlow, medium, high, xhigh, max or auto; dropped for models without effort; other values are ignored\n'
        'tuning.max_thinking_tokens\ttoken budget for thinking; 0 omits thinking from requests to Vertex\n'
        'tuning.adaptive_thinking\tturns off adaptive thinking; affects only Opus 4.6 and Sonnet 4.6\n'
        'tuning.one_million_context\tomits the 1M context beta header that a [1m] suffix requests\n'
        'tuning.max_context_tokens\tcontext window size that Claude Code assumes, in tokens\n'
        'tuning.experimental_betas\tomits experimental beta headers, for endpoints or gateways that reject them\n'
        'tuning.betas\tadditional beta headers; on Vertex, context-1m is passed and unknown ones are dropped\n'
        'tuning.custom_headers\tadditional request headers; Authorization only while vertex.skip_auth is on\n'
        'tuning.tool_search\tloads tools on demand: true, false, auto or auto:N; on for 4.5 models and later since 2.1.221\n'
        'telemetry.enabled\tsends metrics and events, which can contain prompts, with OpenTelemetry\n'
        'telemetry.endpoint\tbase URL of the OpenTelemetry collector; /v1/metrics and /v1/logs are added for HTTP\n'
        'telemetry.protocol\tprotocol of the OpenTelemetry collector: grpc, http/json or http/protobuf\n'
        'google.credentials\tGoogle credentials file; Claude Code fails if it is missing; gcloud itself does not read it\n'
        "google.config_dir\tgcloud's directory; Claude Code does not find credentials in it: set google.credentials as well\n"
        "google.configuration\tgcloud's configuration; does not change application credentials; an unknown name is not an error\n"
        "google.core_project\tgcloud's project, overriding its configuration; does not select Claude Code's project\n"
        "google.billing_quota_project\tgcloud's quota project; Claude Code reads GOOGLE_CLOUD_QUOTA_PROJECT instead\n"
        "google.project\tproject for Google's tools; Claude Code never sends requests to it, but skips a lookup if it is set\n"
        'google.gcloud_project\tolder name of GOOGLE_CLOUD_PROJECT, with the same effect on Claude Code\n'
        'google.quota_project\tproject charged for quota; in 2.1.330 requests also go to it if vertex.project is unset\n'
        "google.metadata_host\thost of the metadata server, which provides credentials on Google's own machines\n"
        'google.metadata_detection\tnone: skips the search for a metadata server, which takes about 7 s if none answers\n'
        'google.no_gce_check\ttrue, and only that word: google-auth for Python does not look for a metadata server\n'
        "client.config_dir\tdirectory of Claude Code's user settings; ~/.claude if unset\n"
        'client.max_retries\tnumber of retries of a failed request: 10 if unset, 15 at most\n'
        'client.timeout_ms\trequest timeout in milliseconds: 600000 if unset\n'
        'client.retry_watchdog\tretries indefinitely when capacity is short (429, 529), for unattended sessions\n'
        'network.https_proxy\tproxy for HTTPS servers; Claude Code connects to Vertex through it with CONNECT\n'
        'network.http_proxy\tproxy for plain HTTP servers\n'
        'network.no_proxy\thosts to connect to without the proxy\n'
        'network.extra_ca_certs\tfile of additional certificate authorities to trust\n'
        'network.cert_store\tcertificate authorities to trust: bundled, system or both\n'
        'network.client_cert\tclient certificate file that Claude Code presents to servers and proxies that request one\n'
        'telemetry.headers_helper\tprogram that prints the headers for the collector as JSON\n'
        'telemetry.attributes.\tattribute of all telemetry: telemetry.attributes.NAME\n'
        'labels.\tlabel of requests, for Cloud Billing: labels.NAME\n'
        'env.\tany other variable: env.NAME\n',
    'environment':
        'env.DISABLE_TELEMETRY\tturns off telemetry at any non-empty value, even 0\n'
        'env.CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC\tturns off telemetry, updates and similar traffic at any non-empty value, even 0\n'
        'env.CLAUDE_CODE_EXTRA_BODY\tJSON object merged into the body of every request; [labels] adds its labels to it\n'
        'env.OTEL_RESOURCE_ATTRIBUTES\tattributes of all telemetry as key=value,key=value, percent-encoded; [telemetry] adds its own to it\n'
        'env.OTEL_METRICS_EXPORTER\texporters for metrics, such as otlp and console; telemetry.enabled sets otlp unless it is set\n'
        'env.OTEL_LOGS_EXPORTER\texporters for events, such as otlp and console; telemetry.enabled sets otlp unless it is set\n'
        'env.OTEL_EXPORTER_OTLP_HEADERS\theaders for the collector as name=value,name=value; no credentials: use telemetry.headers_helper\n'
        "env.CLOUDSDK_PROXY_TYPE\ttype of gcloud's proxy: http, http_no_tunnel, socks4 or socks5; not read by Claude Code\n"
        "env.CLOUDSDK_PROXY_ADDRESS\thost of gcloud's proxy; not read by Claude Code\n"
        "env.CLOUDSDK_PROXY_PORT\tport of gcloud's proxy; not read by Claude Code\n"
        "env.CLOUDSDK_PROXY_USERNAME\tuser name for gcloud's proxy; not read by Claude Code\n"
        "env.CLOUDSDK_PROXY_PASSWORD\tpassword for gcloud's proxy; not read by Claude Code\n"
        "env.CLOUDSDK_PROXY_RDNS\ttrue or false: whether gcloud's proxy resolves host names; not read by Claude Code\n"
        'env.CLAUDE_CODE_USE_BEDROCK\tsends requests to Amazon Bedrock; takes precedence over Vertex\n'
        'env.CLAUDE_CODE_USE_FOUNDRY\tsends requests to Microsoft Foundry; takes precedence over Vertex\n'
        "env.CLAUDE_CODE_USE_MANTLE\tsends requests to Bedrock's Mantle endpoint; takes precedence over Vertex\n"
        "env.CLAUDE_CODE_USE_ANTHROPIC_AWS\tsends requests to Anthropic's platform on AWS; takes precedence over Vertex\n"
        "env.CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD\tselects Anthropic's offering on Google Cloud; takes precedence over Vertex; ignored by 2.1.197\n"
        'env.CLAUDE_CODE_USE_GATEWAY\tsends requests to a gateway; the only switch that does not take precedence over Vertex\n'
        "env.ANTHROPIC_API_KEY\tAPI key for Anthropic's own API; with vertex.skip_auth it is sent to the Vertex base URL\n"
        'env.ANTHROPIC_AUTH_TOKEN\tbearer token for a gateway; with vertex.skip_auth it is sent to the Vertex base URL\n'
        'env.ANTHROPIC_PROFILE\tselects an Anthropic login; requests to Vertex do not use it\n'
        "env.ANTHROPIC_BASE_URL\tbase URL of Anthropic's API or a gateway; ignored on Vertex\n"
        "env.ANTHROPIC_GOOGLE_CLOUD_PROJECT\tproject of Anthropic's offering on Google Cloud; no effect on Vertex\n"
        "env.ANTHROPIC_GOOGLE_CLOUD_LOCATION\tlocation of Anthropic's offering on Google Cloud; no effect on Vertex\n"
        "env.ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID\tworkspace of Anthropic's offering on Google Cloud; no effect on Vertex\n"
        "env.ANTHROPIC_GOOGLE_CLOUD_BASE_URL\tbase URL of Anthropic's offering on Google Cloud; no effect on Vertex\n",
    'variables':
        "CLAUDE_CODE_USE_VERTEX\tsends requests to Vertex AI; any other provider's switch except the gateway's takes precedence\n"
        'ANTHROPIC_VERTEX_PROJECT_ID\tproject that requests go to, by ID or number; no other variable reliably replaces it\n'
        'CLOUD_ML_REGION\tlocation for requests: global, us, eu or a region; us-east5 if unset or, silently, if malformed\n'
        "ANTHROPIC_VERTEX_BASE_URL\tbase URL used instead of Google's; must include /v1, which Claude Code does not add\n"
        'CLAUDE_CODE_SKIP_VERTEX_AUTH\tsends no Google credentials (for gateways); Anthropic keys in the shell are sent to the base URL\n'
        'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST\tmakes Claude Code ignore provider, region, project and model variables in its settings files\n'
        'VERTEX_REGION_CLAUDE_3_5_HAIKU\tlocation for Claude 3.5 Haiku, which Vertex no longer serves\n'
        'VERTEX_REGION_CLAUDE_3_5_SONNET\tlocation for Claude 3.5 Sonnet, which Anthropic has retired\n'
        'VERTEX_REGION_CLAUDE_3_7_SONNET\tlocation for Claude 3.7 Sonnet, which Vertex no longer serves\n'
        'VERTEX_REGION_CLAUDE_4_0_OPUS\tlocation for Claude Opus 4 (retired) and any Opus 4.x without its own variable\n'
        'VERTEX_REGION_CLAUDE_4_0_SONNET\tlocation for Claude Sonnet 4 (retired) and any Sonnet 4.x without its own variable\n'
        'VERTEX_REGION_CLAUDE_4_1_OPUS\tlocation for Claude Opus 4.1, which is deprecated\n'
        'VERTEX_REGION_CLAUDE_4_5_OPUS\tlocation for Claude Opus 4.5\n'
        'VERTEX_REGION_CLAUDE_4_5_SONNET\tlocation for Claude Sonnet 4.5, the meaning of sonnet before 2.1.332 unless models.sonnet is set\n'
        'VERTEX_REGION_CLAUDE_4_6_OPUS\tlocation for Claude Opus 4.6; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_OPUS_4_6\n'
        'VERTEX_REGION_CLAUDE_4_6_SONNET\tlocation for Claude Sonnet 4.6; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_SONNET_4_6\n'
        'VERTEX_REGION_CLAUDE_4_7_OPUS\tlocation for Claude Opus 4.7: global, us or eu, because no single region serves it\n'
        'VERTEX_REGION_CLAUDE_4_8_OPUS\tlocation for Claude Opus 4.8: global, us or eu; read since 2.1.154\n'
        'VERTEX_REGION_CLAUDE_5_OPUS\tlocation for Claude Opus 5 and any Opus 5.x without its own variable; read since 2.1.219\n'
        'VERTEX_REGION_CLAUDE_5_SONNET\tlocation for Claude Sonnet 5, before 2.1.284 also for Sonnet 5.5; read since 2.1.197\n'
        'VERTEX_REGION_CLAUDE_5_5_OPUS\tlocation for Claude Opus 5.5, the default in 2.1.330: global, us or eu; read since 2.1.280\n'
        'VERTEX_REGION_CLAUDE_5_5_SONNET\tlocation for Claude Sonnet 5.5; read since 2.1.284\n'
        'VERTEX_REGION_CLAUDE_FABLE_5\tlocation for Claude Fable 5 and any Fable 5.x without its own variable; read since 2.1.170\n'
        'VERTEX_REGION_CLAUDE_FABLE_5_1\tlocation for Claude Fable 5.1; read since 2.1.257\n'
        'VERTEX_REGION_CLAUDE_FABLE_5_2\tlocation for Claude Fable 5.2; not read by 2.1.197\n'
        'VERTEX_REGION_CLAUDE_HAIKU_4_5\tlocation for Claude Haiku 4.5; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_4_5_HAIKU\n'
        'VERTEX_REGION_CLAUDE_HAIKU_5_5\tlocation for Claude Haiku 5.5; not read by 2.1.197\n'
        'ANTHROPIC_MODEL\tmain model, an ID or an alias; overrides every model key in settings, and --model overrides it\n'
        'ANTHROPIC_DEFAULT_MODEL\tmain model if neither ANTHROPIC_MODEL, --model nor a setting names one; read since 2.1.236\n'
        'ANTHROPIC_DEFAULT_OPUS_MODEL\tmodel ID for opus; in 2.1.330 also the main model if none is named; an alias is sent literally\n'
        'ANTHROPIC_DEFAULT_OPUS_MODEL_NAME\tname of the opus entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_OPUS_MODEL_DESCRIPTION\tdescription of the opus entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_OPUS_MODEL_SUPPORTED_CAPABILITIES\tcapabilities of the opus model: effort, thinking, ...; unlisted ones are turned off\n'
        'ANTHROPIC_DEFAULT_SONNET_MODEL\tmodel ID for sonnet, not an alias; if unset, Sonnet 5.5, before 2.1.332 Sonnet 4.5 (retired 2026-11-30)\n'
        'ANTHROPIC_DEFAULT_SONNET_MODEL_NAME\tname of the sonnet entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_SONNET_MODEL_DESCRIPTION\tdescription of the sonnet entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_SONNET_MODEL_SUPPORTED_CAPABILITIES\tcapabilities of the sonnet model: effort, thinking, ...; unlisted ones are turned off\n'
        'ANTHROPIC_DEFAULT_HAIKU_MODEL\tmodel ID for haiku and for small/fast work; an alias is sent literally\n'
        'ANTHROPIC_DEFAULT_HAIKU_MODEL_NAME\tname of the haiku entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_HAIKU_MODEL_DESCRIPTION\tdescription of the haiku entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_HAIKU_MODEL_SUPPORTED_CAPABILITIES\tcapabilities of the haiku model: effort, thinking, ...; unlisted ones are turned off\n'
        'ANTHROPIC_DEFAULT_FABLE_MODEL\tmodel ID for fable; an alias is sent literally\n'
        'ANTHROPIC_DEFAULT_FABLE_MODEL_NAME\tname of the fable entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_FABLE_MODEL_DESCRIPTION\tdescription of the fable entry in the /model picker\n'
        'ANTHROPIC_DEFAULT_FABLE_MODEL_SUPPORTED_CAPABILITIES\tcapabilities of the fable model: effort, thinking, ...; unlisted ones are turned off\n'
        'ANTHROPIC_CUSTOM_MODEL_OPTION\tmodel ID of an extra entry in the /model picker; sent to vertex.region if its family is unknown\n'
        'ANTHROPIC_CUSTOM_MODEL_OPTION_NAME\tname of the custom entry in the /model picker\n'
        'ANTHROPIC_CUSTOM_MODEL_OPTION_DESCRIPTION\tdescription of the custom entry in the /model picker\n'
        'ANTHROPIC_CUSTOM_MODEL_OPTION_SUPPORTED_CAPABILITIES\tcapabilities of the custom model: effort, thinking, ...; unlisted ones are turned off\n'
        'ANTHROPIC_SMALL_FAST_MODEL\tmodel ID for small/fast work; deprecated, but still overrides models.haiku\n'
        'CLAUDE_CODE_SUBAGENT_MODEL\tmodel of subagents, an ID or an alias; in 2.1.330 a model named in the call takes precedence\n'
        'CLAUDE_CODE_SUBAGENT_MODEL_FORCE\tlets CLAUDE_CODE_SUBAGENT_MODEL override the model named in the call\n'
        'DISABLE_PROMPT_CACHING\tturns off prompt caching for every model\n'
        'DISABLE_PROMPT_CACHING_OPUS\tturns off prompt caching, but only for the exact ID that opus means: set models.opus as well\n'
        'DISABLE_PROMPT_CACHING_SONNET\tturns off prompt caching, but only for the exact ID that sonnet means: set models.sonnet as well\n'
        'DISABLE_PROMPT_CACHING_HAIKU\tturns off prompt caching, but only for the exact ID that haiku means; no effect in 2.1.197\n'
        'DISABLE_PROMPT_CACHING_FABLE\tturns off prompt caching for Fable models\n'
        'ENABLE_PROMPT_CACHING_1H\trequests cache entries that live one hour; versions before 2.1.132 may get a 400 error\n'
        'FORCE_PROMPT_CACHING_5M\tlimits cache entries to five minutes, even if one hour is requested\n'
        'CLAUDE_CODE_PROMPT_CACHE_TTL\tlifetime of cache entries: 5m or 1h\n'
        "CLAUDE_CODE_MAX_OUTPUT_TOKENS\tmaximum number of tokens in a response, capped at the model's limit\n"
        'CLAUDE_CODE_EFFORT_LEVEL\tlow, medium, high, xhigh, max or auto; dropped for models without effort; other values are ignored\n'
        'MAX_THINKING_TOKENS\ttoken budget for thinking; 0 omits thinking from requests to Vertex\n'
        'CLAUDE_CODE_DISABLE_ADAPTIVE_THINKING\tturns off adaptive thinking; affects only Opus 4.6 and Sonnet 4.6\n'
        'CLAUDE_CODE_DISABLE_1M_CONTEXT\tomits the 1M context beta header that a [1m] suffix requests\n'
        'CLAUDE_CODE_MAX_CONTEXT_TOKENS\tcontext window size that Claude Code assumes, in tokens\n'
        'CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS\tomits experimental beta headers, for endpoints or gateways that reject them\n'
        'ANTHROPIC_BETAS\tadditional beta headers; on Vertex, context-1m is passed and unknown ones are dropped\n'
        'ANTHROPIC_CUSTOM_HEADERS\tadditional request headers; Authorization only while vertex.skip_auth is on\n'
        'ENABLE_TOOL_SEARCH\tloads tools on demand: true, false, auto or auto:N; on for 4.5 models and later since 2.1.221\n'
        'DISABLE_TELEMETRY\tturns off telemetry at any non-empty value, even 0\n'
        'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC\tturns off telemetry, updates and similar traffic at any non-empty value, even 0\n'
        'CLAUDE_CODE_EXTRA_BODY\tJSON object merged into the body of every request; [labels] adds its labels to it\n'
        'CLAUDE_CODE_ENABLE_TELEMETRY\tsends metrics and events, which can contain prompts, with OpenTelemetry\n'
        'OTEL_EXPORTER_OTLP_ENDPOINT\tbase URL of the OpenTelemetry collector; /v1/metrics and /v1/logs are added for HTTP\n'
        'OTEL_EXPORTER_OTLP_PROTOCOL\tprotocol of the OpenTelemetry collector: grpc, http/json or http/protobuf\n'
        'OTEL_RESOURCE_ATTRIBUTES\tattributes of all telemetry as key=value,key=value, percent-encoded; [telemetry] adds its own to it\n'
        'OTEL_METRICS_EXPORTER\texporters for metrics, such as otlp and console; telemetry.enabled sets otlp unless it is set\n'
        'OTEL_LOGS_EXPORTER\texporters for events, such as otlp and console; telemetry.enabled sets otlp unless it is set\n'
        'OTEL_EXPORTER_OTLP_HEADERS\theaders for the collector as name=value,name=value; no credentials: use telemetry.headers_helper\n'
        'GOOGLE_APPLICATION_CREDENTIALS\tGoogle credentials file; Claude Code fails if it is missing; gcloud itself does not read it\n'
        "CLOUDSDK_CONFIG\tgcloud's directory; Claude Code does not find credentials in it: set google.credentials as well\n"
        "CLOUDSDK_ACTIVE_CONFIG_NAME\tgcloud's configuration; does not change application credentials; an unknown name is not an error\n"
        "CLOUDSDK_CORE_PROJECT\tgcloud's project, overriding its configuration; does not select Claude Code's project\n"
        "CLOUDSDK_BILLING_QUOTA_PROJECT\tgcloud's quota project; Claude Code reads GOOGLE_CLOUD_QUOTA_PROJECT instead\n"
        "GOOGLE_CLOUD_PROJECT\tproject for Google's tools; Claude Code never sends requests to it, but skips a lookup if it is set\n"
        'GCLOUD_PROJECT\tolder name of GOOGLE_CLOUD_PROJECT, with the same effect on Claude Code\n'
        'GOOGLE_CLOUD_QUOTA_PROJECT\tproject charged for quota; in 2.1.330 requests also go to it if vertex.project is unset\n'
        "GCE_METADATA_HOST\thost of the metadata server, which provides credentials on Google's own machines\n"
        'METADATA_SERVER_DETECTION\tnone: skips the search for a metadata server, which takes about 7 s if none answers\n'
        'NO_GCE_CHECK\ttrue, and only that word: google-auth for Python does not look for a metadata server\n'
        "CLAUDE_CONFIG_DIR\tdirectory of Claude Code's user settings; ~/.claude if unset\n"
        'CLAUDE_CODE_MAX_RETRIES\tnumber of retries of a failed request: 10 if unset, 15 at most\n'
        'API_TIMEOUT_MS\trequest timeout in milliseconds: 600000 if unset\n'
        'CLAUDE_CODE_RETRY_WATCHDOG\tretries indefinitely when capacity is short (429, 529), for unattended sessions\n'
        'HTTPS_PROXY\tproxy for HTTPS servers; Claude Code connects to Vertex through it with CONNECT\n'
        'HTTP_PROXY\tproxy for plain HTTP servers\n'
        'NO_PROXY\thosts to connect to without the proxy\n'
        'NODE_EXTRA_CA_CERTS\tfile of additional certificate authorities to trust\n'
        'CLAUDE_CODE_CERT_STORE\tcertificate authorities to trust: bundled, system or both\n'
        'CLAUDE_CODE_CLIENT_CERT\tclient certificate file that Claude Code presents to servers and proxies that request one\n'
        "CLOUDSDK_PROXY_TYPE\ttype of gcloud's proxy: http, http_no_tunnel, socks4 or socks5; not read by Claude Code\n"
        "CLOUDSDK_PROXY_ADDRESS\thost of gcloud's proxy; not read by Claude Code\n"
        "CLOUDSDK_PROXY_PORT\tport of gcloud's proxy; not read by Claude Code\n"
        "CLOUDSDK_PROXY_USERNAME\tuser name for gcloud's proxy; not read by Claude Code\n"
        "CLOUDSDK_PROXY_PASSWORD\tpassword for gcloud's proxy; not read by Claude Code\n"
        "CLOUDSDK_PROXY_RDNS\ttrue or false: whether gcloud's proxy resolves host names; not read by Claude Code\n"
        'CLAUDE_CODE_USE_BEDROCK\tsends requests to Amazon Bedrock; takes precedence over Vertex\n'
        'CLAUDE_CODE_USE_FOUNDRY\tsends requests to Microsoft Foundry; takes precedence over Vertex\n'
        "CLAUDE_CODE_USE_MANTLE\tsends requests to Bedrock's Mantle endpoint; takes precedence over Vertex\n"
        "CLAUDE_CODE_USE_ANTHROPIC_AWS\tsends requests to Anthropic's platform on AWS; takes precedence over Vertex\n"
        "CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD\tselects Anthropic's offering on Google Cloud; takes precedence over Vertex; ignored by 2.1.197\n"
        'CLAUDE_CODE_USE_GATEWAY\tsends requests to a gateway; the only switch that does not take precedence over Vertex\n'
        "ANTHROPIC_API_KEY\tAPI key for Anthropic's own API; with vertex.skip_auth it is sent to the Vertex base URL\n"
        'ANTHROPIC_AUTH_TOKEN\tbearer token for a gateway; with vertex.skip_auth it is sent to the Vertex base URL\n'
        'ANTHROPIC_PROFILE\tselects an Anthropic login; requests to Vertex do not use it\n'
        "ANTHROPIC_BASE_URL\tbase URL of Anthropic's API or a gateway; ignored on Vertex\n"
        "ANTHROPIC_GOOGLE_CLOUD_PROJECT\tproject of Anthropic's offering on Google Cloud; no effect on Vertex\n"
        "ANTHROPIC_GOOGLE_CLOUD_LOCATION\tlocation of Anthropic's offering on Google Cloud; no effect on Vertex\n"
        "ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID\tworkspace of Anthropic's offering on Google Cloud; no effect on Vertex\n"
        "ANTHROPIC_GOOGLE_CLOUD_BASE_URL\tbase URL of Anthropic's offering on Google Cloud; no effect on Vertex\n",
    'typed_keys':
        "vertex.enabled\tsends requests to Vertex AI; any other provider's switch except the gateway's takes precedence\n"
        'vertex.project\tproject that requests go to, by ID or number; no other variable reliably replaces it\n'
        'vertex.region\tlocation for requests: global, us, eu or a region; us-east5 if unset or, silently, if malformed\n'
        "vertex.base_url\tbase URL used instead of Google's; must include /v1, which Claude Code does not add\n"
        'vertex.skip_auth\tsends no Google credentials (for gateways); Anthropic keys in the shell are sent to the base URL\n'
        'vertex.managed_by_host\tmakes Claude Code ignore provider, region, project and model variables in its settings files\n'
        'regions.claude-3-5-haiku\tlocation for Claude 3.5 Haiku, which Vertex no longer serves\n'
        'regions.claude-3-5-sonnet\tlocation for Claude 3.5 Sonnet, which Anthropic has retired\n'
        'regions.claude-3-7-sonnet\tlocation for Claude 3.7 Sonnet, which Vertex no longer serves\n'
        'regions.claude-opus-4\tlocation for Claude Opus 4 (retired) and any Opus 4.x without its own variable\n'
        'regions.claude-sonnet-4\tlocation for Claude Sonnet 4 (retired) and any Sonnet 4.x without its own variable\n'
        'regions.claude-opus-4-1\tlocation for Claude Opus 4.1, which is deprecated\n'
        'regions.claude-opus-4-5\tlocation for Claude Opus 4.5\n'
        'regions.claude-sonnet-4-5\tlocation for Claude Sonnet 4.5, the meaning of sonnet before 2.1.332 unless models.sonnet is set\n'
        'regions.claude-opus-4-6\tlocation for Claude Opus 4.6; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_OPUS_4_6\n'
        'regions.claude-sonnet-4-6\tlocation for Claude Sonnet 4.6; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_SONNET_4_6\n'
        'regions.claude-opus-4-7\tlocation for Claude Opus 4.7: global, us or eu, because no single region serves it\n'
        'regions.claude-opus-4-8\tlocation for Claude Opus 4.8: global, us or eu; read since 2.1.154\n'
        'regions.claude-opus-5\tlocation for Claude Opus 5 and any Opus 5.x without its own variable; read since 2.1.219\n'
        'regions.claude-sonnet-5\tlocation for Claude Sonnet 5, before 2.1.284 also for Sonnet 5.5; read since 2.1.197\n'
        'regions.claude-opus-5-5\tlocation for Claude Opus 5.5, the default in 2.1.330: global, us or eu; read since 2.1.280\n'
        'regions.claude-sonnet-5-5\tlocation for Claude Sonnet 5.5; read since 2.1.284\n'
        'regions.claude-fable-5\tlocation for Claude Fable 5 and any Fable 5.x without its own variable; read since 2.1.170\n'
        'regions.claude-fable-5-1\tlocation for Claude Fable 5.1; read since 2.1.257\n'
        'regions.claude-fable-5-2\tlocation for Claude Fable 5.2; not read by 2.1.197\n'
        'regions.claude-haiku-4-5\tlocation for Claude Haiku 4.5; Claude Code ignores the misspelling VERTEX_REGION_CLAUDE_4_5_HAIKU\n'
        'regions.claude-haiku-5-5\tlocation for Claude Haiku 5.5; not read by 2.1.197\n'
        'models.main\tmain model, an ID or an alias; overrides every model key in settings, and --model overrides it\n'
        'models.default\tmain model if neither ANTHROPIC_MODEL, --model nor a setting names one; read since 2.1.236\n'
        'models.opus\tmodel ID for opus; in 2.1.330 also the main model if none is named; an alias is sent literally\n'
        'models.opus_name\tname of the opus entry in the /model picker\n'
        'models.opus_description\tdescription of the opus entry in the /model picker\n'
        'models.opus_capabilities\tcapabilities of the opus model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.sonnet\tmodel ID for sonnet, not an alias; if unset, Sonnet 5.5, before 2.1.332 Sonnet 4.5 (retired 2026-11-30)\n'
        'models.sonnet_name\tname of the sonnet entry in the /model picker\n'
        'models.sonnet_description\tdescription of the sonnet entry in the /model picker\n'
        'models.sonnet_capabilities\tcapabilities of the sonnet model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.haiku\tmodel ID for haiku and for small/fast work; an alias is sent literally\n'
        'models.haiku_name\tname of the haiku entry in the /model picker\n'
        'models.haiku_description\tdescription of the haiku entry in the /model picker\n'
        'models.haiku_capabilities\tcapabilities of the haiku model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.fable\tmodel ID for fable; an alias is sent literally\n'
        'models.fable_name\tname of the fable entry in the /model picker\n'
        'models.fable_description\tdescription of the fable entry in the /model picker\n'
        'models.fable_capabilities\tcapabilities of the fable model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.custom\tmodel ID of an extra entry in the /model picker; sent to vertex.region if its family is unknown\n'
        'models.custom_name\tname of the custom entry in the /model picker\n'
        'models.custom_description\tdescription of the custom entry in the /model picker\n'
        'models.custom_capabilities\tcapabilities of the custom model: effort, thinking, ...; unlisted ones are turned off\n'
        'models.small_fast\tmodel ID for small/fast work; deprecated, but still overrides models.haiku\n'
        'models.subagent\tmodel of subagents, an ID or an alias; in 2.1.330 a model named in the call takes precedence\n'
        'models.subagent_force\tlets CLAUDE_CODE_SUBAGENT_MODEL override the model named in the call\n'
        'caching.enabled\tturns off prompt caching for every model\n'
        'caching.opus\tturns off prompt caching, but only for the exact ID that opus means: set models.opus as well\n'
        'caching.sonnet\tturns off prompt caching, but only for the exact ID that sonnet means: set models.sonnet as well\n'
        'caching.haiku\tturns off prompt caching, but only for the exact ID that haiku means; no effect in 2.1.197\n'
        'caching.fable\tturns off prompt caching for Fable models\n'
        'caching.one_hour\trequests cache entries that live one hour; versions before 2.1.132 may get a 400 error\n'
        'caching.force_5m\tlimits cache entries to five minutes, even if one hour is requested\n'
        'caching.ttl\tlifetime of cache entries: 5m or 1h\n'
        "tuning.max_output_tokens\tmaximum number of tokens in a response, capped at the model's limit\n"
        'tuning.effort\tlow, medium, high, xhigh, max or auto; dropped for models without effort; other values are ignored\n'
        'tuning.max_thinking_tokens\ttoken budget for thinking; 0 omits thinking from requests to Vertex\n'
        'tuning.adaptive_thinking\tturns off adaptive thinking; affects only Opus 4.6 and Sonnet 4.6\n'
        'tuning.one_million_context\tomits the 1M context beta header that a [1m] suffix requests\n'
        'tuning.max_context_tokens\tcontext window size that Claude Code assumes, in tokens\n'
        'tuning.experimental_betas\tomits experimental beta headers, for endpoints or gateways that reject them\n'
        'tuning.betas\tadditional beta headers; on Vertex, context-1m is passed and unknown ones are dropped\n'
        'tuning.custom_headers\tadditional request headers; Authorization only while vertex.skip_auth is on\n'
        'tuning.tool_search\tloads tools on demand: true, false, auto or auto:N; on for 4.5 models and later since 2.1.221\n'
        'telemetry.enabled\tsends metrics and events, which can contain prompts, with OpenTelemetry\n'
        'telemetry.endpoint\tbase URL of the OpenTelemetry collector; /v1/metrics and /v1/logs are added for HTTP\n'
        'telemetry.protocol\tprotocol of the OpenTelemetry collector: grpc, http/json or http/protobuf\n'
        'google.credentials\tGoogle credentials file; Claude Code fails if it is missing; gcloud itself does not read it\n'
        "google.config_dir\tgcloud's directory; Claude Code does not find credentials in it: set google.credentials as well\n"
        "google.configuration\tgcloud's configuration; does not change application credentials; an unknown name is not an error\n"
        "google.core_project\tgcloud's project, overriding its configuration; does not select Claude Code's project\n"
        "google.billing_quota_project\tgcloud's quota project; Claude Code reads GOOGLE_CLOUD_QUOTA_PROJECT instead\n"
        "google.project\tproject for Google's tools; Claude Code never sends requests to it, but skips a lookup if it is set\n"
        'google.gcloud_project\tolder name of GOOGLE_CLOUD_PROJECT, with the same effect on Claude Code\n'
        'google.quota_project\tproject charged for quota; in 2.1.330 requests also go to it if vertex.project is unset\n'
        "google.metadata_host\thost of the metadata server, which provides credentials on Google's own machines\n"
        'google.metadata_detection\tnone: skips the search for a metadata server, which takes about 7 s if none answers\n'
        'google.no_gce_check\ttrue, and only that word: google-auth for Python does not look for a metadata server\n'
        "client.config_dir\tdirectory of Claude Code's user settings; ~/.claude if unset\n"
        'client.max_retries\tnumber of retries of a failed request: 10 if unset, 15 at most\n'
        'client.timeout_ms\trequest timeout in milliseconds: 600000 if unset\n'
        'client.retry_watchdog\tretries indefinitely when capacity is short (429, 529), for unattended sessions\n'
        'network.https_proxy\tproxy for HTTPS servers; Claude Code connects to Vertex through it with CONNECT\n'
        'network.http_proxy\tproxy for plain HTTP servers\n'
        'network.no_proxy\thosts to connect to without the proxy\n'
        'network.extra_ca_certs\tfile of additional certificate authorities to trust\n'
        'network.cert_store\tcertificate authorities to trust: bundled, system or both\n'
        'network.client_cert\tclient certificate file that Claude Code presents to servers and proxies that request one\n',
    'rules':
        'unknown-location\tA location that is not in the catalogue is usually a typo: us-east-5 for us-east5, europe for eu\n'
        'not-served\tNot every location serves every model: models newer than Sonnet 4.6 are served only in global, us and eu, older ones in global and a few regions\n'
        "unverified-location\tIt is unknown whether the location serves the model: no page or sample of Google's and no report known to vxenv mentions it\n"
        'seen-refused\tA probe of the model in this location failed within the last week, with this project: the location does not serve the model, or the project has no access to it\n'
        'unset-region\tWithout a location, Claude Code uses us-east5, and no single region serves models newer than Sonnet 4.6: newer versions fall back to an older model there, and fail if the model is pinned\n'
        "unset-project\tClaude Code needs ANTHROPIC_VERTEX_PROJECT_ID: contrary to its documentation, neither GOOGLE_CLOUD_PROJECT nor gcloud's project replaces it\n"
        'base-url-without-version\tClaude Code appends /projects/..\n'
        'retired-region\tA location under [regions] has no effect once all known models that it applies to have retired from Vertex\n'
        'retired-model\tVertex no longer serves the model\n'
        'retiring-model\tThe model retires from Vertex within 60 days\n'
        'deprecated-model\tVertex still serves the model, but its retirement is announced, or it has retired on the Anthropic API\n'
        "model-id\tVertex model IDs have an @ before the date (claude-haiku-4-5@20251001), those of Anthropic's API a hyphen\n"
        'unknown-to-client\tThis version of Claude Code is older than the model\n'
        'unpinned\tThe models of opus, sonnet and haiku change silently with the version of Claude Code\n'
        "old-alias\tThe version of Claude Code determines the model of an unpinned alias, which may be older on Vertex than on Anthropic's own API: before Claude Code 2.1.332, sonnet is Sonnet 4.5, which retires from Vertex on 2026-11-30.\n"
        'no-million\t[1m] requests a context window of one million tokens\n'
        'small-fast\tANTHROPIC_SMALL_FAST_MODEL is deprecated but still overrides ANTHROPIC_DEFAULT_HAIKU_MODEL for background work\n'
        'ignored-variable\tThe names of VERTEX_REGION_* variables are irregular\n'
        'other-provider\tThe switch of any other provider takes precedence over Vertex, and no request goes to Vertex\n'
        'key-sent-to-gateway\tWith vertex.skip_auth, Claude Code sends ANTHROPIC_API_KEY and ANTHROPIC_AUTH_TOKEN to the base URL\n'
        'on-at-any-value\tDISABLE_TELEMETRY and CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC are on at any non-empty value, even 0 and false\n'
        'off-at-this-value\tA switch of Claude Code is on at 1, true, yes and on, in any case, and off at any other value.\n'
        'unknown-variable\t[env] can set any variable, and typos in names go unnoticed\n'
        'unusable-body\t[labels] adds labels to the JSON object in CLAUDE_CODE_EXTRA_BODY: the one in [env], else your own one in this shell\n'
        'too-many-labels\tGoogle accepts at most 32 labels in a request\n'
        'telemetry-without-endpoint\tWithout telemetry.endpoint, telemetry goes to a collector on this machine: http://localhost:4318 or, with grpc, http://localhost:4317\n'
        'telemetry-without-protocol\tWithout telemetry.protocol, Claude Code 2.1.330 sends telemetry as http/protobuf, and 2.1.197 sends none.\n'
        'telemetry-port\tBy convention, collectors accept grpc on port 4317, and http/json and http/protobuf on port 4318.\n'
        'headers-helper\tClaude Code runs the program in telemetry.headers_helper, which prints the headers for the collector as a JSON object, so it must exist and be executable\n'
        'secret-in-telemetry\tTelemetry sends its attributes in plain text with each metric and event, and `vxenv export` contains them\n'
        'config-dir-without-credentials\tClaude Code ignores CLOUDSDK_CONFIG when it looks for credentials and uses those in ~/.config/gcloud, which may belong to another account or not exist\n'
        'missing-credentials\tThe file in GOOGLE_APPLICATION_CREDENTIALS does not exist, and Claude Code fails.\n'
        'readable-credentials\tOther users of this machine can read the Google credentials file, which gives access to the project.\n'
        'secret-in-profile\tA key or token in a profile is stored in plain text and is included in backups and in `vxenv export`\n'
        'steering-variable\tThe profile sets a variable that makes other programs load or run code: LD_PRELOAD, NODE_OPTIONS, EDITOR, a search path\n'
        'readable-profile\tOther users of this machine can read the profile, which contains a secret or the path of credentials.\n'
        'removed-profile\tAn update of its source removed the profile\n'
        'missing-value\tThe source of a profile requires a key that you have given no value for, and no profile of the stack sets it\n'
        'policy\tA policy of the administrator or of a source does not allow the profile, and `vxenv use`, `exec`, `export`, directory files and the default refuse it\n'
        'invalid\tThe document cannot be used: it is not valid TOML, it has an unknown key or an invalid value, such as a project ID with capital letters or a location with a slash, or it extends an invalid profile.\n'
        'ignored-file\tA file in the directory profiles of a source resembles a profile and is not read: vxenv reads only profiles/NAME.toml, and no directory below it\n'
        'all\tall rules\n',
    'locations':
        'global\taiplatform.googleapis.com\n'
        'us\taiplatform.us.rep.googleapis.com\n'
        'eu\taiplatform.eu.rep.googleapis.com\n'
        'africa-south1\tafrica-south1-aiplatform.googleapis.com\n'
        'asia-east1\tasia-east1-aiplatform.googleapis.com\n'
        'asia-east2\tasia-east2-aiplatform.googleapis.com\n'
        'asia-northeast1\tasia-northeast1-aiplatform.googleapis.com\n'
        'asia-northeast2\tasia-northeast2-aiplatform.googleapis.com\n'
        'asia-northeast3\tasia-northeast3-aiplatform.googleapis.com\n'
        'asia-south1\tasia-south1-aiplatform.googleapis.com\n'
        'asia-south2\tasia-south2-aiplatform.googleapis.com\n'
        'asia-southeast1\tasia-southeast1-aiplatform.googleapis.com\n'
        'asia-southeast2\tasia-southeast2-aiplatform.googleapis.com\n'
        'australia-southeast1\taustralia-southeast1-aiplatform.googleapis.com\n'
        'australia-southeast2\taustralia-southeast2-aiplatform.googleapis.com\n'
        'europe-central2\teurope-central2-aiplatform.googleapis.com\n'
        'europe-north1\teurope-north1-aiplatform.googleapis.com\n'
        'europe-southwest1\teurope-southwest1-aiplatform.googleapis.com\n'
        'europe-west1\teurope-west1-aiplatform.googleapis.com\n'
        'europe-west2\teurope-west2-aiplatform.googleapis.com\n'
        'europe-west3\teurope-west3-aiplatform.googleapis.com\n'
        'europe-west4\teurope-west4-aiplatform.googleapis.com\n'
        'europe-west6\teurope-west6-aiplatform.googleapis.com\n'
        'europe-west8\teurope-west8-aiplatform.googleapis.com\n'
        'europe-west9\teurope-west9-aiplatform.googleapis.com\n'
        'europe-west10\teurope-west10-aiplatform.googleapis.com\n'
        'europe-west12\teurope-west12-aiplatform.googleapis.com\n'
        'me-central1\tme-central1-aiplatform.googleapis.com\n'
        'me-central2\tme-central2-aiplatform.googleapis.com\n'
        'me-west1\tme-west1-aiplatform.googleapis.com\n'
        'northamerica-northeast1\tnorthamerica-northeast1-aiplatform.googleapis.com\n'
        'northamerica-northeast2\tnorthamerica-northeast2-aiplatform.googleapis.com\n'
        'southamerica-east1\tsouthamerica-east1-aiplatform.googleapis.com\n'
        'southamerica-west1\tsouthamerica-west1-aiplatform.googleapis.com\n'
        'us-central1\tus-central1-aiplatform.googleapis.com\n'
        'us-east1\tus-east1-aiplatform.googleapis.com\n'
        'us-east4\tus-east4-aiplatform.googleapis.com\n'
        'us-east5\tus-east5-aiplatform.googleapis.com\n'
        'us-south1\tus-south1-aiplatform.googleapis.com\n'
        'us-west1\tus-west1-aiplatform.googleapis.com\n'
        'us-west2\tus-west2-aiplatform.googleapis.com\n'
        'us-west3\tus-west3-aiplatform.googleapis.com\n'
        'us-west4\tus-west4-aiplatform.googleapis.com\n',
    'models':
        'claude-fable-5-2\tClaude Fable 5.2\n'
        'claude-fable-5-1\tClaude Fable 5.1\n'
        'claude-fable-5\tClaude Fable 5\n'
        'claude-opus-5-5\tClaude Opus 5.5\n'
        'claude-opus-5\tClaude Opus 5\n'
        'claude-opus-4-8\tClaude Opus 4.8\n'
        'claude-opus-4-7\tClaude Opus 4.7\n'
        'claude-opus-4-6\tClaude Opus 4.6\n'
        'claude-opus-4-5@20251101\tClaude Opus 4.5\n'
        'claude-opus-4-1@20250805\tClaude Opus 4.1\n'
        'claude-sonnet-5-5\tClaude Sonnet 5.5\n'
        'claude-sonnet-5\tClaude Sonnet 5\n'
        'claude-sonnet-4-6\tClaude Sonnet 4.6\n'
        'claude-sonnet-4-5@20250929\tClaude Sonnet 4.5\n'
        'claude-haiku-5-5\tClaude Haiku 5.5\n'
        'claude-haiku-4-5@20251001\tClaude Haiku 4.5\n',
    'clients':
        '2.1.332\tnewest known version\n',
    'booleans':
        'true\n'
        'false\n',
    'nothing':
        '',
    'alias_or_model':
        'opus\talias, resolved by Claude Code\n'
        'sonnet\talias, resolved by Claude Code\n'
        'haiku\talias, resolved by Claude Code\n'
        'fable\talias, resolved by Claude Code\n'
        'best\talias, resolved by Claude Code\n'
        'opusplan\talias, resolved by Claude Code\n'
        'default\talias, resolved by Claude Code\n'
        'inherit\talias, resolved by Claude Code\n'
        'claude-fable-5-2\tClaude Fable 5.2\n'
        'claude-fable-5-1\tClaude Fable 5.1\n'
        'claude-fable-5\tClaude Fable 5\n'
        'claude-opus-5-5\tClaude Opus 5.5\n'
        'claude-opus-5\tClaude Opus 5\n'
        'claude-opus-4-8\tClaude Opus 4.8\n'
        'claude-opus-4-7\tClaude Opus 4.7\n'
        'claude-opus-4-6\tClaude Opus 4.6\n'
        'claude-opus-4-5@20251101\tClaude Opus 4.5\n'
        'claude-opus-4-1@20250805\tClaude Opus 4.1\n'
        'claude-sonnet-5-5\tClaude Sonnet 5.5\n'
        'claude-sonnet-5\tClaude Sonnet 5\n'
        'claude-sonnet-4-6\tClaude Sonnet 4.6\n'
        'claude-sonnet-4-5@20250929\tClaude Sonnet 4.5\n'
        'claude-haiku-5-5\tClaude Haiku 5.5\n'
        'claude-haiku-4-5@20251001\tClaude Haiku 4.5\n',
    'ttl':
        '5m\n'
        '1h\n',
    'effort':
        'low\n'
        'medium\n'
        'high\n'
        'xhigh\n'
        'max\n'
        'auto\n',
    'protocol':
        'grpc\n'
        'http/json\n'
        'http/protobuf\n',
    'path':
        ':files\n',
    'directory':
        ':directories\n',
}
# The list with the values of a key or variable.
VALUES = {
    'description': 'nothing',
    'protected': 'booleans',
    'isolate': 'booleans',
    'isolate_links': 'nothing',
    'location': 'locations',
    'vertex.location': 'locations',
    'region': 'locations',
    'vertex.enabled': 'booleans',
    'vertex.project': 'nothing',
    'vertex.region': 'locations',
    'vertex.base_url': 'nothing',
    'vertex.skip_auth': 'booleans',
    'vertex.managed_by_host': 'booleans',
    'regions.claude-3-5-haiku': 'locations',
    'regions.claude-3-5-sonnet': 'locations',
    'regions.claude-3-7-sonnet': 'locations',
    'regions.claude-opus-4': 'locations',
    'regions.claude-sonnet-4': 'locations',
    'regions.claude-opus-4-1': 'locations',
    'regions.claude-opus-4-5': 'locations',
    'regions.claude-sonnet-4-5': 'locations',
    'regions.claude-opus-4-6': 'locations',
    'regions.claude-sonnet-4-6': 'locations',
    'regions.claude-opus-4-7': 'locations',
    'regions.claude-opus-4-8': 'locations',
    'regions.claude-opus-5': 'locations',
    'regions.claude-sonnet-5': 'locations',
    'regions.claude-opus-5-5': 'locations',
    'regions.claude-sonnet-5-5': 'locations',
    'regions.claude-fable-5': 'locations',
    'regions.claude-fable-5-1': 'locations',
    'regions.claude-fable-5-2': 'locations',
    'regions.claude-haiku-4-5': 'locations',
    'regions.claude-haiku-5-5': 'locations',
    'models.main': 'alias_or_model',
    'models.default': 'alias_or_model',
    'models.opus': 'models',
    'models.opus_name': 'nothing',
    'models.opus_description': 'nothing',
    'models.opus_capabilities': 'nothing',
    'models.sonnet': 'models',
    'models.sonnet_name': 'nothing',
    'models.sonnet_description': 'nothing',
    'models.sonnet_capabilities': 'nothing',
    'models.haiku': 'models',
    'models.haiku_name': 'nothing',
    'models.haiku_description': 'nothing',
    'models.haiku_capabilities': 'nothing',
    'models.fable': 'models',
    'models.fable_name': 'nothing',
    'models.fable_description': 'nothing',
    'models.fable_capabilities': 'nothing',
    'models.custom': 'models',
    'models.custom_name': 'nothing',
    'models.custom_description': 'nothing',
    'models.custom_capabilities': 'nothing',
    'models.small_fast': 'models',
    'models.subagent': 'alias_or_model',
    'models.subagent_force': 'booleans',
    'caching.enabled': 'booleans',
    'caching.opus': 'booleans',
    'caching.sonnet': 'booleans',
    'caching.haiku': 'booleans',
    'caching.fable': 'booleans',
    'caching.one_hour': 'booleans',
    'caching.force_5m': 'booleans',
    'caching.ttl': 'ttl',
    'tuning.max_output_tokens': 'nothing',
    'tuning.effort': 'effort',
    'tuning.max_thinking_tokens': 'nothing',
    'tuning.adaptive_thinking': 'booleans',
    'tuning.one_million_context': 'booleans',
    'tuning.max_context_tokens': 'nothing',
    'tuning.experimental_betas': 'booleans',
    'tuning.betas': 'nothing',
    'tuning.custom_headers': 'nothing',
    'tuning.tool_search': 'nothing',
    'telemetry.enabled': 'booleans',
    'telemetry.endpoint': 'nothing',
    'telemetry.protocol': 'protocol',
    'google.credentials': 'path',
    'google.config_dir': 'directory',
    'google.configuration': 'nothing',
    'google.core_project': 'nothing',
    'google.billing_quota_project': 'nothing',
    'google.project': 'nothing',
    'google.gcloud_project': 'nothing',
    'google.quota_project': 'nothing',
    'google.metadata_host': 'nothing',
    'google.metadata_detection': 'nothing',
    'google.no_gce_check': 'nothing',
    'client.config_dir': 'directory',
    'client.max_retries': 'nothing',
    'client.timeout_ms': 'nothing',
    'client.retry_watchdog': 'booleans',
    'network.https_proxy': 'nothing',
    'network.http_proxy': 'nothing',
    'network.no_proxy': 'nothing',
    'network.extra_ca_certs': 'path',
    'network.cert_store': 'nothing',
    'network.client_cert': 'path',
    'CLAUDE_CODE_USE_VERTEX': 'booleans',
    'ANTHROPIC_VERTEX_PROJECT_ID': 'nothing',
    'CLOUD_ML_REGION': 'locations',
    'ANTHROPIC_VERTEX_BASE_URL': 'nothing',
    'CLAUDE_CODE_SKIP_VERTEX_AUTH': 'booleans',
    'CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST': 'booleans',
    'VERTEX_REGION_CLAUDE_3_5_HAIKU': 'locations',
    'VERTEX_REGION_CLAUDE_3_5_SONNET': 'locations',
    'VERTEX_REGION_CLAUDE_3_7_SONNET': 'locations',
    'VERTEX_REGION_CLAUDE_4_0_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_4_0_SONNET': 'locations',
    'VERTEX_REGION_CLAUDE_4_1_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_4_5_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_4_5_SONNET': 'locations',
    'VERTEX_REGION_CLAUDE_4_6_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_4_6_SONNET': 'locations',
    'VERTEX_REGION_CLAUDE_4_7_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_4_8_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_5_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_5_SONNET': 'locations',
    'VERTEX_REGION_CLAUDE_5_5_OPUS': 'locations',
    'VERTEX_REGION_CLAUDE_5_5_SONNET': 'locations',
    'VERTEX_REGION_CLAUDE_FABLE_5': 'locations',
    'VERTEX_REGION_CLAUDE_FABLE_5_1': 'locations',
    'VERTEX_REGION_CLAUDE_FABLE_5_2': 'locations',
    'VERTEX_REGION_CLAUDE_HAIKU_4_5': 'locations',
    'VERTEX_REGION_CLAUDE_HAIKU_5_5': 'locations',
    'ANTHROPIC_MODEL': 'alias_or_model',
    'ANTHROPIC_DEFAULT_MODEL': 'alias_or_model',
    'ANTHROPIC_DEFAULT_OPUS_MODEL': 'models',
    'ANTHROPIC_DEFAULT_OPUS_MODEL_NAME': 'nothing',
    'ANTHROPIC_DEFAULT_OPUS_MODEL_DESCRIPTION': 'nothing',
    'ANTHROPIC_DEFAULT_OPUS_MODEL_SUPPORTED_CAPABILITIES': 'nothing',
    'ANTHROPIC_DEFAULT_SONNET_MODEL': 'models',
    'ANTHROPIC_DEFAULT_SONNET_MODEL_NAME': 'nothing',
    'ANTHROPIC_DEFAULT_SONNET_MODEL_DESCRIPTION': 'nothing',
    'ANTHROPIC_DEFAULT_SONNET_MODEL_SUPPORTED_CAPABILITIES': 'nothing',
    'ANTHROPIC_DEFAULT_HAIKU_MODEL': 'models',
    'ANTHROPIC_DEFAULT_HAIKU_MODEL_NAME': 'nothing',
    'ANTHROPIC_DEFAULT_HAIKU_MODEL_DESCRIPTION': 'nothing',
    'ANTHROPIC_DEFAULT_HAIKU_MODEL_SUPPORTED_CAPABILITIES': 'nothing',
    'ANTHROPIC_DEFAULT_FABLE_MODEL': 'models',
    'ANTHROPIC_DEFAULT_FABLE_MODEL_NAME': 'nothing',
    'ANTHROPIC_DEFAULT_FABLE_MODEL_DESCRIPTION': 'nothing',
    'ANTHROPIC_DEFAULT_FABLE_MODEL_SUPPORTED_CAPABILITIES': 'nothing',
    'ANTHROPIC_CUSTOM_MODEL_OPTION': 'models',
    'ANTHROPIC_CUSTOM_MODEL_OPTION_NAME': 'nothing',
    'ANTHROPIC_CUSTOM_MODEL_OPTION_DESCRIPTION': 'nothing',
    'ANTHROPIC_CUSTOM_MODEL_OPTION_SUPPORTED_CAPABILITIES': 'nothing',
    'ANTHROPIC_SMALL_FAST_MODEL': 'models',
    'CLAUDE_CODE_SUBAGENT_MODEL': 'alias_or_model',
    'CLAUDE_CODE_SUBAGENT_MODEL_FORCE': 'booleans',
    'DISABLE_PROMPT_CACHING': 'booleans',
    'DISABLE_PROMPT_CACHING_OPUS': 'booleans',
    'DISABLE_PROMPT_CACHING_SONNET': 'booleans',
    'DISABLE_PROMPT_CACHING_HAIKU': 'booleans',
    'DISABLE_PROMPT_CACHING_FABLE': 'booleans',
    'ENABLE_PROMPT_CACHING_1H': 'booleans',
    'FORCE_PROMPT_CACHING_5M': 'booleans',
    'CLAUDE_CODE_PROMPT_CACHE_TTL': 'ttl',
    'CLAUDE_CODE_MAX_OUTPUT_TOKENS': 'nothing',
    'CLAUDE_CODE_EFFORT_LEVEL': 'effort',
    'MAX_THINKING_TOKENS': 'nothing',
    'CLAUDE_CODE_DISABLE_ADAPTIVE_THINKING': 'booleans',
    'CLAUDE_CODE_DISABLE_1M_CONTEXT': 'booleans',
    'CLAUDE_CODE_MAX_CONTEXT_TOKENS': 'nothing',
    'CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS': 'booleans',
    'ANTHROPIC_BETAS': 'nothing',
    'ANTHROPIC_CUSTOM_HEADERS': 'nothing',
    'ENABLE_TOOL_SEARCH': 'nothing',
    'DISABLE_TELEMETRY': 'booleans',
    'CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC': 'booleans',
    'CLAUDE_CODE_EXTRA_BODY': 'nothing',
    'CLAUDE_CODE_ENABLE_TELEMETRY': 'booleans',
    'OTEL_EXPORTER_OTLP_ENDPOINT': 'nothing',
    'OTEL_EXPORTER_OTLP_PROTOCOL': 'protocol',
    'OTEL_RESOURCE_ATTRIBUTES': 'nothing',
    'OTEL_METRICS_EXPORTER': 'nothing',
    'OTEL_LOGS_EXPORTER': 'nothing',
    'OTEL_EXPORTER_OTLP_HEADERS': 'nothing',
    'GOOGLE_APPLICATION_CREDENTIALS': 'path',
    'CLOUDSDK_CONFIG': 'directory',
    'CLOUDSDK_ACTIVE_CONFIG_NAME': 'nothing',
    'CLOUDSDK_CORE_PROJECT': 'nothing',
    'CLOUDSDK_BILLING_QUOTA_PROJECT': 'nothing',
    'GOOGLE_CLOUD_PROJECT': 'nothing',
    'GCLOUD_PROJECT': 'nothing',
    'GOOGLE_CLOUD_QUOTA_PROJECT': 'nothing',
    'GCE_METADATA_HOST': 'nothing',
    'METADATA_SERVER_DETECTION': 'nothing',
    'NO_GCE_CHECK': 'nothing',
    'CLAUDE_CONFIG_DIR': 'directory',
    'CLAUDE_CODE_MAX_RETRIES': 'nothing',
    'API_TIMEOUT_MS': 'nothing',
    'CLAUDE_CODE_RETRY_WATCHDOG': 'booleans',
    'HTTPS_PROXY': 'nothing',
    'HTTP_PROXY': 'nothing',
    'NO_PROXY': 'nothing',
    'NODE_EXTRA_CA_CERTS': 'path',
    'CLAUDE_CODE_CERT_STORE': 'nothing',
    'CLAUDE_CODE_CLIENT_CERT': 'path',
    'CLOUDSDK_PROXY_TYPE': 'nothing',
    'CLOUDSDK_PROXY_ADDRESS': 'nothing',
    'CLOUDSDK_PROXY_PORT': 'nothing',
    'CLOUDSDK_PROXY_USERNAME': 'nothing',
    'CLOUDSDK_PROXY_PASSWORD': 'nothing',
    'CLOUDSDK_PROXY_RDNS': 'nothing',
    'CLAUDE_CODE_USE_BEDROCK': 'booleans',
    'CLAUDE_CODE_USE_FOUNDRY': 'booleans',
    'CLAUDE_CODE_USE_MANTLE': 'booleans',
    'CLAUDE_CODE_USE_ANTHROPIC_AWS': 'booleans',
    'CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD': 'booleans',
    'CLAUDE_CODE_USE_GATEWAY': 'booleans',
    'ANTHROPIC_API_KEY': 'nothing',
    'ANTHROPIC_AUTH_TOKEN': 'nothing',
    'ANTHROPIC_PROFILE': 'nothing',
    'ANTHROPIC_BASE_URL': 'nothing',
    'ANTHROPIC_GOOGLE_CLOUD_PROJECT': 'nothing',
    'ANTHROPIC_GOOGLE_CLOUD_LOCATION': 'locations',
    'ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID': 'nothing',
    'ANTHROPIC_GOOGLE_CLOUD_BASE_URL': 'nothing',
}
