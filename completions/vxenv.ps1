# Completions of vxenv for PowerShell, 7.2 and later. Experimental: it was written without a PowerShell to run it in.
#
# Names of profiles come from the store's directory: no process is started for them. What only vxenv knows (keys,
# locations, models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated.

# By the words of a command, '' for vxenv itself: its commands with their help; its options, each with what it takes and
# its help; its arguments. What is taken is a kind, or choices behind =; a * says that it may come again.
# --- made by `make completions` from the commands; not by hand ---
$global:__vxenv_c_table = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal)
$global:__vxenv_c_table[''] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['']['commands']['use'] = 'Switch this shell to a profile, or to several laid on each other'
$global:__vxenv_c_table['']['commands']['off'] = 'No profile in this shell, whatever the directory asks for'
$global:__vxenv_c_table['']['commands']['auto'] = 'Let directories and the default decide again'
$global:__vxenv_c_table['']['commands']['default'] = 'The profile for where no directory asks for one'
$global:__vxenv_c_table['']['commands']['exec'] = 'Run one program with a profile'
$global:__vxenv_c_table['']['commands']['export'] = 'Print a profile for a shell, a program, or another person'
$global:__vxenv_c_table['']['commands']['local'] = 'Have this directory ask for a profile, and allow that'
$global:__vxenv_c_table['']['commands']['allow'] = 'Let a directory file act, after showing what it changes'
$global:__vxenv_c_table['']['commands']['trust'] = 'Let a directory file act, after showing what it changes'
$global:__vxenv_c_table['']['commands']['deny'] = 'Let a directory file not act, and do not ask again'
$global:__vxenv_c_table['']['commands']['allowed'] = 'List the directory files that were allowed or denied'
$global:__vxenv_c_table['']['commands']['list'] = 'List the profiles'
$global:__vxenv_c_table['']['commands']['ls'] = 'List the profiles'
$global:__vxenv_c_table['']['commands']['show'] = 'Show what a profile sets and unsets, and where that is written'
$global:__vxenv_c_table['']['commands']['diff'] = 'Compare two profiles, or one with this shell or directory'
$global:__vxenv_c_table['']['commands']['status'] = 'What is active here, and why'
$global:__vxenv_c_table['']['commands']['current'] = 'Print the name of what is active here'
$global:__vxenv_c_table['']['commands']['which'] = 'Print the file that a profile is in'
$global:__vxenv_c_table['']['commands']['prompt'] = 'Print what is active here, in a format of your own'
$global:__vxenv_c_table['']['commands']['why'] = 'Which of profile, shell and Claude Code''s settings decides about a variable'
$global:__vxenv_c_table['']['commands']['models'] = 'List the models: where each is served, until when, and what it is called'
$global:__vxenv_c_table['']['commands']['vars'] = 'List the variables: what each does, which key sets it, what wins over it'
$global:__vxenv_c_table['']['commands']['add'] = 'Make a profile: from options, or from what is set somewhere already'
$global:__vxenv_c_table['']['commands']['set'] = 'Change keys of profiles; all else in their files stays as it is'
$global:__vxenv_c_table['']['commands']['unset'] = 'Take keys out of profiles'
$global:__vxenv_c_table['']['commands']['edit'] = 'Open a profile in your editor, and check it before it counts'
$global:__vxenv_c_table['']['commands']['copy'] = 'Copy a profile'
$global:__vxenv_c_table['']['commands']['cp'] = 'Copy a profile'
$global:__vxenv_c_table['']['commands']['rename'] = 'Rename a profile, wherever it is named'
$global:__vxenv_c_table['']['commands']['mv'] = 'Rename a profile, wherever it is named'
$global:__vxenv_c_table['']['commands']['remove'] = 'Remove profiles'
$global:__vxenv_c_table['']['commands']['rm'] = 'Remove profiles'
$global:__vxenv_c_table['']['commands']['import'] = 'Take in profiles that somebody sent, or another program''s variables'
$global:__vxenv_c_table['']['commands']['undo'] = 'Take back the last change to profiles, or the last few'
$global:__vxenv_c_table['']['commands']['statusline'] = 'Profile, project and location for Claude Code''s status line'
$global:__vxenv_c_table['']['commands']['guard'] = 'Warn in Claude Code of a project or location that is not the profile''s'
$global:__vxenv_c_table['']['commands']['claude'] = 'Have Claude Code show the profile and warn: install, remove'
$global:__vxenv_c_table['']['commands']['lint'] = 'Find what Vertex or Claude Code would refuse, or take otherwise than meant'
$global:__vxenv_c_table['']['commands']['upgrade'] = 'Move profiles from models that retire to their successors'
$global:__vxenv_c_table['']['commands']['doctor'] = 'Look at all that a session needs, and print the command that mends what is not so'
$global:__vxenv_c_table['']['commands']['probe'] = 'Ask which models this project can use, and where'
$global:__vxenv_c_table['']['commands']['explain'] = 'Explain an error of Claude Code or Vertex, and how to fix it'
$global:__vxenv_c_table['']['commands']['setup'] = 'Have each new shell load vxenv, and make first profiles of what is set already'
$global:__vxenv_c_table['']['commands']['config'] = 'Read and change vxenv''s own settings: list, get, set, unset'
$global:__vxenv_c_table['']['commands']['init'] = 'Print the hook of a shell, for its rc file'
$global:__vxenv_c_table['']['commands']['completions'] = 'Print the completions of a shell'
$global:__vxenv_c_table['']['commands']['try'] = 'Open a shell with sample profiles, in a home that is thrown away'
$global:__vxenv_c_table['']['commands']['help'] = 'Show what a command does'
$global:__vxenv_c_table['']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['']['options']['-V'] = @('', 'Show the version and exit')
$global:__vxenv_c_table['']['options']['--version'] = @('', 'Show the version and exit')
$global:__vxenv_c_table['']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['use'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['use']['options']['-y'] = @('', 'Do not ask before a protected profile')
$global:__vxenv_c_table['use']['options']['--yes'] = @('', 'Do not ask before a protected profile')
$global:__vxenv_c_table['use']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['use']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['use']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['use']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['use']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['use']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['use']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['off'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['off']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['off']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['off']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['off']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['off']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['off']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['off']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['auto'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['auto']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['auto']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['auto']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['auto']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['auto']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['auto']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['auto']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['default'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['default']['options']['--unset'] = @('', 'Have no default')
$global:__vxenv_c_table['default']['options']['--json'] = @('', 'Print the default, as it is afterwards, as JSON')
$global:__vxenv_c_table['default']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['default']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['default']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['default']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['default']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['default']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['default']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['exec'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('programs*') }
$global:__vxenv_c_table['exec']['options']['-y'] = @('', 'Run with a protected profile')
$global:__vxenv_c_table['exec']['options']['--yes'] = @('', 'Run with a protected profile')
$global:__vxenv_c_table['exec']['options']['--no-settings'] = @('', 'Give Claude Code no --settings: let its own files win')
$global:__vxenv_c_table['exec']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['exec']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['exec']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['exec']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['exec']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['exec']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['exec']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['export'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['export']['options']['--format'] = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings toml bundle', 'Whose language')
$global:__vxenv_c_table['export']['options']['--flatten'] = @('', 'With toml and bundle: everything in one, without extends')
$global:__vxenv_c_table['export']['options']['--write'] = @('files', 'With claude-settings: put it into that settings file')
$global:__vxenv_c_table['export']['options']['--remove'] = @('files', 'With claude-settings: take out of FILE what was put in')
$global:__vxenv_c_table['export']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['export']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['export']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['export']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['export']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['export']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['export']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['local'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['local']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['local']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['local']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['local']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['local']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['local']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['local']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['allow'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('folders') }
$global:__vxenv_c_table['allow']['options']['-y'] = @('', 'Allow it without a question')
$global:__vxenv_c_table['allow']['options']['--yes'] = @('', 'Allow it without a question')
$global:__vxenv_c_table['allow']['options']['--full'] = @('', 'Show long values whole')
$global:__vxenv_c_table['allow']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['allow']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['allow']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['allow']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['allow']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['allow']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['allow']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['trust'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('folders') }
$global:__vxenv_c_table['trust']['options']['-y'] = @('', 'Allow it without a question')
$global:__vxenv_c_table['trust']['options']['--yes'] = @('', 'Allow it without a question')
$global:__vxenv_c_table['trust']['options']['--full'] = @('', 'Show long values whole')
$global:__vxenv_c_table['trust']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['trust']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['trust']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['trust']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['trust']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['trust']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['trust']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['deny'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('folders') }
$global:__vxenv_c_table['deny']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['deny']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['deny']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['deny']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['deny']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['deny']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['deny']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['allowed'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['allowed']['options']['--prune'] = @('', 'Forget those that are gone or have changed since')
$global:__vxenv_c_table['allowed']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['allowed']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['allowed']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['allowed']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['allowed']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['allowed']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['allowed']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['allowed']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['list'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['list']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['list']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['list']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['list']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['list']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['list']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['list']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['list']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['ls'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['ls']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['ls']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['ls']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['ls']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['ls']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['ls']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['ls']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['ls']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['show'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['show']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['show']['options']['--all'] = @('', 'Also the closed variables that it merely unsets')
$global:__vxenv_c_table['show']['options']['--resolved'] = @('', 'Which model Claude Code asks for in each role, and where')
$global:__vxenv_c_table['show']['options']['--client'] = @('clients', 'With --resolved: for this Claude Code')
$global:__vxenv_c_table['show']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['show']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['show']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['show']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['show']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['show']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['show']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['diff'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('sides', 'sides') }
$global:__vxenv_c_table['diff']['options']['--all'] = @('', 'Also what is the same on both sides')
$global:__vxenv_c_table['diff']['options']['--exit-code'] = @('', 'Exit with 1 if they differ')
$global:__vxenv_c_table['diff']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['diff']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['diff']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['diff']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['diff']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['diff']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['diff']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['diff']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['status'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['status']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['status']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['status']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['status']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['status']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['status']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['status']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['status']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['current'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['current']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['current']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['current']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['current']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['current']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['current']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['current']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['which'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['which']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['which']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['which']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['which']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['which']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['which']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['which']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['prompt'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['prompt']['options']['--format'] = @('nothing', 'With fields in braces')
$global:__vxenv_c_table['prompt']['options']['--file'] = @('=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf', 'Print a ready file for a prompt, which needs no vxenv')
$global:__vxenv_c_table['prompt']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['prompt']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['prompt']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['prompt']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['prompt']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['prompt']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['prompt']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['why'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('known') }
$global:__vxenv_c_table['why']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['why']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['why']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['why']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['why']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['why']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['why']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['why']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['models'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['models']['options']['--location'] = @('locations', 'Only what is served there, or may be')
$global:__vxenv_c_table['models']['options']['--family'] = @('=opus sonnet haiku fable', 'Only one family')
$global:__vxenv_c_table['models']['options']['--served'] = @('', 'Only what is known to be served: somewhere, or at --location')
$global:__vxenv_c_table['models']['options']['--retiring-within'] = @('nothing', 'Only what retires by then, or retired in the last 90 days')
$global:__vxenv_c_table['models']['options']['--client'] = @('clients', 'Whose aliases; without, the installed Claude Code''s')
$global:__vxenv_c_table['models']['options']['--refresh'] = @('', 'Read what Claude Code knows, and ask Google; free, and remembered')
$global:__vxenv_c_table['models']['options']['--profile'] = @('stacks', 'With --refresh: as whom to ask; without, as this shell is')
$global:__vxenv_c_table['models']['options']['-y'] = @('', 'Do not ask before secrets go to servers that are not Google''s')
$global:__vxenv_c_table['models']['options']['--yes'] = @('', 'Do not ask before secrets go to servers that are not Google''s')
$global:__vxenv_c_table['models']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['models']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['models']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['models']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['models']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['models']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['models']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['models']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['vars'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('known') }
$global:__vxenv_c_table['vars']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['vars']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['vars']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['vars']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['vars']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['vars']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['vars']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['vars']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['add'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('nothing') }
$global:__vxenv_c_table['add']['options']['--project'] = @('nothing', 'Google Cloud project id')
$global:__vxenv_c_table['add']['options']['--region'] = @('locations', 'global, us, eu or a region')
$global:__vxenv_c_table['add']['options']['--location'] = @('locations', 'global, us, eu or a region')
$global:__vxenv_c_table['add']['options']['--main'] = @('models', 'Model that a session starts with')
$global:__vxenv_c_table['add']['options']['--opus'] = @('models', 'Model id that opus stands for')
$global:__vxenv_c_table['add']['options']['--sonnet'] = @('models', 'Model id that sonnet stands for')
$global:__vxenv_c_table['add']['options']['--haiku'] = @('models', 'Model id that haiku stands for')
$global:__vxenv_c_table['add']['options']['--credentials'] = @('files', 'Google credentials file')
$global:__vxenv_c_table['add']['options']['--description'] = @('nothing', 'One line for people')
$global:__vxenv_c_table['add']['options']['--extends'] = @('profiles', 'Profile that this one builds on; may be repeated')
$global:__vxenv_c_table['add']['options']['--protected'] = @('', 'Have `use` ask first')
$global:__vxenv_c_table['add']['options']['--set'] = @('pairs', 'Any other key; may be repeated')
$global:__vxenv_c_table['add']['options']['--from'] = @('profiles', 'Start from a copy of another profile')
$global:__vxenv_c_table['add']['options']['--from-env'] = @('', 'Take over this shell''s variables')
$global:__vxenv_c_table['add']['options']['--from-settings'] = @('', 'Take over a Claude Code settings file; without PATH, the user''s')
$global:__vxenv_c_table['add']['options']['--from-gcloud'] = @('', 'Take over a gcloud configuration; without a name, the active one')
$global:__vxenv_c_table['add']['options']['--from-rc'] = @('files', 'Take over what an rc file exports; may be repeated')
$global:__vxenv_c_table['add']['options']['--function'] = @('nothing', 'With --from-rc: what this function of it exports')
$global:__vxenv_c_table['add']['options']['--from-dotenv'] = @('files', 'Take over a .env file')
$global:__vxenv_c_table['add']['options']['-f'] = @('', 'Replace the profile if it is there; a backup is kept')
$global:__vxenv_c_table['add']['options']['--force'] = @('', 'Replace the profile if it is there; a backup is kept')
$global:__vxenv_c_table['add']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['add']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['add']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['add']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['add']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['add']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['add']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['set'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('settings*') }
$global:__vxenv_c_table['set']['options']['--if-set'] = @('', 'Only where the profile itself has the key already')
$global:__vxenv_c_table['set']['options']['-n'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['set']['options']['--dry-run'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['set']['options']['--json'] = @('', 'Print the keys that change, and the files, as JSON')
$global:__vxenv_c_table['set']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['set']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['set']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['set']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['set']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['set']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['set']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['unset'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('unsettings*') }
$global:__vxenv_c_table['unset']['options']['-n'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['unset']['options']['--dry-run'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['unset']['options']['--json'] = @('', 'Print the keys that change, and the files, as JSON')
$global:__vxenv_c_table['unset']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['unset']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['unset']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['unset']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['unset']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['unset']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['unset']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['edit'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles') }
$global:__vxenv_c_table['edit']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['edit']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['edit']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['edit']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['edit']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['edit']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['edit']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['copy'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['copy']['options']['-f'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['copy']['options']['--force'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['copy']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['copy']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['copy']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['copy']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['copy']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['copy']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['copy']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['cp'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['cp']['options']['-f'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['cp']['options']['--force'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['cp']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['cp']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['cp']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['cp']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['cp']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['cp']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['cp']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['rename'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['rename']['options']['--keep-directories'] = @('', 'List the directory files that ask for OLD, and leave them')
$global:__vxenv_c_table['rename']['options']['-f'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['rename']['options']['--force'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['rename']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['rename']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['rename']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['rename']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['rename']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['rename']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['rename']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['mv'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles', 'nothing') }
$global:__vxenv_c_table['mv']['options']['--keep-directories'] = @('', 'List the directory files that ask for OLD, and leave them')
$global:__vxenv_c_table['mv']['options']['-f'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['mv']['options']['--force'] = @('', 'Replace NEW, keeping a backup of it')
$global:__vxenv_c_table['mv']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['mv']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['mv']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['mv']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['mv']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['mv']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['mv']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['remove'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles*') }
$global:__vxenv_c_table['remove']['options']['-f'] = @('', 'Even while something names them, or they are active here')
$global:__vxenv_c_table['remove']['options']['--force'] = @('', 'Even while something names them, or they are active here')
$global:__vxenv_c_table['remove']['options']['-y'] = @('', 'Do not ask before more than one is removed')
$global:__vxenv_c_table['remove']['options']['--yes'] = @('', 'Do not ask before more than one is removed')
$global:__vxenv_c_table['remove']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['remove']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['remove']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['remove']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['remove']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['remove']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['remove']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['rm'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('profiles*') }
$global:__vxenv_c_table['rm']['options']['-f'] = @('', 'Even while something names them, or they are active here')
$global:__vxenv_c_table['rm']['options']['--force'] = @('', 'Even while something names them, or they are active here')
$global:__vxenv_c_table['rm']['options']['-y'] = @('', 'Do not ask before more than one is removed')
$global:__vxenv_c_table['rm']['options']['--yes'] = @('', 'Do not ask before more than one is removed')
$global:__vxenv_c_table['rm']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['rm']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['rm']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['rm']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['rm']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['rm']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['rm']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['import'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('files') }
$global:__vxenv_c_table['import']['options']['--as'] = @('nothing', 'What to call it; without, as its file is called')
$global:__vxenv_c_table['import']['options']['--format'] = @('=toml dotenv docker systemd github vscode json claude-settings envrc mise', 'Without, by the file''s name and text')
$global:__vxenv_c_table['import']['options']['-f'] = @('', 'Replace profiles of the same name; a backup of each is kept')
$global:__vxenv_c_table['import']['options']['--force'] = @('', 'Replace profiles of the same name; a backup of each is kept')
$global:__vxenv_c_table['import']['options']['-n'] = @('', 'Show what it would bring, and change nothing')
$global:__vxenv_c_table['import']['options']['--dry-run'] = @('', 'Show what it would bring, and change nothing')
$global:__vxenv_c_table['import']['options']['--json'] = @('', 'Print what it brings as JSON')
$global:__vxenv_c_table['import']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['import']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['import']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['import']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['import']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['import']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['import']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['undo'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('nothing') }
$global:__vxenv_c_table['undo']['options']['--list'] = @('', 'Show what can be taken back, the last change first')
$global:__vxenv_c_table['undo']['options']['--redo'] = @('', 'Bring again what was taken back')
$global:__vxenv_c_table['undo']['options']['-n'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['undo']['options']['--dry-run'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['undo']['options']['-f'] = @('', 'Even where a file was changed since by something else')
$global:__vxenv_c_table['undo']['options']['--force'] = @('', 'Even where a file was changed since by something else')
$global:__vxenv_c_table['undo']['options']['--forget'] = @('', 'Forget all changes: nothing can be taken back then')
$global:__vxenv_c_table['undo']['options']['-y'] = @('', 'Do not ask before --forget')
$global:__vxenv_c_table['undo']['options']['--yes'] = @('', 'Do not ask before --forget')
$global:__vxenv_c_table['undo']['options']['--json'] = @('', 'Print JSON, with --list')
$global:__vxenv_c_table['undo']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['undo']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['undo']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['undo']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['undo']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['undo']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['undo']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['statusline'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['statusline']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['statusline']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['statusline']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['statusline']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['statusline']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['statusline']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['statusline']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['guard'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['guard']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['guard']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['guard']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['guard']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['guard']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['guard']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['guard']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['claude'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['claude']['commands']['install'] = 'Put the status line and the guard into a settings file'
$global:__vxenv_c_table['claude']['commands']['remove'] = 'Take them out again'
$global:__vxenv_c_table['claude']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['claude']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['claude']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['claude']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['claude']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['claude']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['claude']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['claude install'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('files') }
$global:__vxenv_c_table['claude install']['options']['--user'] = @('', 'Your own settings (the default)')
$global:__vxenv_c_table['claude install']['options']['--project'] = @('', 'The project''s .claude/settings.json')
$global:__vxenv_c_table['claude install']['options']['--local'] = @('', 'The project''s .claude/settings.local.json')
$global:__vxenv_c_table['claude install']['options']['--statusline'] = @('', 'The status line')
$global:__vxenv_c_table['claude install']['options']['--no-statusline'] = @('', 'The status line')
$global:__vxenv_c_table['claude install']['options']['--guard'] = @('', 'The guard, a hook at the start of each session')
$global:__vxenv_c_table['claude install']['options']['--no-guard'] = @('', 'The guard, a hook at the start of each session')
$global:__vxenv_c_table['claude install']['options']['-n'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['claude install']['options']['--dry-run'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['claude install']['options']['-f'] = @('', 'In place of a status line of your own, which `remove` brings back')
$global:__vxenv_c_table['claude install']['options']['--force'] = @('', 'In place of a status line of your own, which `remove` brings back')
$global:__vxenv_c_table['claude install']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['claude install']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['claude install']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['claude install']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['claude install']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['claude install']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['claude install']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['claude remove'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('files') }
$global:__vxenv_c_table['claude remove']['options']['--user'] = @('', 'Your own settings (the default)')
$global:__vxenv_c_table['claude remove']['options']['--project'] = @('', 'The project''s .claude/settings.json')
$global:__vxenv_c_table['claude remove']['options']['--local'] = @('', 'The project''s .claude/settings.local.json')
$global:__vxenv_c_table['claude remove']['options']['--statusline'] = @('', 'The status line')
$global:__vxenv_c_table['claude remove']['options']['--no-statusline'] = @('', 'The status line')
$global:__vxenv_c_table['claude remove']['options']['--guard'] = @('', 'The guard, a hook at the start of each session')
$global:__vxenv_c_table['claude remove']['options']['--no-guard'] = @('', 'The guard, a hook at the start of each session')
$global:__vxenv_c_table['claude remove']['options']['-n'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['claude remove']['options']['--dry-run'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['claude remove']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['claude remove']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['claude remove']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['claude remove']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['claude remove']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['claude remove']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['claude remove']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['lint'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('targets*') }
$global:__vxenv_c_table['lint']['options']['--all'] = @('', 'All profiles')
$global:__vxenv_c_table['lint']['options']['--client'] = @('clients', 'For this Claude Code; without, the installed one')
$global:__vxenv_c_table['lint']['options']['--format'] = @('=text json sarif github', '')
$global:__vxenv_c_table['lint']['options']['--json'] = @('', 'The same as --format json')
$global:__vxenv_c_table['lint']['options']['--strict'] = @('', 'Exit with 1 for warnings too')
$global:__vxenv_c_table['lint']['options']['--fix'] = @('', 'Mend what can be mended without changing what is meant')
$global:__vxenv_c_table['lint']['options']['-y'] = @('', 'Do not ask before --fix')
$global:__vxenv_c_table['lint']['options']['--yes'] = @('', 'Do not ask before --fix')
$global:__vxenv_c_table['lint']['options']['--explain'] = @('rules', 'Say what a rule is about; `all` lists them')
$global:__vxenv_c_table['lint']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['lint']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['lint']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['lint']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['lint']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['lint']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['lint']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['upgrade'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['upgrade']['options']['--all'] = @('', 'All profiles')
$global:__vxenv_c_table['upgrade']['options']['--client'] = @('clients', 'For this Claude Code; without, the installed one')
$global:__vxenv_c_table['upgrade']['options']['-y'] = @('', 'Do not ask')
$global:__vxenv_c_table['upgrade']['options']['--yes'] = @('', 'Do not ask')
$global:__vxenv_c_table['upgrade']['options']['-n'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['upgrade']['options']['--dry-run'] = @('', 'Print the difference it would make, and change nothing')
$global:__vxenv_c_table['upgrade']['options']['--json'] = @('', 'With --dry-run or --yes: print the moves as JSON')
$global:__vxenv_c_table['upgrade']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['upgrade']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['upgrade']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['upgrade']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['upgrade']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['upgrade']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['upgrade']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['doctor'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['doctor']['options']['-v'] = @('', 'A line for each thing that is as it should be')
$global:__vxenv_c_table['doctor']['options']['--verbose'] = @('', 'A line for each thing that is as it should be')
$global:__vxenv_c_table['doctor']['options']['-q'] = @('', 'Only what is wrong: warnings and failures')
$global:__vxenv_c_table['doctor']['options']['--quiet'] = @('', 'Only what is wrong: warnings and failures')
$global:__vxenv_c_table['doctor']['options']['--online'] = @('', 'Also ask Google, for free: token, billing, API, IAM, models, quota')
$global:__vxenv_c_table['doctor']['options']['--spend'] = @('', 'With --online: call each model for one token, which is billed')
$global:__vxenv_c_table['doctor']['options']['-y'] = @('', 'Do not ask before secrets go to servers that are not Google''s')
$global:__vxenv_c_table['doctor']['options']['--yes'] = @('', 'Do not ask before secrets go to servers that are not Google''s')
$global:__vxenv_c_table['doctor']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['doctor']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['doctor']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['doctor']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['probe'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('stacks*') }
$global:__vxenv_c_table['probe']['options']['--models'] = @('models', 'Only these models, aliases of families too; without, all current')
$global:__vxenv_c_table['probe']['options']['--locations'] = @('locations', 'Only these; without, where each is served or may be')
$global:__vxenv_c_table['probe']['options']['--repeat'] = @('nothing', 'Ask so often, and show the median time')
$global:__vxenv_c_table['probe']['options']['--jobs'] = @('nothing', 'Requests at a time')
$global:__vxenv_c_table['probe']['options']['--spend'] = @('', 'Call each model for one token, which is billed; it tells more')
$global:__vxenv_c_table['probe']['options']['-y'] = @('', 'Do not ask before secrets go to servers that are not Google''s')
$global:__vxenv_c_table['probe']['options']['--yes'] = @('', 'Do not ask before secrets go to servers that are not Google''s')
$global:__vxenv_c_table['probe']['options']['--client'] = @('clients', 'For this Claude Code; without, the installed one')
$global:__vxenv_c_table['probe']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['probe']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['probe']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['probe']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['probe']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['probe']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['probe']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['probe']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['explain'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('nothing*') }
$global:__vxenv_c_table['explain']['options']['--file'] = @('files', 'Take the last error in a file, such as Claude Code''s debug log')
$global:__vxenv_c_table['explain']['options']['--profile'] = @('stacks', 'The profile that was in force; without, the one that is active')
$global:__vxenv_c_table['explain']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['explain']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['explain']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['explain']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['explain']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['explain']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['explain']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['explain']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['setup'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['setup']['options']['--shell'] = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh', 'Which shell; the one that calls by default')
$global:__vxenv_c_table['setup']['options']['-y'] = @('', 'Do not ask: as if Enter was the answer to each question')
$global:__vxenv_c_table['setup']['options']['--yes'] = @('', 'Do not ask: as if Enter was the answer to each question')
$global:__vxenv_c_table['setup']['options']['-n'] = @('', 'Show what it would write, and change nothing')
$global:__vxenv_c_table['setup']['options']['--dry-run'] = @('', 'Show what it would write, and change nothing')
$global:__vxenv_c_table['setup']['options']['--remove'] = @('', 'Take out what setup put in; what you changed since stays')
$global:__vxenv_c_table['setup']['options']['--purge'] = @('', 'With --remove: delete profiles, configuration, trust and caches too')
$global:__vxenv_c_table['setup']['options']['--json'] = @('', 'With --dry-run: print what it would write as JSON')
$global:__vxenv_c_table['setup']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['setup']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['setup']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['setup']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['setup']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['setup']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['setup']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['config']['commands']['get'] = 'Print one setting'
$global:__vxenv_c_table['config']['commands']['list'] = 'List the settings'
$global:__vxenv_c_table['config']['commands']['set'] = 'Change one setting'
$global:__vxenv_c_table['config']['commands']['unset'] = 'Take one setting out of config.toml'
$global:__vxenv_c_table['config']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['config']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['config']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config get'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=default quiet allow_prefixes claude_wrapper picker') }
$global:__vxenv_c_table['config get']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config get']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config get']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config get']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config get']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['config get']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['config get']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config list'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['config list']['options']['--json'] = @('', 'Print JSON')
$global:__vxenv_c_table['config list']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config list']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config list']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config list']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config list']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['config list']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['config list']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config set'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=default quiet allow_prefixes claude_wrapper picker', 'nothing*') }
$global:__vxenv_c_table['config set']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config set']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config set']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config set']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config set']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['config set']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['config set']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['config unset'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=default quiet allow_prefixes claude_wrapper picker') }
$global:__vxenv_c_table['config unset']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config unset']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['config unset']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config unset']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['config unset']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['config unset']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['config unset']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['init'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh') }
$global:__vxenv_c_table['init']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['init']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['init']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['init']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['init']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['init']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['init']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['completions'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh') }
$global:__vxenv_c_table['completions']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['completions']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['completions']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['completions']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['completions']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['completions']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['completions']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['try'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @() }
$global:__vxenv_c_table['try']['options']['--shell'] = @('=bash zsh fish ksh mksh tcsh elvish nushell xonsh', 'Which shell; yours by default')
$global:__vxenv_c_table['try']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['try']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['try']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['try']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['try']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['try']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
$global:__vxenv_c_table['try']['options']['--help'] = @('', 'Show this message and exit')
$global:__vxenv_c_table['help'] = @{ commands = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); options = [Collections.Specialized.OrderedDictionary]::new([StringComparer]::Ordinal); arguments = @('=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars add set unset edit copy rename remove import undo statusline guard claude lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust', 'nothing') }
$global:__vxenv_c_table['help']['options']['-q'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['help']['options']['--quiet'] = @('', 'Say nothing that is not asked for')
$global:__vxenv_c_table['help']['options']['-v'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['help']['options']['--verbose'] = @('', 'Say what is decided and asked')
$global:__vxenv_c_table['help']['options']['--no-pager'] = @('', 'Do not send long output through a pager')
$global:__vxenv_c_table['help']['options']['--debug'] = @('', 'Say what is read, decided and asked, with times')
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

# The profiles that go on from WORD.
function global:__vxenv_c_profiles($word) {
    $folder = [IO.Path]::Combine((__vxenv_c_store), 'profiles')
    if (-not [IO.Directory]::Exists($folder)) { return }
    foreach ($file in [IO.Directory]::GetFiles($folder, '*.toml')) {
        $name = [IO.Path]::GetFileNameWithoutExtension($file)
        # No other name is a profile's.
        if ($name -match '\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z' -and $name.StartsWith($word, [StringComparison]::Ordinal)) {
            $name
        }
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
        { @('variables', 'locations', 'models', 'rules', 'clients') -ccontains $_ } { __vxenv_c_ask @(, $kind) }
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
