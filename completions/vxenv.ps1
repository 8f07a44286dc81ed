# Completions of vxenv for PowerShell, 7.2 and later. Experimental: it was written without a PowerShell to run it in.
#
# Names of profiles come from the store's directory: no process is started for them. What only vxenv knows (keys,
# locations, models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated.

# By the words of a command, '' for vxenv itself: its commands with their help; its options, each with what it takes and
# its help; its arguments. What is taken is a kind, or choices behind =; a * says that it may come again.
# --- made by `make completions` from the commands; not by hand ---
$global:__vxenv_c_table = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
$global:__vxenv_c_table[''] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['']['commands']['use'] = 'Switch this shell to a profile or stack'
$global:__vxenv_c_table['']['commands']['off'] = 'Turn profiles off in this shell'
$global:__vxenv_c_table['']['commands']['auto'] = 'Resume automatic profile selection in this shell'
$global:__vxenv_c_table['']['commands']['default'] = 'Show or set the default profile'
$global:__vxenv_c_table['']['commands']['exec'] = 'Run a command with a profile'
$global:__vxenv_c_table['']['commands']['export'] = 'Print a profile for a shell, a program or another user'
$global:__vxenv_c_table['']['commands']['local'] = 'Select a profile for this directory'
$global:__vxenv_c_table['']['commands']['allow'] = 'Allow a directory file after showing its changes'
$global:__vxenv_c_table['']['commands']['trust'] = 'Allow a directory file after showing its changes'
$global:__vxenv_c_table['']['commands']['deny'] = 'Deny a directory file, and stop asking about it'
$global:__vxenv_c_table['']['commands']['allowed'] = 'List allowed and denied directory files'
$global:__vxenv_c_table['']['commands']['list'] = 'List profiles'
$global:__vxenv_c_table['']['commands']['ls'] = 'List profiles'
$global:__vxenv_c_table['']['commands']['show'] = 'Show the variables of a profile and where they are set'
$global:__vxenv_c_table['']['commands']['diff'] = 'Compare profiles, this shell and directory files'
$global:__vxenv_c_table['']['commands']['status'] = 'Show the active profile and why it is active'
$global:__vxenv_c_table['']['commands']['current'] = 'Print the active profile or stack'
$global:__vxenv_c_table['']['commands']['which'] = 'Print the paths of profiles'
$global:__vxenv_c_table['']['commands']['prompt'] = 'Print the active profile in a custom format'
$global:__vxenv_c_table['']['commands']['why'] = 'Show every source of a variable''s value'
$global:__vxenv_c_table['']['commands']['models'] = 'List models with their locations and retirement dates'
$global:__vxenv_c_table['']['commands']['vars'] = 'List known variables, their keys and their effects'
$global:__vxenv_c_table['']['commands']['usage'] = 'Estimate costs by profile, model or day'
$global:__vxenv_c_table['']['commands']['add'] = 'Create a profile from options or existing variables'
$global:__vxenv_c_table['']['commands']['set'] = 'Set keys in profiles'
$global:__vxenv_c_table['']['commands']['unset'] = 'Remove keys from profiles'
$global:__vxenv_c_table['']['commands']['edit'] = 'Edit a profile in your editor'
$global:__vxenv_c_table['']['commands']['copy'] = 'Copy a profile'
$global:__vxenv_c_table['']['commands']['cp'] = 'Copy a profile'
$global:__vxenv_c_table['']['commands']['rename'] = 'Rename a profile and update references to it'
$global:__vxenv_c_table['']['commands']['mv'] = 'Rename a profile and update references to it'
$global:__vxenv_c_table['']['commands']['remove'] = 'Remove profiles'
$global:__vxenv_c_table['']['commands']['rm'] = 'Remove profiles'
$global:__vxenv_c_table['']['commands']['import'] = 'Import profiles, or variables of other programs'
$global:__vxenv_c_table['']['commands']['login'] = 'Sign in to Google with credentials for one profile'
$global:__vxenv_c_table['']['commands']['undo'] = 'Undo the last changes to profiles and settings'
$global:__vxenv_c_table['']['commands']['schema'] = 'Print the JSON Schema of a file, for editors'
$global:__vxenv_c_table['']['commands']['source'] = 'Manage profiles of a team from git or a bucket'
$global:__vxenv_c_table['']['commands']['statusline'] = 'Print a status line for Claude Code'
$global:__vxenv_c_table['']['commands']['guard'] = 'Warn in Claude Code about a wrong project or location'
$global:__vxenv_c_table['']['commands']['claude'] = 'Manage vxenv''s status line and guard in Claude Code'
$global:__vxenv_c_table['']['commands']['editor'] = 'Use a profile in Claude Code''s editor extensions'
$global:__vxenv_c_table['']['commands']['lint'] = 'Check profiles for values Vertex or Claude Code rejects'
$global:__vxenv_c_table['']['commands']['upgrade'] = 'Replace retiring models with their successors'
$global:__vxenv_c_table['']['commands']['doctor'] = 'Diagnose the setup and suggest fixes'
$global:__vxenv_c_table['']['commands']['probe'] = 'Test which models a project can use, and where'
$global:__vxenv_c_table['']['commands']['explain'] = 'Explain an error of Claude Code or Vertex, with a fix'
$global:__vxenv_c_table['']['commands']['setup'] = 'Load vxenv in new shells and create first profiles'
$global:__vxenv_c_table['']['commands']['config'] = 'Read and change vxenv''s own configuration'
$global:__vxenv_c_table['']['commands']['init'] = 'Print a shell''s hook for its rc file'
$global:__vxenv_c_table['']['commands']['completions'] = 'Print shell completions'
$global:__vxenv_c_table['']['commands']['try'] = 'Open a shell with sample profiles in a temporary home'
$global:__vxenv_c_table['']['commands']['help'] = 'Show help for a command'
$global:__vxenv_c_table['']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['']['options']['-V'] = @('', 'Show the version and exit')
$global:__vxenv_c_table['']['options']['--version'] = @('', 'Show the version and exit')
$global:__vxenv_c_table['']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['use'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['use']['options']['-y'] = @('', 'Do not ask about a protected profile or a spent budget')
$global:__vxenv_c_table['use']['options']['--yes'] = @('', 'Do not ask about a protected profile or a spent budget')
$global:__vxenv_c_table['use']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['use']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['use']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['use']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['use']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['use']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['use']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['use']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['off'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['off']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['off']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['off']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['off']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['off']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['off']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['off']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['off']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['auto'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['auto']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['auto']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['auto']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['auto']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['auto']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['auto']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['auto']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['auto']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['default'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['default']['options']['--unset'] = @('', 'Remove the default')
$global:__vxenv_c_table['default']['options']['--json'] = @('', 'Output the resulting default as JSON')
$global:__vxenv_c_table['default']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['default']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['default']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['default']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['default']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['default']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['default']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['default']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['exec'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('programs*') }
$global:__vxenv_c_table['exec']['options']['-y'] = @('', 'Do not ask before using a protected profile')
$global:__vxenv_c_table['exec']['options']['--yes'] = @('', 'Do not ask before using a protected profile')
$global:__vxenv_c_table['exec']['options']['--no-settings'] = @('', 'Do not pass the profile to Claude Code as --settings')
$global:__vxenv_c_table['exec']['options']['--ssh'] = @('nothing', 'Run the command on another machine with ssh')
$global:__vxenv_c_table['exec']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['exec']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['exec']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['exec']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['exec']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['exec']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['exec']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['exec']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['export'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['export']['options']['--format'] = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings devcontainer compose k8s managed-settings policy-helper toml bundle', 'Output format. [default: sh]')
$global:__vxenv_c_table['export']['options']['--flatten'] = @('', 'With toml and bundle: resolve extends')
$global:__vxenv_c_table['export']['options']['--write'] = @('files', 'With claude-settings and devcontainer: add the variables to FILE')
$global:__vxenv_c_table['export']['options']['--remove'] = @('files', 'With claude-settings and devcontainer: remove the variables from FILE')
$global:__vxenv_c_table['export']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['export']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['export']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['export']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['export']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['export']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['export']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['export']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['local'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['local']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['local']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['local']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['local']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['local']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['local']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['local']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['local']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['allow'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('folders') }
$global:__vxenv_c_table['allow']['options']['-y'] = @('', 'Allow the file without asking')
$global:__vxenv_c_table['allow']['options']['--yes'] = @('', 'Allow the file without asking')
$global:__vxenv_c_table['allow']['options']['--full'] = @('', 'Show long values in full')
$global:__vxenv_c_table['allow']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['allow']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['allow']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['allow']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['allow']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['allow']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['allow']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['allow']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['trust'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('folders') }
$global:__vxenv_c_table['trust']['options']['-y'] = @('', 'Allow the file without asking')
$global:__vxenv_c_table['trust']['options']['--yes'] = @('', 'Allow the file without asking')
$global:__vxenv_c_table['trust']['options']['--full'] = @('', 'Show long values in full')
$global:__vxenv_c_table['trust']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['trust']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['trust']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['trust']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['trust']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['trust']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['trust']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['trust']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['deny'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('folders') }
$global:__vxenv_c_table['deny']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['deny']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['deny']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['deny']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['deny']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['deny']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['deny']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['deny']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['allowed'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['allowed']['options']['--prune'] = @('', 'Forget missing and changed files')
$global:__vxenv_c_table['allowed']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['allowed']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['allowed']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['allowed']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['allowed']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['allowed']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['allowed']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['allowed']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['allowed']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['list'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['list']['options']['--source'] = @('sources', 'List only the profiles of a source')
$global:__vxenv_c_table['list']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['list']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['list']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['list']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['list']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['list']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['list']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['list']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['list']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['ls'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['ls']['options']['--source'] = @('sources', 'List only the profiles of a source')
$global:__vxenv_c_table['ls']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['ls']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['ls']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['ls']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['ls']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['ls']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['ls']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['ls']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['ls']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['show'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['show']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['show']['options']['--all'] = @('', 'Include closed variables, which the profile only unsets')
$global:__vxenv_c_table['show']['options']['--resolved'] = @('', 'Show the model, location and status of each role')
$global:__vxenv_c_table['show']['options']['--client'] = @('clients', 'With --resolved: use this Claude Code version. [default: installed]')
$global:__vxenv_c_table['show']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['show']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['show']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['show']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['show']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['show']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['show']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['show']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['diff'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('sides', 'sides') }
$global:__vxenv_c_table['diff']['options']['--all'] = @('', 'Show equal variables too')
$global:__vxenv_c_table['diff']['options']['--exit-code'] = @('', 'Exit with 1 if there are differences')
$global:__vxenv_c_table['diff']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['diff']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['diff']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['diff']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['diff']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['diff']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['diff']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['diff']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['diff']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['status'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['status']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['status']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['status']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['status']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['status']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['status']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['status']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['status']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['status']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['current'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['current']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['current']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['current']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['current']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['current']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['current']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['current']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['current']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['which'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['which']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['which']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['which']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['which']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['which']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['which']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['which']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['which']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['prompt'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['prompt']['options']['--format'] = @('nothing', 'Output format, with fields in braces. [default: {profile}]')
$global:__vxenv_c_table['prompt']['options']['--file'] = @('=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf', 'Print a ready-made prompt file. It does not run vxenv')
$global:__vxenv_c_table['prompt']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['prompt']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['prompt']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['prompt']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['prompt']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['prompt']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['prompt']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['prompt']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['why'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('known') }
$global:__vxenv_c_table['why']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['why']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['why']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['why']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['why']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['why']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['why']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['why']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['why']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['models'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['models']['options']['--location'] = @('locations', 'Show only models served, or possibly served, in this location')
$global:__vxenv_c_table['models']['options']['--family'] = @('=opus sonnet haiku fable', 'Show only this family')
$global:__vxenv_c_table['models']['options']['--served'] = @('', 'Show only models known to be served (in --location, if given)')
$global:__vxenv_c_table['models']['options']['--retiring-within'] = @('nothing', 'Show only models that retire within DAYS or retired in the last 90 days')
$global:__vxenv_c_table['models']['options']['--client'] = @('clients', 'Resolve aliases as this Claude Code version does. [default: installed]')
$global:__vxenv_c_table['models']['options']['--prices'] = @('', 'Show prices in USD per million tokens (in --location, if given)')
$global:__vxenv_c_table['models']['options']['--refresh'] = @('', 'Update the catalogue from Claude Code and Google (free)')
$global:__vxenv_c_table['models']['options']['--profile'] = @('stacks', 'With --refresh: use this profile. [default: this shell''s environment]')
$global:__vxenv_c_table['models']['options']['-y'] = @('', 'Do not ask before sending secrets to non-Google servers')
$global:__vxenv_c_table['models']['options']['--yes'] = @('', 'Do not ask before sending secrets to non-Google servers')
$global:__vxenv_c_table['models']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['models']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['models']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['models']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['models']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['models']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['models']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['models']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['models']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['vars'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('known') }
$global:__vxenv_c_table['vars']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['vars']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['vars']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['vars']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['vars']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['vars']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['vars']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['vars']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['vars']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['usage'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['usage']['options']['--by'] = @('=profile project location model role directory branch day week month session', 'Group by profile, project, location, model, role, directory, branch, day, week, month or session; several with commas. [default: profile]')
$global:__vxenv_c_table['usage']['options']['--since'] = @('nothing', 'First day: 2026-11-30, 2026-11, yesterday, 7d, 2w or all')
$global:__vxenv_c_table['usage']['options']['--until'] = @('nothing', 'Last day: 2026-11-30, 2026-11 or yesterday. [default: today]')
$global:__vxenv_c_table['usage']['options']['--profile'] = @('stacks', 'Count only sessions with this profile or stack')
$global:__vxenv_c_table['usage']['options']['--from'] = @('folders', 'Read transcripts below DIR; repeatable')
$global:__vxenv_c_table['usage']['options']['--guess'] = @('', 'Attribute unrecorded sessions by allowed directory files')
$global:__vxenv_c_table['usage']['options']['--prices'] = @('', 'Show the prices applied, with source and date')
$global:__vxenv_c_table['usage']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['usage']['options']['--csv'] = @('', 'Output CSV')
$global:__vxenv_c_table['usage']['options']['--svg'] = @('files', 'Write a picture of the cost per day and profile; - for stdout')
$global:__vxenv_c_table['usage']['options']['--reconcile'] = @('=bigquery', 'Print SQL that compares these costs with Google''s billing')
$global:__vxenv_c_table['usage']['options']['--billing-table'] = @('nothing', 'With --reconcile: the detailed export')
$global:__vxenv_c_table['usage']['options']['--logs-table'] = @('nothing', 'With --reconcile: the request-response logs; '''' for none')
$global:__vxenv_c_table['usage']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['usage']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['usage']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['usage']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['usage']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['usage']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['usage']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['usage']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['add'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('nothing') }
$global:__vxenv_c_table['add']['options']['--project'] = @('nothing', 'Google Cloud project ID')
$global:__vxenv_c_table['add']['options']['--region'] = @('locations', 'Location: global, us, eu or a region')
$global:__vxenv_c_table['add']['options']['--location'] = @('locations', 'Location: global, us, eu or a region')
$global:__vxenv_c_table['add']['options']['--main'] = @('models', 'Main model')
$global:__vxenv_c_table['add']['options']['--opus'] = @('models', 'Model ID for opus')
$global:__vxenv_c_table['add']['options']['--sonnet'] = @('models', 'Model ID for sonnet')
$global:__vxenv_c_table['add']['options']['--haiku'] = @('models', 'Model ID for haiku')
$global:__vxenv_c_table['add']['options']['--credentials'] = @('files', 'Google credentials file')
$global:__vxenv_c_table['add']['options']['--description'] = @('nothing', 'One-line description')
$global:__vxenv_c_table['add']['options']['--extends'] = @('profiles', 'Profile to inherit from; may be repeated')
$global:__vxenv_c_table['add']['options']['--protected'] = @('', 'Ask before switching to the profile')
$global:__vxenv_c_table['add']['options']['--set'] = @('pairs', 'Set any other key; may be repeated')
$global:__vxenv_c_table['add']['options']['--from'] = @('profiles', 'Start from a copy of another profile')
$global:__vxenv_c_table['add']['options']['--from-env'] = @('', 'Import this shell''s variables')
$global:__vxenv_c_table['add']['options']['--from-settings'] = @('', 'Import a Claude Code settings file. [default: user settings]')
$global:__vxenv_c_table['add']['options']['--from-gcloud'] = @('', 'Import a gcloud configuration. [default: the active one]')
$global:__vxenv_c_table['add']['options']['--from-rc'] = @('files', 'Import the exports of an rc file; may be repeated')
$global:__vxenv_c_table['add']['options']['--function'] = @('nothing', 'With --from-rc: import the exports of this function')
$global:__vxenv_c_table['add']['options']['--from-dotenv'] = @('files', 'Import a .env file')
$global:__vxenv_c_table['add']['options']['-f'] = @('', 'Replace an existing profile, and keep a backup')
$global:__vxenv_c_table['add']['options']['--force'] = @('', 'Replace an existing profile, and keep a backup')
$global:__vxenv_c_table['add']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['add']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['add']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['add']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['add']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['add']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['add']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['add']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['set'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('settings*') }
$global:__vxenv_c_table['set']['options']['--if-set'] = @('', 'Change only profiles that already contain the key')
$global:__vxenv_c_table['set']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['set']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['set']['options']['--json'] = @('', 'Output the changed keys and files as JSON')
$global:__vxenv_c_table['set']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['set']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['set']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['set']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['set']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['set']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['set']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['set']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['unset'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('unsettings*') }
$global:__vxenv_c_table['unset']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['unset']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['unset']['options']['--json'] = @('', 'Output the changed keys and files as JSON')
$global:__vxenv_c_table['unset']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['unset']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['unset']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['unset']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['unset']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['unset']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['unset']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['unset']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['edit'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles') }
$global:__vxenv_c_table['edit']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['edit']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['edit']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['edit']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['edit']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['edit']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['edit']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['edit']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['copy'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['copy']['options']['-f'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['copy']['options']['--force'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['copy']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['copy']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['copy']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['copy']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['copy']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['copy']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['copy']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['copy']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['cp'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['cp']['options']['-f'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['cp']['options']['--force'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['cp']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['cp']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['cp']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['cp']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['cp']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['cp']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['cp']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['cp']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['rename'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['rename']['options']['--keep-directories'] = @('', 'List directory files that select OLD; do not change them')
$global:__vxenv_c_table['rename']['options']['-f'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['rename']['options']['--force'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['rename']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['rename']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['rename']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['rename']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['rename']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['rename']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['rename']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['rename']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['mv'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['mv']['options']['--keep-directories'] = @('', 'List directory files that select OLD; do not change them')
$global:__vxenv_c_table['mv']['options']['-f'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['mv']['options']['--force'] = @('', 'Replace NEW, and keep a backup')
$global:__vxenv_c_table['mv']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['mv']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['mv']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['mv']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['mv']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['mv']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['mv']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['mv']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['remove'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles*') }
$global:__vxenv_c_table['remove']['options']['-f'] = @('', 'Remove profiles that are in use')
$global:__vxenv_c_table['remove']['options']['--force'] = @('', 'Remove profiles that are in use')
$global:__vxenv_c_table['remove']['options']['-y'] = @('', 'Do not ask before removing several profiles')
$global:__vxenv_c_table['remove']['options']['--yes'] = @('', 'Do not ask before removing several profiles')
$global:__vxenv_c_table['remove']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['remove']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['remove']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['remove']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['remove']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['remove']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['remove']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['remove']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['rm'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles*') }
$global:__vxenv_c_table['rm']['options']['-f'] = @('', 'Remove profiles that are in use')
$global:__vxenv_c_table['rm']['options']['--force'] = @('', 'Remove profiles that are in use')
$global:__vxenv_c_table['rm']['options']['-y'] = @('', 'Do not ask before removing several profiles')
$global:__vxenv_c_table['rm']['options']['--yes'] = @('', 'Do not ask before removing several profiles')
$global:__vxenv_c_table['rm']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['rm']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['rm']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['rm']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['rm']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['rm']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['rm']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['rm']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['import'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('files') }
$global:__vxenv_c_table['import']['options']['--as'] = @('nothing', 'Name of the profile. [default: the file''s name]')
$global:__vxenv_c_table['import']['options']['--format'] = @('=toml dotenv docker systemd github vscode json claude-settings envrc mise devcontainer', 'Input format. [default: detected]')
$global:__vxenv_c_table['import']['options']['-f'] = @('', 'Replace existing profiles, and keep backups')
$global:__vxenv_c_table['import']['options']['--force'] = @('', 'Replace existing profiles, and keep backups')
$global:__vxenv_c_table['import']['options']['-n'] = @('', 'Show the profiles without importing them')
$global:__vxenv_c_table['import']['options']['--dry-run'] = @('', 'Show the profiles without importing them')
$global:__vxenv_c_table['import']['options']['--json'] = @('', 'Output the imported profiles as JSON')
$global:__vxenv_c_table['import']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['import']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['import']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['import']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['import']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['import']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['import']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['import']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['login'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles') }
$global:__vxenv_c_table['login']['options']['--impersonate-service-account'] = @('nothing', 'Make credentials for ACCOUNT; your own account must be allowed to impersonate it')
$global:__vxenv_c_table['login']['options']['--quota-project'] = @('nothing', 'Charge quota to PROJECT. [default: the profile''s project]')
$global:__vxenv_c_table['login']['options']['--disable-quota-project'] = @('', 'Add no quota project')
$global:__vxenv_c_table['login']['options']['--no-launch-browser'] = @('', 'Print a URL instead of opening a browser')
$global:__vxenv_c_table['login']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['login']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['login']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['login']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['login']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['login']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['login']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['login']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['login']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['login']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['undo'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('nothing') }
$global:__vxenv_c_table['undo']['options']['--list'] = @('', 'List changes, the latest first')
$global:__vxenv_c_table['undo']['options']['--redo'] = @('', 'Redo undone changes')
$global:__vxenv_c_table['undo']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['undo']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['undo']['options']['-f'] = @('', 'Undo even if a file was changed since')
$global:__vxenv_c_table['undo']['options']['--force'] = @('', 'Undo even if a file was changed since')
$global:__vxenv_c_table['undo']['options']['--forget'] = @('', 'Delete the history; nothing can be undone after that')
$global:__vxenv_c_table['undo']['options']['-y'] = @('', 'With --forget: do not ask')
$global:__vxenv_c_table['undo']['options']['--yes'] = @('', 'With --forget: do not ask')
$global:__vxenv_c_table['undo']['options']['--json'] = @('', 'With --list: output JSON')
$global:__vxenv_c_table['undo']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['undo']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['undo']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['undo']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['undo']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['undo']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['undo']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['undo']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['schema'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=profile directory config policy catalogue') }
$global:__vxenv_c_table['schema']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['schema']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['schema']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['schema']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['schema']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['schema']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['schema']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['schema']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['source']['commands']['add'] = 'Add a source after showing its profiles'
$global:__vxenv_c_table['source']['commands']['init'] = 'Create a repository for a source'
$global:__vxenv_c_table['source']['commands']['list'] = 'List sources'
$global:__vxenv_c_table['source']['commands']['pin'] = 'Keep a source at a version'
$global:__vxenv_c_table['source']['commands']['remove'] = 'Remove a source'
$global:__vxenv_c_table['source']['commands']['show'] = 'Show a source'
$global:__vxenv_c_table['source']['commands']['update'] = 'Update sources after showing the changes'
$global:__vxenv_c_table['source']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source add'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('nothing', 'nothing') }
$global:__vxenv_c_table['source add']['options']['--ref'] = @('nothing', 'Branch, tag or commit. [default: the default branch]')
$global:__vxenv_c_table['source add']['options']['--path'] = @('nothing', 'Directory in the repository. [default: its root]')
$global:__vxenv_c_table['source add']['options']['--set'] = @('pairs', 'Value for a required key; may be repeated')
$global:__vxenv_c_table['source add']['options']['--require-signed'] = @('files', 'Refuse versions not signed by an allowed signer')
$global:__vxenv_c_table['source add']['options']['--auto'] = @('', 'With --require-signed: apply harmless updates without asking')
$global:__vxenv_c_table['source add']['options']['-y'] = @('', 'Accept the version without asking')
$global:__vxenv_c_table['source add']['options']['--yes'] = @('', 'Accept the version without asking')
$global:__vxenv_c_table['source add']['options']['--full'] = @('', 'Show long values in full')
$global:__vxenv_c_table['source add']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source add']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source add']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source add']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source add']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source add']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source add']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source add']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source init'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('folders') }
$global:__vxenv_c_table['source init']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source init']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source init']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source init']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source init']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source init']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source init']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source init']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source list'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['source list']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['source list']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source list']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source list']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source list']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source list']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source list']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source list']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source list']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source pin'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('sources', 'nothing') }
$global:__vxenv_c_table['source pin']['options']['--unset'] = @('', 'Follow the branch or the object again')
$global:__vxenv_c_table['source pin']['options']['-y'] = @('', 'Accept the version without asking')
$global:__vxenv_c_table['source pin']['options']['--yes'] = @('', 'Accept the version without asking')
$global:__vxenv_c_table['source pin']['options']['--full'] = @('', 'Show long values in full')
$global:__vxenv_c_table['source pin']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source pin']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source pin']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source pin']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source pin']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source pin']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source pin']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source pin']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source remove'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('sources') }
$global:__vxenv_c_table['source remove']['options']['-y'] = @('', 'Remove the source even if its profiles are in use')
$global:__vxenv_c_table['source remove']['options']['--yes'] = @('', 'Remove the source even if its profiles are in use')
$global:__vxenv_c_table['source remove']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source remove']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source remove']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source remove']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source remove']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source remove']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source remove']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source remove']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source show'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('sources') }
$global:__vxenv_c_table['source show']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['source show']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source show']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source show']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source show']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source show']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source show']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source show']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source show']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['source update'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('sources*') }
$global:__vxenv_c_table['source update']['options']['--check'] = @('', 'Only show changes; exit with 1 if there are any')
$global:__vxenv_c_table['source update']['options']['--set'] = @('pairs', 'Value for a required key; may be repeated')
$global:__vxenv_c_table['source update']['options']['--allow-rollback'] = @('', 'Accept a version older than the current one')
$global:__vxenv_c_table['source update']['options']['--allow-rewrite'] = @('', 'Accept a history without the current version')
$global:__vxenv_c_table['source update']['options']['-y'] = @('', 'Accept the version without asking')
$global:__vxenv_c_table['source update']['options']['--yes'] = @('', 'Accept the version without asking')
$global:__vxenv_c_table['source update']['options']['--full'] = @('', 'Show long values in full')
$global:__vxenv_c_table['source update']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source update']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['source update']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source update']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['source update']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['source update']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['source update']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['source update']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['statusline'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['statusline']['options']['--format'] = @('nothing', 'Output format, with fields in braces')
$global:__vxenv_c_table['statusline']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['statusline']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['statusline']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['statusline']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['statusline']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['statusline']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['statusline']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['statusline']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['guard'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['guard']['options']['--record'] = @('', 'Only record the session, without the warning')
$global:__vxenv_c_table['guard']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['guard']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['guard']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['guard']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['guard']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['guard']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['guard']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['guard']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['claude'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['claude']['commands']['install'] = 'Add the status line and the guard to a settings file'
$global:__vxenv_c_table['claude']['commands']['remove'] = 'Remove the status line and the guard'
$global:__vxenv_c_table['claude']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['claude']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['claude']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['claude']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['claude']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['claude']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['claude']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['claude']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['claude install'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('files') }
$global:__vxenv_c_table['claude install']['options']['--user'] = @('', 'Use your user settings. [default]')
$global:__vxenv_c_table['claude install']['options']['--project'] = @('', 'Use the project''s .claude/settings.json')
$global:__vxenv_c_table['claude install']['options']['--local'] = @('', 'Use the project''s .claude/settings.local.json')
$global:__vxenv_c_table['claude install']['options']['--statusline'] = @('', 'Include the status line')
$global:__vxenv_c_table['claude install']['options']['--no-statusline'] = @('', 'Include the status line')
$global:__vxenv_c_table['claude install']['options']['--guard'] = @('', 'Include the guard, which warns and records sessions')
$global:__vxenv_c_table['claude install']['options']['--no-guard'] = @('', 'Include the guard, which warns and records sessions')
$global:__vxenv_c_table['claude install']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['claude install']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['claude install']['options']['--format'] = @('nothing', 'Format of the status line, with fields in braces')
$global:__vxenv_c_table['claude install']['options']['-f'] = @('', 'Replace your own status line; `remove` restores it')
$global:__vxenv_c_table['claude install']['options']['--force'] = @('', 'Replace your own status line; `remove` restores it')
$global:__vxenv_c_table['claude install']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['claude install']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['claude install']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['claude install']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['claude install']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['claude install']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['claude install']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['claude install']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['claude remove'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('files') }
$global:__vxenv_c_table['claude remove']['options']['--user'] = @('', 'Use your user settings. [default]')
$global:__vxenv_c_table['claude remove']['options']['--project'] = @('', 'Use the project''s .claude/settings.json')
$global:__vxenv_c_table['claude remove']['options']['--local'] = @('', 'Use the project''s .claude/settings.local.json')
$global:__vxenv_c_table['claude remove']['options']['--statusline'] = @('', 'Include the status line')
$global:__vxenv_c_table['claude remove']['options']['--no-statusline'] = @('', 'Include the status line')
$global:__vxenv_c_table['claude remove']['options']['--guard'] = @('', 'Include the guard, which warns and records sessions')
$global:__vxenv_c_table['claude remove']['options']['--no-guard'] = @('', 'Include the guard, which warns and records sessions')
$global:__vxenv_c_table['claude remove']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['claude remove']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['claude remove']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['claude remove']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['claude remove']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['claude remove']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['claude remove']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['claude remove']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['claude remove']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['claude remove']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['editor'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['editor']['commands']['install'] = 'Write a profile to an editor''s settings'
$global:__vxenv_c_table['editor']['commands']['remove'] = 'Remove a profile from an editor''s settings'
$global:__vxenv_c_table['editor']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['editor']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['editor']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['editor']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['editor']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['editor']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['editor']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['editor']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['editor install'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=vscode cursor zed jetbrains', 'stacks*') }
$global:__vxenv_c_table['editor install']['options']['--workspace'] = @('folders', 'Use the settings of DIR. [default: this directory]')
$global:__vxenv_c_table['editor install']['options']['--user'] = @('', 'Use your settings of the editor')
$global:__vxenv_c_table['editor install']['options']['--remote'] = @('', 'Use the settings of the editor''s server on this machine (ssh, WSL, containers)')
$global:__vxenv_c_table['editor install']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['editor install']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['editor install']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['editor install']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['editor install']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['editor install']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['editor install']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['editor install']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['editor install']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['editor install']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['editor remove'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=vscode cursor zed jetbrains') }
$global:__vxenv_c_table['editor remove']['options']['--workspace'] = @('folders', 'Use the settings of DIR. [default: this directory]')
$global:__vxenv_c_table['editor remove']['options']['--user'] = @('', 'Use your settings of the editor')
$global:__vxenv_c_table['editor remove']['options']['--remote'] = @('', 'Use the settings of the editor''s server on this machine (ssh, WSL, containers)')
$global:__vxenv_c_table['editor remove']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['editor remove']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['editor remove']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['editor remove']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['editor remove']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['editor remove']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['editor remove']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['editor remove']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['editor remove']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['editor remove']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['lint'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('targets*') }
$global:__vxenv_c_table['lint']['options']['--all'] = @('', 'Check all your own profiles')
$global:__vxenv_c_table['lint']['options']['--source'] = @('files', 'Check all files of a source: a directory or a bundle')
$global:__vxenv_c_table['lint']['options']['--client'] = @('clients', 'Check for this Claude Code version. [default: installed]')
$global:__vxenv_c_table['lint']['options']['--format'] = @('=text json sarif github', 'Output format. [default: text]')
$global:__vxenv_c_table['lint']['options']['--json'] = @('', 'Same as --format json')
$global:__vxenv_c_table['lint']['options']['--strict'] = @('', 'Exit with 1 for warnings too')
$global:__vxenv_c_table['lint']['options']['--fix'] = @('', 'Apply safe fixes')
$global:__vxenv_c_table['lint']['options']['-y'] = @('', 'With --fix: do not ask')
$global:__vxenv_c_table['lint']['options']['--yes'] = @('', 'With --fix: do not ask')
$global:__vxenv_c_table['lint']['options']['--explain'] = @('rules', 'Explain a rule; `all` explains all rules')
$global:__vxenv_c_table['lint']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['lint']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['lint']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['lint']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['lint']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['lint']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['lint']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['lint']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['upgrade'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['upgrade']['options']['--all'] = @('', 'Upgrade all profiles')
$global:__vxenv_c_table['upgrade']['options']['--client'] = @('clients', 'Upgrade for this Claude Code version. [default: installed]')
$global:__vxenv_c_table['upgrade']['options']['-y'] = @('', 'Write the changes without asking')
$global:__vxenv_c_table['upgrade']['options']['--yes'] = @('', 'Write the changes without asking')
$global:__vxenv_c_table['upgrade']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['upgrade']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['upgrade']['options']['--json'] = @('', 'With --dry-run or --yes: output JSON')
$global:__vxenv_c_table['upgrade']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['upgrade']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['upgrade']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['upgrade']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['upgrade']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['upgrade']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['upgrade']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['upgrade']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['doctor'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['doctor']['options']['-v'] = @('', 'Show passed checks too')
$global:__vxenv_c_table['doctor']['options']['--verbose'] = @('', 'Show passed checks too')
$global:__vxenv_c_table['doctor']['options']['-q'] = @('', 'Show only warnings and failures')
$global:__vxenv_c_table['doctor']['options']['--quiet'] = @('', 'Show only warnings and failures')
$global:__vxenv_c_table['doctor']['options']['--online'] = @('', 'Also check access, billing and quota with Google. Free')
$global:__vxenv_c_table['doctor']['options']['--spend'] = @('', 'With --online: call each model for one token. Billed')
$global:__vxenv_c_table['doctor']['options']['-y'] = @('', 'Do not ask before sending secrets to non-Google servers')
$global:__vxenv_c_table['doctor']['options']['--yes'] = @('', 'Do not ask before sending secrets to non-Google servers')
$global:__vxenv_c_table['doctor']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['doctor']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['doctor']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['doctor']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['doctor']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['probe'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['probe']['options']['--models'] = @('models', 'Probe only these models or families. [default: all current]')
$global:__vxenv_c_table['probe']['options']['--locations'] = @('locations', 'Probe only these locations. [default: possible ones]')
$global:__vxenv_c_table['probe']['options']['--repeat'] = @('nothing', 'Repeat requests; show the median time. [default: 1]')
$global:__vxenv_c_table['probe']['options']['--jobs'] = @('nothing', 'Requests in parallel')
$global:__vxenv_c_table['probe']['options']['--spend'] = @('', 'Generate one token per request. Billed, but more conclusive')
$global:__vxenv_c_table['probe']['options']['-y'] = @('', 'Do not ask before sending secrets to non-Google servers')
$global:__vxenv_c_table['probe']['options']['--yes'] = @('', 'Do not ask before sending secrets to non-Google servers')
$global:__vxenv_c_table['probe']['options']['--client'] = @('clients', 'Probe for this Claude Code version. [default: installed]')
$global:__vxenv_c_table['probe']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['probe']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['probe']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['probe']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['probe']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['probe']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['probe']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['probe']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['probe']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['explain'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('nothing*') }
$global:__vxenv_c_table['explain']['options']['--file'] = @('files', 'Explain the last error in a file, such as a debug log')
$global:__vxenv_c_table['explain']['options']['--profile'] = @('stacks', 'Assume this profile. [default: the active one]')
$global:__vxenv_c_table['explain']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['explain']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['explain']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['explain']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['explain']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['explain']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['explain']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['explain']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['explain']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['setup'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['setup']['options']['--shell'] = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh', 'Set up this shell. [default: the calling shell]')
$global:__vxenv_c_table['setup']['options']['-y'] = @('', 'Do not ask; use the default answers')
$global:__vxenv_c_table['setup']['options']['--yes'] = @('', 'Do not ask; use the default answers')
$global:__vxenv_c_table['setup']['options']['-n'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['setup']['options']['--dry-run'] = @('', 'Show the changes without making them')
$global:__vxenv_c_table['setup']['options']['--remove'] = @('', 'Remove what setup added; keep your later changes')
$global:__vxenv_c_table['setup']['options']['--purge'] = @('', 'With --remove: also delete profiles, config, trust, ledger and caches')
$global:__vxenv_c_table['setup']['options']['--json'] = @('', 'With --dry-run: output JSON')
$global:__vxenv_c_table['setup']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['setup']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['setup']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['setup']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['setup']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['setup']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['setup']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['setup']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['config']['commands']['get'] = 'Print the value of a key'
$global:__vxenv_c_table['config']['commands']['list'] = 'List all keys'
$global:__vxenv_c_table['config']['commands']['set'] = 'Set a key'
$global:__vxenv_c_table['config']['commands']['unset'] = 'Remove a key from config.toml'
$global:__vxenv_c_table['config']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['config']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['config']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['config']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config get'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line') }
$global:__vxenv_c_table['config get']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config get']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config get']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config get']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config get']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['config get']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['config get']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['config get']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config list'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['config list']['options']['--json'] = @('', 'Output JSON')
$global:__vxenv_c_table['config list']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config list']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config list']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config list']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config list']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['config list']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['config list']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['config list']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config set'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line', 'nothing*') }
$global:__vxenv_c_table['config set']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config set']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config set']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config set']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config set']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['config set']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['config set']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['config set']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config unset'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line') }
$global:__vxenv_c_table['config unset']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config unset']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['config unset']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config unset']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['config unset']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['config unset']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['config unset']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['config unset']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['init'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh') }
$global:__vxenv_c_table['init']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['init']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['init']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['init']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['init']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['init']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['init']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['init']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['completions'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh') }
$global:__vxenv_c_table['completions']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['completions']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['completions']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['completions']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['completions']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['completions']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['completions']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['completions']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['try'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['try']['options']['--shell'] = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh', 'Open this shell. [default: yours]')
$global:__vxenv_c_table['try']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['try']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['try']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['try']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['try']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['try']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['try']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['try']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['help'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars usage add set unset edit copy rename remove import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust', 'nothing') }
$global:__vxenv_c_table['help']['options']['-q'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['help']['options']['--quiet'] = @('', 'Suppress informational output')
$global:__vxenv_c_table['help']['options']['-v'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['help']['options']['--verbose'] = @('', 'Log decisions and requests to stderr')
$global:__vxenv_c_table['help']['options']['--no-pager'] = @('', 'Do not use a pager for long output')
$global:__vxenv_c_table['help']['options']['--color'] = @('=auto always never', 'Use color: auto, always or never')
$global:__vxenv_c_table['help']['options']['--debug'] = @('', 'Log file access, decisions and requests, with times')
$global:__vxenv_c_table['help']['options']['--help'] = @('', 'Show this message and exit')
# --- end of what is made ---

# --- Profiles, without a process ---

function global:__vxenv_c_store {
    $given = [Environment]::GetEnvironmentVariable('VXENV_CONFIG_DIR')
    if ($given) { return $given }
    $folder = [Environment]::GetEnvironmentVariable('XDG_CONFIG_HOME')
    if (-not $folder -or -not $folder.Trim()) { $folder = [IO.Path]::Combine($HOME, '.config') }
    [IO.Path]::Combine($folder, 'vxenv')
}

function global:__vxenv_c_state {
    $given = [Environment]::GetEnvironmentVariable('VXENV_STATE_DIR')
    if ($given) { return $given }
    $folder = [Environment]::GetEnvironmentVariable('XDG_STATE_HOME')
    if (-not $folder -or -not $folder.Trim()) { $folder = [IO.Path]::Combine($HOME, '.local', 'state') }
    [IO.Path]::Combine($folder, 'vxenv')
}

# The profiles in FOLDER that go on from WORD, each behind BEFORE.
function global:__vxenv_c_read($folder, $before, $word) {
    if (-not [IO.Directory]::Exists($folder)) { return }
    foreach ($file in [IO.Directory]::GetFiles($folder, '*.toml')) {
        $name = [IO.Path]::GetFileNameWithoutExtension($file)
        # No other name is a profile's.
        if ($name -match '\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z' -and "$before$name".StartsWith($word, [StringComparison]::Ordinal)) {
            "$before$name"
        }
    }
}

# The profiles that go on from WORD.
function global:__vxenv_c_profiles($word) {
    __vxenv_c_read ([IO.Path]::Combine((__vxenv_c_store), 'profiles')) '' $word
    $sources = [IO.Path]::Combine((__vxenv_c_state), 'sources')
    if (-not [IO.Directory]::Exists($sources)) { return }
    foreach ($folder in [IO.Directory]::GetDirectories($sources)) {
        $source = [IO.Path]::GetFileName($folder)
        if ($source -notmatch '\A[A-Za-z0-9][A-Za-z0-9._-]{0,31}\z') { continue }
        __vxenv_c_read ([IO.Path]::Combine($folder, 'profiles')) "$source/" $word
    }
}

# The same behind what a stack has already: a+b.
function global:__vxenv_c_stacks($word) {
    $at = $word.LastIndexOf('+') + 1
    foreach ($name in @(__vxenv_c_profiles $word.Substring($at))) { $word.Substring(0, $at) + $name }
}

# --- What vxenv is asked for ---

function global:__vxenv_c_ask($words) {
    if (-not (Test-Path -LiteralPath Variable:global:__vxenv_constants)) { return }
    if (-not [IO.File]::Exists($global:__vxenv_constants['python'])) { return }
    $ErrorActionPreference = 'Continue'
    $PSNativeCommandUseErrorActionPreference = $false
    $program = $global:__vxenv_constants['python']
    $words = @(__vxenv_passed $words)
    foreach ($line in @(& $program -X utf8 -I -S $global:__vxenv_constants['main'] complete @words 2>$null)) {
        ([string] $line).Split([char] 9)[0]
    }
}

# What a parameter of KIND can be, behind COUNT arguments of its command.
function global:__vxenv_c_candidates($kind, $word, $count) {
    if ($kind.StartsWith('=')) { return $kind.Substring(1).Split([char] 32) }
    switch -CaseSensitive ($kind) {
        'profiles' { __vxenv_c_profiles $word }
        'sides' { '@shell', '@dir', '@claude'; __vxenv_c_stacks $word }
        'unsettings' { __vxenv_c_profiles $word; if ($count -gt 0) { __vxenv_c_ask @('keys', $word) } }
        'known' { __vxenv_c_ask @('known', $word) }
        { @('stacks', 'targets', 'programs') -ccontains $_ } { __vxenv_c_stacks $word }
        { @('settings', 'pairs') -ccontains $_ } {
            $at = $word.IndexOf('=')
            if ($at -ge 0) {
                foreach ($value in @(__vxenv_c_ask @('values', $word.Substring(0, $at)))) {
                    $word.Substring(0, $at + 1) + $value
                }
            } else {
                if ($kind -ceq 'settings') { __vxenv_c_profiles $word }
                if ($kind -ceq 'pairs' -or $count -gt 0) {
                    foreach ($key in @(__vxenv_c_ask @('keys', $word))) {
                        if ($key.EndsWith('.')) { $key } else { $key + '=' }
                    }
                }
            }
        }
        { @('variables', 'locations', 'models', 'rules', 'clients', 'sources') -ccontains $_ } { __vxenv_c_ask @(, $kind) }
    }
}

# The candidates for WORD behind the words WORDS of a command line.
function global:__vxenv_c_line($words, $word) {
    $path = ''
    $count = 0
    $value = ''
    foreach ($one in $words) {
        $row = $global:__vxenv_c_table[$path]
        if ($value) {
            $value = ''
        } elseif ($one -ceq '--') {
            return
        } elseif ($one.StartsWith('-')) {
            if ($row['options'].Contains($one)) { $value = $row['options'][$one][0] }
        } elseif ($row['commands'].Count -gt 0) {
            $path = ($path + ' ' + $one).Trim()
            if (-not $global:__vxenv_c_table.Contains($path)) { return }
        } else {
            $count += 1
        }
    }
    $row = $global:__vxenv_c_table[$path]
    if ($value) { return (__vxenv_c_candidates $value $word $count) }
    if ($word.StartsWith('-')) { return $row['options'].Keys }
    if ($row['commands'].Count -gt 0) { return $row['commands'].Keys }
    $kinds = $row['arguments']
    if ($kinds.Count -eq 0) { return }
    if ($count -ge $kinds.Count -and -not $kinds[-1].EndsWith('*')) { return }
    __vxenv_c_candidates $kinds[[Math]::Min($count, $kinds.Count - 1)].TrimEnd([char] 42) $word $count
}

Register-ArgumentCompleter -Native -CommandName vxenv -ScriptBlock {
    param($word, $ast, $cursor)
    $words = @(
        foreach ($element in @($ast.CommandElements | Select-Object -Skip 1)) {
            if ($element.Extent.EndOffset -lt $cursor) { $element.Extent.Text.Trim([char] 39, [char] 34) }
        }
    )
    foreach ($name in @(__vxenv_c_line $words ([string] $word))) {
        if ($name.StartsWith([string] $word, [StringComparison]::Ordinal)) {
            $text = if ($name -match '\A[A-Za-z0-9_.+:/=-]+\z') { $name } else { "'" + $name.Replace("'", "''") + "'" }
            [Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $name)
        }
    }
}
