"""Define the kinds of arguments and options that click does not know.

Each kind is a function of the same name in each completion file: ``__vxenv_c_KIND``.

=============  =========================================================
``stacks``     profiles joined with +
``profiles``   profiles
``sides``      arguments of `diff`: stacks, @shell, @dir, @claude, files
``targets``    arguments of `lint`: stacks and files
``settings``   arguments of `set`: profiles, then KEY=VALUE pairs
``unsettings`` arguments of `unset`: profiles, then keys
``pairs``      KEY=VALUE
``variables``  names of variables
``known``      the same, and keys
``locations``  locations
``models``     IDs of models
``rules``      rules of `lint`
``clients``    versions of Claude Code
``sources``    names of sources
``files``      files
``folders``    directories
``programs``   arguments of `exec`: stacks, then -- and a command line
``nothing``    no candidates: only the user knows the value
=============  =========================================================
"""

# By "COMMAND PARAMETER", or by a parameter's name for every command that has it. Arguments are named as in their
# function, options as they are typed.
KINDS = {
    "names": "stacks",
    "name": "profiles",
    "stack": "stacks",
    "profile": "profiles",
    "path": "folders",
    "file": "files",
    "steps": "nothing",
    "variable": "known",
    "old": "profiles",
    "new": "nothing",
    "add name": "nothing",
    "diff a": "sides",
    "diff b": "sides",
    "exec names": "programs",
    "--ssh": "nothing",
    "lint words": "targets",
    "remove names": "profiles",
    "set words": "settings",
    "unset words": "unsettings",
    "vars name": "known",
    "config set values": "nothing",
    "help inner": "nothing",
    "--models": "models",
    "--locations": "locations",
    "probe --repeat": "nothing",
    "probe --jobs": "nothing",
    "--file": "files",
    "--profile": "stacks",
    "explain words": "nothing",
    "--as": "nothing",
    "--client": "clients",
    "--credentials": "files",
    "--description": "nothing",
    "--explain": "rules",
    "--extends": "profiles",
    "--from": "profiles",
    "--from-dotenv": "files",
    "--from-rc": "files",
    "--function": "nothing",
    "prompt --format": "nothing",
    "statusline --format": "nothing",
    "claude install --format": "nothing",
    "--haiku": "models",
    "--location": "locations",
    "--main": "models",
    "--opus": "models",
    "--project": "nothing",
    "--region": "locations",
    "--remove": "files",
    "--retiring-within": "nothing",
    "--set": "pairs",
    "login --impersonate-service-account": "nothing",
    "login --quota-project": "nothing",
    "lint --source": "files",
    "list --source": "sources",
    "source add name": "nothing",
    "source add url": "nothing",
    "source init directory": "folders",
    "source pin commit": "nothing",
    "source_name": "sources",
    "source_names": "sources",
    "--ref": "nothing",
    "source add --path": "nothing",
    "--require-signed": "files",
    "--since": "nothing",
    "--until": "nothing",
    "--svg": "files",
    "usage --from": "folders",
    "--billing-table": "nothing",
    "--logs-table": "nothing",
    "--sonnet": "models",
    "--workspace": "folders",
    "--write": "files",
}
