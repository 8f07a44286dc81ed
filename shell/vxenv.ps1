# vxenv's hook for PowerShell, 7.2 and later. Experimental: it was written without a PowerShell to run it in.
#
# `vxenv init pwsh` puts these assignments in front of it:
#   $global:__vxenv_constants   python, main: the interpreter and the program; version: which vxenv this is, a plan must
#                               carry the same; config, state, cache: directories, where VXENV_*_DIR are not set;
#                               completions: the directory of completions, if `vxenv setup` put them there;
#                               seal: the secret of this home, a plan must carry it
#   $global:__vxenv_closed      the variables that are unset while a stack is active which does not set them
#
# Rules of this file. Nothing on the way of a prompt or a change of directory starts a process. A plan is data: lines of
# words in base64, so that neither code pages, line ends nor PowerShell's own ideas of JSON can change them; nothing that
# is read is ever evaluated. Texts are compared by [string]::Equals, since -eq and -ceq pass over characters of no width,
# and kept in dictionaries of their own, since a hashtable passes over case. $null is [NullString]::Value where .NET is
# called, which would take it for an empty text. Before 7.5 a variable cannot be empty: it is unset then. This file is
# ASCII, since Windows PowerShell reads a script without a mark at its head by the code page.

# Under an application control policy nothing below may be called.
if ($ExecutionContext.SessionState.LanguageMode -cne 'FullLanguage') {
    Write-Warning ('vxenv: this shell is restricted and may not start vxenv, so its variables stay as they are' +
        "`nhint: vxenv exec NAME -- COMMAND")
    return
}

# What one shell knows of where it is; loaded again, it keeps what it put into PowerShell.
if (-not (Test-Path -LiteralPath Variable:global:__vxenv_kept)) {
    $global:__vxenv_kept = @{
        prompts = [Collections.Generic.List[object]]::new()   # what stands behind the hook's prompt, the latest last;
        depth = 0           # how many of the hook's are being asked, each of which asks an earlier one,
        prompted = $false   # and whether any has been
        moved = $false
        wrapped = $false
    }
}
$global:__vxenv = @{
    key = ''        # what this shell has decided on: use:STACK, off, dir:FILE or default;
    pwd = ''        # the directory it was in then,
    act = ''        # what the environment said was active,
    seen = $null    # and both together, which is what a prompt compares
    near = ''       # the nearest directory file,
    walk = @()      # and places between here and there, where there is none
    plans = [Collections.Generic.Dictionary[string,object]]::new([StringComparer]::Ordinal)
    turn = [Collections.Generic.Queue[string]]::new()
    plan = $null    # what is applied, $null for off,
    stuck = $null   # or, where there is none, the files that were read and what was in there
    home = ''       # the directories that the plans at hand were made for
    answer = $null  # for which key, and from what, Python was asked last
    told = [Collections.Generic.HashSet[string]]::new([StringComparer]::Ordinal)
    late = [Collections.Generic.List[string]]::new()
    hush = $false   # no line for the next activation
    unload = $false # after `vxenv setup --remove`: no profile, and no variables of vxenv's own
    expired = $false # whether a plan was found that has something else to tell from today on
    first = $true   # the first prompt is still to come
    loading = $false
}

# --- Variables ---

function global:__vxenv_get($name) {
    [Environment]::GetEnvironmentVariable($name)
}

# The same, '' for what is not set.
function global:__vxenv_text($name) {
    $value = [Environment]::GetEnvironmentVariable($name)
    if ($null -eq $value) { '' } else { $value }
}

function global:__vxenv_put($name, $value) {
    [Environment]::SetEnvironmentVariable($name, $value)
}

function global:__vxenv_drop($name) {
    [Environment]::SetEnvironmentVariable($name, [NullString]::Value)
}

function global:__vxenv_same_text($one, $other) {
    if ($null -eq $one -or $null -eq $other) { return ($null -eq $one -and $null -eq $other) }
    [string]::Equals([string] $one, [string] $other)
}

# --- Step 1: what is wanted here ---

function global:__vxenv_place {
    $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
}

# Finds the nearest directory file, and the places below it.
function global:__vxenv_nearest {
    $walk = [Collections.Generic.List[string]]::new()
    $global:__vxenv['near'] = ''
    $place = __vxenv_place
    while ($place) {
        $file = [IO.Path]::Combine($place, '.vxenv.toml')
        if ([IO.File]::Exists($file)) {
            $global:__vxenv['near'] = $file
            break
        }
        $walk.Add($file)
        $place = [IO.Path]::GetDirectoryName($place)
    }
    $global:__vxenv['walk'] = $walk.ToArray()
}

# Use or off where the shell is pinned, to a profile that cannot be applied too; else the reason.
function global:__vxenv_pinned {
    $reason = __vxenv_text 'VXENV_REASON'
    if ($global:__vxenv['unload']) { 'off' } elseif (-not $reason -and (__vxenv_text '__VXENV_PIN')) { 'use' } else { $reason }
}

function global:__vxenv_wanted {
    $reason = __vxenv_pinned
    if ($reason -ceq 'use' -or $reason -ceq 'off') {
        $global:__vxenv['near'] = ''
        $global:__vxenv['walk'] = @()
        $stack = __vxenv_text 'VXENV_PROFILE'
        if (-not $stack) { $stack = __vxenv_text '__VXENV_PIN' }
        if ($reason -ceq 'off') { 'off' } else { 'use:' + $stack }
        return
    }
    __vxenv_nearest
    if ($global:__vxenv['near']) { 'dir:' + $global:__vxenv['near'] } else { 'default' }
}

function global:__vxenv_active {
    (__vxenv_text 'VXENV_REASON') + '+' + (__vxenv_text 'VXENV_PROFILE')
}

# --- Steps 2 and 3: the plan at hand or on disk, and whether its inputs hold the same bytes ---

# Whether there is a symlink at PATH.
function global:__vxenv_is_link($path) {
    $info = [IO.FileInfo]::new($path)
    [int] $info.Attributes -ne -1 -and $info.Attributes.HasFlag([IO.FileAttributes]::ReparsePoint)
}

# What a plan compares of a file, in base64: at most 64 KiB, up to a NUL byte; '' for none. Through a symlink of a
# stranger's nothing is read: what it leads to may block.
function global:__vxenv_content($path) {
    try {
        if (-not [IO.File]::Exists($path)) { return '' }
        if ([IO.Path]::GetFileName($path) -ceq '.vxenv.toml' -and (__vxenv_is_link $path)) { return '' }
        $stream = [IO.FileStream]::new($path, [IO.FileMode]::Open, [IO.FileAccess]::Read, [IO.FileShare]::ReadWrite)
        try {
            $bytes = [byte[]]::new(65536)
            $count = 0
            do {
                $more = $stream.Read($bytes, $count, $bytes.Length - $count)
                $count += $more
            } while ($more -gt 0)
        } finally {
            $stream.Dispose()
        }
        $end = [Array]::IndexOf($bytes, [byte] 0, 0, $count)
        if ($end -lt 0) { $end = $count }
        [Convert]::ToBase64String($bytes, 0, $end)
    } catch {
        # The user's own errors are what they look for in there.
        if ($global:Error.Count -gt 0) { $global:Error.RemoveAt(0) }
        ''
    }
}

function global:__vxenv_files_same($files, $here, $gone, $links, $real) {
    foreach ($path in $links) { if (-not (__vxenv_is_link $path)) { return $false } }
    foreach ($path in $real) { if (__vxenv_is_link $path) { return $false } }
    foreach ($path in $here) { if (-not [IO.File]::Exists($path)) { return $false } }
    foreach ($path in $gone) { if ([IO.File]::Exists($path)) { return $false } }
    foreach ($pair in $files) {
        if (-not [IO.File]::Exists($pair[0])) { return $false }
        if (-not (__vxenv_same_text (__vxenv_content $pair[0]) $pair[1])) { return $false }
    }
    $true
}

function global:__vxenv_same($plan) {
    if ($plan['until'] -and [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() -ge [long] $plan['until']) {
        $global:__vxenv['expired'] = $true
        return $false
    }
    __vxenv_files_same $plan['file'] $plan['here'] $plan['gone'] $plan['links'] $plan['real']
}

# The same of what only a plan's line rests on, for when it is come to.
function global:__vxenv_fresh($plan) {
    foreach ($pair in $plan['told-variable']) {
        if (-not (__vxenv_same_text (__vxenv_text $pair[0]) $pair[1])) { return $false }
    }
    __vxenv_files_same $plan['told-file'] $plan['told-here'] $plan['told-gone'] $plan['told-links'] $plan['told-real']
}

# Whether what is applied still rests on the same.
function global:__vxenv_holds {
    $stuck = $global:__vxenv['stuck']
    if ($null -ne $stuck) { return (__vxenv_same_text (__vxenv_read $stuck['files']) $stuck['bytes']) }
    if ($null -eq $global:__vxenv['plan']) { return $true }
    __vxenv_same $global:__vxenv['plan']
}

function global:__vxenv_read($files) {
    ($files | ForEach-Object { __vxenv_content $_ }) -join ' '
}

function global:__vxenv_directory($name) {
    $given = __vxenv_text ('VXENV_' + $name.ToUpperInvariant() + '_DIR')
    if ($given) { $given } else { $global:__vxenv_constants[$name] }
}

# The name of the plan's file for KEY. Two keys may share one, since a plan says whose it is.
function global:__vxenv_name($key) {
    $name = $key.Replace('/', '%').Replace('\', '%').Replace(':', $(if ($IsWindows) { '%' } else { ':' }))
    $most = if ($name -match '\A[ -~]*\z') { 200 } else { 60 }
    if ($name.Length -le $most) { return $name }
    $name.Substring(0, 4) + $name.Length + '%' + $name.Substring($name.Length - 40)
}

# Takes note of the directories that plans depend on, and lets go of those that were made for others.
function global:__vxenv_where {
    $words = $HOME, $global:__vxenv_constants['config'], (__vxenv_text 'VXENV_CONFIG_DIR'),
        $global:__vxenv_constants['state'], (__vxenv_text 'VXENV_STATE_DIR')
    $now = $words -join '|'
    if (-not (__vxenv_same_text $now $global:__vxenv['home'])) {
        $global:__vxenv['home'] = $now
        $global:__vxenv['key'] = ''
        $global:__vxenv['plans'].Clear()
        $global:__vxenv['turn'].Clear()
    }
}

function global:__vxenv_decoded($word) {
    [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($word))
}

# Takes the plan TEXT, if it is one for KEY, this hook and these directories; $null if not. Its first line says so, and
# that it was written by who knows the secret; its last line says `whole`.
function global:__vxenv_adopt($text, $key) {
    $lines = $text.Replace("`r", '').TrimEnd([char] 10).Split([char] 10)
    if (-not (__vxenv_same_text $lines[-1] 'whole')) { return $null }
    $who = $global:__vxenv_constants['version'] + '|' + $global:__vxenv['home'] + '|' + $key
    $seal = $global:__vxenv_constants['seal']
    $head = "vxenv plan $seal " + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($who)) + " $seal"
    if (-not (__vxenv_same_text $lines[0] $head)) { return $null }
    $plan = @{}
    foreach ($tag in 'file', 'here', 'gone', 'links', 'real', 'told-file', 'told-here', 'told-gone', 'told-links',
        'told-real', 'told-variable', 'change', 'active') {
        $plan[$tag] = [Collections.Generic.List[object]]::new()
    }
    try {
        foreach ($line in $lines) {
            $words = $line.Split([char] 32)
            switch -CaseSensitive -Regex ($words[0]) {
                '\A(who|until|stack|line|note|ask)\z' { $plan[$words[0]] = __vxenv_decoded $words[1] }
                '\A(told-)?file\z' { $plan[$words[0]].Add(@((__vxenv_decoded $words[1]), $words[2])) }
                '\A(told-)?(here|gone|links|real)\z' { $plan[$words[0]].Add((__vxenv_decoded $words[1])) }
                '\Atold-variable\z' { $plan[$words[0]].Add(@((__vxenv_decoded $words[1]), (__vxenv_decoded $words[2]))) }
                '\A(change|active)\z' {
                    $value = if ($words.Count -gt 2) { __vxenv_decoded $words[2] } else { $null }
                    $plan[$words[0]].Add(@((__vxenv_decoded $words[1]), $value))
                }
            }
        }
    } catch {
        return $null
    }
    if (-not $global:__vxenv['plans'].ContainsKey($key)) { $global:__vxenv['turn'].Enqueue($key) }
    $global:__vxenv['plans'][$key] = $plan
    while ($global:__vxenv['turn'].Count -gt 8) {
        [void] $global:__vxenv['plans'].Remove($global:__vxenv['turn'].Dequeue())
    }
    $plan
}

# The plan for KEY, if there is one whose inputs are as they were when it was made; else $null.
function global:__vxenv_find($key) {
    $plan = $null
    if ($global:__vxenv['plans'].TryGetValue($key, [ref] $plan)) {
        if ((__vxenv_same $plan) -and (__vxenv_fresh $plan)) { return $plan }
    }
    $file = [IO.Path]::Combine((__vxenv_directory 'cache'), 'plans', 'pwsh', (__vxenv_name $key))
    try {
        if (-not [IO.File]::Exists($file) -or (__vxenv_is_link $file)) { return $null }
        $plan = __vxenv_adopt ([IO.File]::ReadAllText($file)) $key
    } catch {
        return $null
    }
    if ($null -ne $plan -and (__vxenv_same $plan) -and (__vxenv_fresh $plan)) { $plan } else { $null }
}

# --- Step 4: Python, once ---

function global:__vxenv_runs {
    [IO.File]::Exists($global:__vxenv_constants['python']) -and [IO.File]::Exists($global:__vxenv_constants['main'])
}

# Asks for the plan for KEY. The first line of the answer marks it; anything else is shown.
function global:__vxenv_ask($key) {
    if (-not (__vxenv_runs)) {
        __vxenv_say ('vxenv: ' + $global:__vxenv_constants['python'] +
            " no longer runs vxenv, so nothing new can be worked out here`n" +
            'hint: install vxenv again, then: vxenv setup, and: pwsh')
        return $null
    }
    $start = [Diagnostics.ProcessStartInfo]::new($global:__vxenv_constants['python'])
    foreach ($word in '-X', 'utf8', '-I', '-S', $global:__vxenv_constants['main'], 'hook', 'pwsh',
        $global:__vxenv_constants['version'], $key, (__vxenv_name $key), $global:__vxenv['home']) {
        $start.ArgumentList.Add($word)
    }
    foreach ($name in 'config', 'state', 'cache') {
        $start.Environment['VXENV_' + $name.ToUpperInvariant() + '_DIR'] = __vxenv_directory $name
    }
    $start.Environment['__VXENV_SEAL'] = $global:__vxenv_constants['seal']
    $place = __vxenv_place
    if ([IO.Directory]::Exists($place)) { $start.WorkingDirectory = $place }
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.StandardOutputEncoding = [Text.Encoding]::UTF8
    try {
        $child = [Diagnostics.Process]::Start($start)
        $child.StandardInput.Close()
        $out = $child.StandardOutput.ReadToEnd()
        $child.WaitForExit()
    } catch {
        __vxenv_say ('vxenv: ' + $_.Exception.Message)
        return $null
    }
    $at = $out.IndexOf("`n")
    $head = if ($at -lt 0) { '' } else { $out.Substring(0, $at).TrimEnd([char] 13) }
    if (__vxenv_same_text $head ': vxenv 1') {
        return (__vxenv_adopt $out.Substring($at + 1) $key)
    }
    if ($out) { [Console]::Out.Write($out) }
    $null
}

# --- Changing variables, and back ---

# Records what NAME holds before it is given VALUE. Prints how it stood: u, s, or '' if it is to be left alone.
function global:__vxenv_make_way($name, $value, $lost) {
    $now = __vxenv_get $name
    if ($null -eq $now) { return 'u' }
    if ($null -ne $value -and (__vxenv_same_text $now $value)) {
        # It holds that already. In a shell that lost its undo record vxenv gave it; else the user did.
        if ($lost) { return 'u' } else { return '' }
    }
    __vxenv_put ('__VXENV_O_' + $name) $now
    # An empty value cannot be kept before 7.5, where it is none.
    if ($null -eq (__vxenv_get ('__VXENV_O_' + $name))) { 'u' } else { 's' }
}

# Brings the changes of a plan about, and unsets what is closed besides.
function global:__vxenv_change($changes, $lost) {
    $record = [Collections.Generic.List[string]]::new()
    $record.Add('1')
    $given = [Collections.Generic.HashSet[string]]::new([StringComparer]::Ordinal)
    $unset = [Collections.Generic.List[string]]::new()
    foreach ($pair in $changes) {
        if ($null -eq $pair[1]) {
            $unset.Add($pair[0])
            continue
        }
        [void] $given.Add($pair[0])
        $how = __vxenv_make_way $pair[0] $pair[1] $lost
        if (-not $how) { continue }
        __vxenv_put $pair[0] $pair[1]
        if ($null -eq (__vxenv_get $pair[0])) {
            $record.Add($pair[0] + ':' + $how + 'u')
        } else {
            __vxenv_put ('__VXENV_N_' + $pair[0]) $pair[1]
            $record.Add($pair[0] + ':' + $how + 's')
        }
    }
    foreach ($name in @($unset) + $global:__vxenv_closed) {
        if ($given.Contains($name) -or $null -eq (__vxenv_get $name)) { continue }
        $record.Add($name + ':' + (__vxenv_make_way $name $null $lost) + 'u')
        __vxenv_drop $name
    }
    if ($record.Count -gt 1) { __vxenv_put '__VXENV_STATE' ($record -join ' ') }
}

# Gives back what the record says, where a variable still holds what vxenv gave it.
function global:__vxenv_undo {
    $words = (__vxenv_text '__VXENV_STATE').Split([char] 32)
    __vxenv_drop '__VXENV_STATE'
    $damaged = -not (__vxenv_same_text $words[0] '1')
    if (-not $damaged) {
        foreach ($word in @($words | Select-Object -Skip 1)) {
            $found = [regex]::Match($word, '\A([A-Za-z_][A-Za-z0-9_]*):([usl])([us])\z')
            if (-not $found.Success -or
                -not (__vxenv_give_back $found.Groups[1].Value $found.Groups[2].Value $found.Groups[3].Value)) {
                $damaged = $true
            }
        }
    }
    if ($damaged) {
        __vxenv_say ("vxenv: the undo record in this shell's environment is damaged or of another version; " +
            'variables that it does not cover stay as they are')
    }
}

# Undoes one change; $false if the record does not say how.
function global:__vxenv_give_back($name, $how, $given) {
    $now = __vxenv_get $name
    $new = __vxenv_get ('__VXENV_N_' + $name)
    $old = __vxenv_get ('__VXENV_O_' + $name)
    if ($given -ceq 's') {
        if ($null -eq $new) { return $false }
        $mine = __vxenv_same_text $now $new
        __vxenv_drop ('__VXENV_N_' + $name)
    } else {
        $mine = $null -eq $now
    }
    if ($mine) {
        if ($how -ceq 's' -and $null -eq $old) { return $false }
        if ($how -ceq 's') { __vxenv_put $name $old } else { __vxenv_drop $name }
    }
    __vxenv_drop ('__VXENV_O_' + $name)
    $true
}

# Undoes what is applied, applies PLAN, $null for off, and says so if that changes the activation, its variables
# or its advice.
function global:__vxenv_take($want, $plan) {
    $before = __vxenv_get 'VXENV_PROFILE'
    $digest = __vxenv_text '__VXENV_DIGEST'
    $global:__vxenv['act'] = __vxenv_active
    $lost = $false
    if ($null -ne (__vxenv_get '__VXENV_STATE')) {
        __vxenv_undo
    } elseif ($before -and $global:__vxenv['first']) {
        $lost = $true
    }
    $active = @(@('VXENV_REASON', 'off'), @('VXENV_PROFILE', $null), @('VXENV_PROTECTED', $null),
        @('__VXENV_SETTINGS', $null), @('__VXENV_PIN', $null), @('__VXENV_DIGEST', $null))
    # Unloaded, it leaves nothing to child shells, which may have no hook.
    if ($global:__vxenv['unload']) { $active += @(@('VXENV_REASON', $null), @('__VXENV_LAST', $null)) }
    if ($null -ne $plan) {
        if ($plan['change'].Count -gt 0) { __vxenv_change $plan['change'] $lost }
        $active = $plan['active']
    }
    foreach ($pair in $active) {
        if ($null -eq $pair[1]) { __vxenv_drop $pair[0] } else { __vxenv_put $pair[0] $pair[1] }
    }
    if (__vxenv_text '__VXENV_SETTINGS') { __vxenv_wrap_claude }
    $global:__vxenv['plan'] = $plan
    $global:__vxenv['stuck'] = $null
    $global:__vxenv['key'] = $want
    $global:__vxenv['pwd'] = __vxenv_place
    if ($global:__vxenv['expired'] -or -not (__vxenv_same_text (__vxenv_active) $global:__vxenv['act']) -or
        -not (__vxenv_same_text (__vxenv_text '__VXENV_DIGEST') $digest)) {
        $global:__vxenv['act'] = __vxenv_active
        $stack = (__vxenv_text 'VXENV_PROFILE') + (__vxenv_text '__VXENV_PIN')
        if ($before -and -not $global:__vxenv['unload'] -and -not (__vxenv_same_text $before $stack)) {
            __vxenv_put '__VXENV_LAST' $before
        }
        if ($null -ne $plan -and -not (__vxenv_text 'VXENV_QUIET') -and -not $global:__vxenv['hush']) {
            __vxenv_say $plan['line']
        }
    }
}

# For people, on stderr; while loading kept for the first prompt.
function global:__vxenv_say($message) {
    if (-not $message) { return }
    if (-not $global:__vxenv['loading']) {
        [Console]::Error.WriteLine($message)
    } elseif (-not $global:__vxenv['late'].Contains($message)) {
        $global:__vxenv['late'].Add($message)
    }
}

# --- Claude Code, where config.toml has claude_wrapper ---

# An alias or a function of the user's own stays. No process but the client itself.
function global:__vxenv_wrap_claude {
    if ($global:__vxenv_kept['wrapped']) { return }
    $global:__vxenv_kept['wrapped'] = $true
    # Not Get-Command, which would look through every module there is.
    if ((Test-Path -LiteralPath Alias:claude) -or (Test-Path -LiteralPath Function:claude)) {
        __vxenv_say 'vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone'
        return
    }
    function global:claude {
        $program = Get-Command -Name claude -CommandType Application -TotalCount 1 -ErrorAction Stop
        $settings = __vxenv_text '__VXENV_SETTINGS'
        $words = @()
        if ($settings -and [IO.File]::Exists($settings)) {
            $words = '--settings', $settings
        } elseif ($settings) {
            __vxenv_say "vxenv: $settings is gone, so settings files may win"
        }
        # What is piped into a function does not reach the programs that it calls by itself.
        if ($MyInvocation.ExpectingInput) { $input | & $program @words @args } else { & $program @words @args }
    }
}

# --- The hook ---

# Decides and switches. With FORCE it applies again even if nothing changed.
function global:__vxenv_sync($force) {
    $global:__vxenv['expired'] = $false
    $want = __vxenv_wanted
    if (-not $force -and (__vxenv_same_text $want $global:__vxenv['key']) -and
        (__vxenv_same_text $global:__vxenv['act'] (__vxenv_active)) -and (__vxenv_holds)) {
        $global:__vxenv['pwd'] = __vxenv_place
    } else {
        __vxenv_where
        $plan = $null
        if ($want -cne 'off') { $plan = __vxenv_find $want }
        if ($want -ceq 'off') {
            __vxenv_take $want $null
        } elseif ($null -ne $plan) {
            __vxenv_take $want $plan
            __vxenv_say $plan['note']
        } else {
            __vxenv_renew $want
        }
    }
    $global:__vxenv['seen'] = (__vxenv_place) + '+' + $global:__vxenv['act']
}

# Step 4, and what it must not do: start Python again, or say the same again, before some input has changed.
function global:__vxenv_renew($want) {
    $plan = __vxenv_ask $want
    if ($null -ne $plan) {
        $files = @($plan['file'] | ForEach-Object { $_[0] })
        $bytes = __vxenv_read $files
        $answer = $want + ' ' + $bytes + ' ' + $plan['until']
        $again = __vxenv_same_text $answer $global:__vxenv['answer']
        $global:__vxenv['answer'] = $answer
        __vxenv_take $want $plan
        if ($again) {
            # Asked for the same, from the same bytes: a file that this shell does not read as Python does.
            $global:__vxenv['stuck'] = @{ files = $files; bytes = $bytes }
        } else {
            __vxenv_say $plan['note']
        }
    } else {
        # Failed. Remember the one input that is known, and leave the variables as they are.
        $files = @($global:__vxenv['near'] | Where-Object { $_ })
        $global:__vxenv['key'] = $want
        $global:__vxenv['pwd'] = __vxenv_place
        $global:__vxenv['act'] = __vxenv_active
        $global:__vxenv['stuck'] = @{ files = $files; bytes = (__vxenv_read $files) }
    }
}

# Tells a pinned shell that came to a directory which asks for something else, once a directory file.
function global:__vxenv_tell {
    $global:__vxenv['pwd'] = __vxenv_place
    __vxenv_nearest
    $global:__vxenv['walk'] = @() # a pinned shell need not look there again before it moves
    $near = $global:__vxenv['near']
    if (-not $near -or -not $global:__vxenv['told'].Add($near)) { return }
    $plan = __vxenv_find "dir:$near"
    if ($null -eq $plan) { $plan = __vxenv_ask "dir:$near" }
    if ($null -ne $plan -and -not (__vxenv_same_text $plan['stack'] (__vxenv_text 'VXENV_PROFILE'))) {
        __vxenv_say $plan['ask']
    }
}

# After a change of directory.
function global:__vxenv_moved {
    __vxenv_hook_prompt
    if (__vxenv_same_text (__vxenv_place) $global:__vxenv['pwd']) { return }
    __vxenv_sync $false
    if (@('use', 'off') -ccontains (__vxenv_pinned) -and -not $global:__vxenv['unload']) { __vxenv_tell }
}

# Before a prompt.
function global:__vxenv_prompt {
    if (__vxenv_same_text ((__vxenv_place) + '+' + (__vxenv_active)) $global:__vxenv['seen']) {
        $appeared = $false
        foreach ($file in $global:__vxenv['walk']) { if ([IO.File]::Exists($file)) { $appeared = $true } }
        if ($appeared -or -not (__vxenv_holds)) { __vxenv_sync $false }
    } elseif ($global:__vxenv['first']) {
        # The profile script may have changed anything.
        $global:__vxenv['loading'] = $true
        __vxenv_sync $true
        $global:__vxenv['loading'] = $false
        $global:__vxenv['first'] = $false
        foreach ($message in $global:__vxenv['late'].ToArray()) { __vxenv_say $message }
        $global:__vxenv['late'].Clear()
    } elseif (-not (__vxenv_same_text (__vxenv_place) $global:__vxenv['pwd'])) {
        __vxenv_moved
    } else {
        __vxenv_sync $false
    }
}

# --- What the user calls ---

# Commands that switch print a plan for this shell; the others run as they are, and what they changed is looked at.
function global:vxenv {
    # A status that is not 0 is no error of PowerShell's here, whatever the user's preferences: what follows must run.
    $ErrorActionPreference = 'Continue'
    $PSNativeCommandUseErrorActionPreference = $false
    __vxenv_hook_prompt
    $command = ''
    foreach ($word in $args) {
        $command = [string] $word
        if (-not $command.StartsWith('-')) { break }
    }
    __vxenv_where
    # An upgrade may have moved it: what is on PATH now answers, and writes the file anew that new shells read.
    if (__vxenv_runs) {
        $program = $global:__vxenv_constants['python']
        $words = '-X', 'utf8', '-P', $global:__vxenv_constants['main']
    } else {
        $program = Get-Command -Name vxenv -CommandType Application -TotalCount 1 -ErrorAction Stop
        $words = @()
    }
    $words = @($words) + @(__vxenv_passed $args)
    __vxenv_put '__VXENV_HOOK' ('pwsh ' + $global:__vxenv_constants['version'] + ' ' + $global:__vxenv['home'])
    try {
        # What is piped into a function does not reach the programs that it calls by itself.
        if (@('use', 'off', 'auto', 'rename', 'mv', 'undo', 'setup') -ccontains $command) {
            __vxenv_put '__VXENV_SEAL' $global:__vxenv_constants['seal']
            $out = @(if ($MyInvocation.ExpectingInput) { $input | & $program @words } else { & $program @words })
        } else {
            $out = $null
            if ($command -ceq 'doctor' -and (__vxenv_interactive)) {
                $hooked = $global:__vxenv_kept['prompted'] -or "$function:prompt".Contains('__vxenv_prompt')
                $prompts = if ($hooked) { '__vxenv_prompt' } else { ' ' }
                __vxenv_put '__VXENV_PROMPTS' $prompts
            }
            if ($MyInvocation.ExpectingInput) { $input | & $program @words } else { & $program @words }
        }
    } finally {
        __vxenv_drop '__VXENV_HOOK'
        __vxenv_drop '__VXENV_SEAL'
        __vxenv_drop '__VXENV_PROMPTS'
    }
    $code = __vxenv_code
    if ($out) { __vxenv_obey $out }
    __vxenv_sync $false
    if ($null -ne $code) { $global:LASTEXITCODE = $code }
}

# WORDS as they must be for a program to get them: up to 7.2 PowerShell drops what is empty, and does not escape quotes.
function global:__vxenv_passed($words) {
    $passing = [string] (Get-Variable -Name PSNativeCommandArgumentPassing -ValueOnly -ErrorAction Ignore)
    foreach ($word in $words) {
        # A list is its items, as it is where a program is called without a function.
        foreach ($one in $word) {
            $text = [string] $one
            if ($passing -and $passing -ne 'Legacy') {
                $text
            } elseif ($text) {
                $text -replace '(\\*)"', '$1$1\"'
            } else {
                '""'
            }
        }
    }
}

# The exit code of the last program, $null before there was one, which strict mode would not let one ask for.
function global:__vxenv_code {
    Get-Variable -Name LASTEXITCODE -Scope Global -ValueOnly -ErrorAction Ignore
}

# Does what a command that switches has printed.
function global:__vxenv_obey($out) {
    $head = [string] $out[0]
    if ($head.StartsWith(': vxenv 1 ', [StringComparison]::Ordinal)) {
        $global:__vxenv['unload'] = $head -ceq ': vxenv 1 unload'
    }
    if ($head -ceq ': vxenv 1 off') {
        __vxenv_put 'VXENV_REASON' 'off'
    } elseif ($head -ceq ': vxenv 1 unload') {
        __vxenv_drop 'VXENV_REASON'
    } elseif ($head -ceq ': vxenv 1 auto') {
        __vxenv_drop 'VXENV_REASON'
        __vxenv_drop '__VXENV_PIN'
        $global:__vxenv['told'].Clear()
    } elseif ($head.StartsWith(': vxenv 1 use:', [StringComparison]::Ordinal)) {
        $want = $head.Substring(10)
        $plan = __vxenv_adopt (($out | Select-Object -Skip 1) -join "`n") $want
        if ($null -ne $plan) {
            $global:__vxenv['hush'] = $true # Python has told already what changes
            __vxenv_take $want $plan
            $global:__vxenv['hush'] = $false
        }
    } else {
        $out
    }
}

# Stands before the prompt, and does so again if another took its place before it was ever asked, as those of starship
# and oh-my-posh do behind the hook in a profile. One that stands around it, as an editor's does, asks it, and stays.
function global:__vxenv_hook_prompt {
    if ($global:__vxenv_kept['prompted'] -or -not (__vxenv_interactive) -or
        "$function:prompt".Contains('__vxenv_prompt')) { return }
    if ($null -ne $function:prompt) { $global:__vxenv_kept['prompts'].Add($function:prompt) }
    function global:prompt {
        $__vxenv_ok = $?
        $__vxenv_code = __vxenv_code
        $__vxenv_depth = $global:__vxenv_kept['depth']
        if ($__vxenv_depth -eq 0) {
            $global:__vxenv_kept['prompted'] = $true
            try { __vxenv_prompt } catch { [Console]::Error.WriteLine('vxenv: ' + $_.Exception.Message) }
        }
        $__vxenv_at = $global:__vxenv_kept['prompts'].Count - 1 - $__vxenv_depth
        $global:__vxenv_kept['depth'] = $__vxenv_depth + 1
        try {
            if ($null -ne $__vxenv_code) { $global:LASTEXITCODE = $__vxenv_code }
            # The prompt behind this one may show whether the last command failed.
            if (-not $__vxenv_ok) { Write-Error '' -ErrorAction Ignore }
            if ($__vxenv_at -ge 0) { & $global:__vxenv_kept['prompts'][$__vxenv_at] } else { 'PS> ' }
        } finally {
            $global:__vxenv_kept['depth'] = $__vxenv_depth
        }
        if ($null -ne $__vxenv_code) { $global:LASTEXITCODE = $__vxenv_code }
        if (-not $__vxenv_ok) { Write-Error '' -ErrorAction Ignore }
    }
}

# True where somebody types: no -Command and no script, unless the shell stays behind it.
function global:__vxenv_interactive {
    # The terminal of the editor's own extension for PowerShell is started by a -Command.
    if ($Host.Name -ceq 'Visual Studio Code Host') { return $true }
    $interactive = $true
    $value = $false
    foreach ($word in @([Environment]::GetCommandLineArgs() | Select-Object -Skip 1)) {
        if ($value) {
            $value = $false
        } elseif ($word -match '\A[-/]+noe') {
            return $true
        } elseif ($word -match '\A[-/]+(c\z|com|ec?\z|en|f\z|fi|noni)') {
            $interactive = $false
        } elseif ($word -match '\A[-/]+(ex|ep\z|wo|wd\z|w\z|wi|v\z|ve|conf|cus|i\z|in|o\z|ou|se)') {
            $value = $true
        } elseif ($word -notmatch '\A[-/]') {
            $interactive = $false
        }
    }
    $interactive
}

if (__vxenv_interactive) {
    if ($global:__vxenv_constants['completions']) {
        $__vxenv_file = [IO.Path]::Combine($global:__vxenv_constants['completions'], 'vxenv.ps1')
        if ([IO.File]::Exists($__vxenv_file)) { . $__vxenv_file }
    }
    $global:__vxenv_kept['prompted'] = $false
    __vxenv_hook_prompt
    if (-not $global:__vxenv_kept['moved'] -and
        $ExecutionContext.SessionState.InvokeCommand.PSObject.Properties['LocationChangedAction']) {
        $global:__vxenv_kept['moved'] = $true
        $__vxenv_action = [EventHandler[Management.Automation.LocationChangedEventArgs]] {
            try { __vxenv_moved } catch { [Console]::Error.WriteLine('vxenv: ' + $_.Exception.Message) }
        }
        # Behind whatever other tools have put there.
        $ExecutionContext.SessionState.InvokeCommand.LocationChangedAction = [Delegate]::Combine(
            $ExecutionContext.SessionState.InvokeCommand.LocationChangedAction, $__vxenv_action)
    }
    $global:__vxenv['loading'] = $true
    __vxenv_sync $false
    $global:__vxenv['seen'] = $null
    $global:__vxenv['loading'] = $false
}
