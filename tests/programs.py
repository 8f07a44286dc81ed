"""Build a stub of Claude Code's program: the parts that vxenv reads, among arbitrary bytes."""

from pathlib import Path

LISTED = """\
{"//":"Hand-maintained \\"baked-in\\" catalog",schema_version:1,pricing_tiers:{tier:{input:.5,output:1e1}},models:[
{id:"claude-opus-6",family:"opus",display_name:"Opus 6",provider_ids:{first_party:"claude-opus-6",bedrock:null,
vertex:"claude-opus-6"},vertex_region_env_var:"VERTEX_REGION_CLAUDE_6_OPUS",context:{window:1e6,native_1m:!0}},
{id:"claude-opus-5-5",family:"opus",display_name:"Opus 5.5",provider_ids:{first_party:"claude-opus-5-5",
vertex:"claude-opus-5-5"},vertex_region_env_var:"VERTEX_REGION_CLAUDE_5_5_OPUS",context:{window:1e6,native_1m:!0}},
{id:"claude-sonnet-4-5",family:"sonnet",display_name:"Sonnet 4.5",provider_ids:{
first_party:"claude-sonnet-4-5-20250929",vertex:"claude-sonnet-4-5@20250929"}},
{id:"claude-haiku-5-5",family:"haiku",display_name:"Haiku 5.5",provider_ids:{first_party:"claude-haiku-5-5",
vertex:"claude-haiku-5-5"}},
{id:"claude-fable-5-2",family:"fable",display_name:"Fable 5.2",provider_ids:{first_party:"claude-fable-5-2",
vertex:'claude-fable-5-2'}},
{id:"claude-mythos-6",family:"mythos",display_name:"Mythos",provider_ids:{first_party:"claude-mythos-6",vertex:null}}],
aliases:{opus:{default:"claude-opus-5-5",per_provider:{vertex:"claude-opus-6"}},sonnet:{default:"claude-sonnet-4-5"},
haiku:{default:"claude-haiku-5-5",per_provider:{gateway:"x"}},fable:{default:"claude-fable-5-2"}},defaults:{}}"""

RETIRED = """\
{"claude-opus-5-5":{modelName:"Claude Opus 5.5",retirementDates:{firstParty:null,vertex:"September 30, 2027"}},
"claude-sonnet-4-5":{modelName:"Claude Sonnet 4.5",retirementDates:{vertex:"January 31, 2027"},remappedTo:void 0}}"""


def program(listed: str = LISTED, retired: str = RETIRED, *, padding: int = 100) -> bytes:
    """Return the bytes of a program with these literals, separated by that many bytes."""
    noise = b"\x00\xffschema_version:1,{models:[" + b"x" * padding
    return noise + b"var a=" + listed.encode() + b";function(){}" + noise + b"b=" + retired.encode() + b";" + noise


def install(folder: Path, version: str, content: bytes) -> Path:
    """Install a Claude Code into `folder` like npm, and return the directory for PATH."""
    package = folder / "node_modules" / "@anthropic-ai" / "claude-code"
    (package / "bin").mkdir(parents=True, exist_ok=True)
    (package / "package.json").write_text(f'{{"name": "@anthropic-ai/claude-code", "version": "{version}"}}')
    (package / "bin" / "claude.exe").write_bytes(content)
    (package / "bin" / "claude.exe").chmod(0o755)
    path = folder / "bin"
    path.mkdir(exist_ok=True)
    if not (path / "claude").is_symlink():
        (path / "claude").symlink_to(package / "bin" / "claude.exe")
    return path
