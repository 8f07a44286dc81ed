# vxenv's hook for PowerShell 7.2 and later. Experimental: never run in a real PowerShell.
#
# PROTOCOL.md describes the common parts: the state machine, keys, plans, the undo record, and the variables that
# `vxenv init pwsh` assigns in front of this text: $global:__vxenv_constants and $global:__vxenv_closed.
#
# Rules:
# - HOT starts no process.
# - Plans are lines of words in base64, independent of code pages and line ends. No file contents are evaluated.
# - Texts are compared by [string]::Equals, since -eq and -ceq ignore zero-width characters, and kept in dictionaries,
#   since hashtables ignore case. .NET is given [NullString]::Value, since $null would become an empty text.
# - Before 7.5 an environment variable cannot be empty; it is unset instead.
# - This file is ASCII, since Windows PowerShell reads scripts without a byte order mark in the system's code page.
# - A reloaded hook uses $global:__vxenv_kept, and the earlier `prompt` calls __vxenv_prompt, __vxenv_code and
#   __vxenv_moved: these names must not change.

# Under an application control policy nothing below can be called.
if ($ExecutionContext.SessionState.LanguageMode -cne 'FullLanguage') {
    Write-Warning ('vxenv: restricted shell: cannot run vxenv; variables unchanged' +
        "`nhint: vxenv exec NAME -- COMMAND")
    return
}

# State of this shell. A reloaded hook keeps its additions to PowerShell.
if (-not (Test-Path -LiteralPath Variable:global:__vxenv_kept)) {
    $global:__vxenv_kept = @{
        prompts = [Collections.Generic.List[object]]::new()   # the prompts called by the hook's prompt, the latest last
        depth = 0           # number of running prompts of the hook, each called by a later one
        prompted = $false   # true if any has run
        moved = $false
        wrapped = $false
    }
}
$global:__vxenv = @{
    key = ''            # key of the applied plan
    pwd = ''            # directory of the last check
    active = ''         # VXENV_REASON+VXENV_PROFILE after the last check
    prompt_state = $null # pwd+active, compared at each prompt
    directory_file = '' # nearest directory file
    candidates = @()    # paths below it, where a directory file may appear
    plans = [Collections.Generic.Dictionary[string,object]]::new([StringComparer]::Ordinal)
    plan_order = [Collections.Generic.Queue[string]]::new()
    applied_plan = $null # $null for off
    known_inputs = $null # files and contents to compare without a plan
    home = ''           # directories that the plans in memory were made for
    last_request = $null # key, input bytes, expiry and originals of Python's last answer
    announced = [Collections.Generic.HashSet[string]]::new([StringComparer]::Ordinal)
    pending = [Collections.Generic.List[string]]::new()
    silent = $false     # the next switch prints nothing
    unload = $false     # after `vxenv setup --remove`: remove all variables of vxenv
    expired = $false    # the advice of a plan has expired
    first = $true       # until the first prompt
    loading = $false
}

# ==== HOT: variables ===============================================================================================

function global:__vxenv_read_variable($name) {
    [Environment]::GetEnvironmentVariable($name)
}

# The same, '' for unset variables.
function global:__vxenv_read_text($name) {
    $value = [Environment]::GetEnvironmentVariable($name)
    if ($null -eq $value) { '' } else { $value }
}

function global:__vxenv_export($name, $value) {
    [Environment]::SetEnvironmentVariable($name, $value)
}

function global:__vxenv_unset($name) {
    [Environment]::SetEnvironmentVariable($name, [NullString]::Value)
}

function global:__vxenv_is_equal($one, $other) {
    if ($null -eq $one -or $null -eq $other) { return ($null -eq $one -and $null -eq $other) }
    [string]::Equals([string] $one, [string] $other)
}

# ==== HOT: the wanted key ==========================================================================================

function global:__vxenv_read_location {
    $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath
}

# Finds the nearest directory file, and the paths below it.
function global:__vxenv_find_directory_file {
    $walk = [Collections.Generic.List[string]]::new()
    $global:__vxenv['directory_file'] = ''
    $place = __vxenv_read_location
    while ($place) {
        $file = [IO.Path]::Combine($place, '.vxenv.toml')
        if ([IO.File]::Exists($file)) {
            $global:__vxenv['directory_file'] = $file
            break
        }
        $walk.Add($file)
        $place = [IO.Path]::GetDirectoryName($place)
    }
    $global:__vxenv['candidates'] = $walk.ToArray()
}

# Returns use or off if the shell is pinned, even to a profile that cannot be applied; else the reason.
function global:__vxenv_find_reason {
    $reason = __vxenv_read_text 'VXENV_REASON'
    if ($global:__vxenv['unload']) { 'off' } elseif (-not $reason -and (__vxenv_read_text '__VXENV_PIN')) { 'use' } else { $reason }
}

function global:__vxenv_find_key {
    $reason = __vxenv_find_reason
    if ($reason -ceq 'use' -or $reason -ceq 'off') {
        $global:__vxenv['directory_file'] = ''
        $global:__vxenv['candidates'] = @()
        $stack = __vxenv_read_text 'VXENV_PROFILE'
        if (-not $stack) { $stack = __vxenv_read_text '__VXENV_PIN' }
        if ($reason -ceq 'off') { 'off' } else { 'use:' + $stack }
        return
    }
    __vxenv_find_directory_file
    if ($global:__vxenv['directory_file']) { 'dir:' + $global:__vxenv['directory_file'] } else { 'default' }
}

function global:__vxenv_read_active {
    (__vxenv_read_text 'VXENV_REASON') + '+' + (__vxenv_read_text 'VXENV_PROFILE')
}

# ==== HOT: plans and tests of their inputs =========================================================================

# True if PATH is a symlink.
function global:__vxenv_is_link($path) {
    $info = [IO.FileInfo]::new($path)
    [int] $info.Attributes -ne -1 -and $info.Attributes.HasFlag([IO.FileAttributes]::ReparsePoint)
}

# Returns the contents of a file in base64, as a plan compares them: at most 64 KiB, up to a NUL byte; '' if missing.
# Symlinks by other people are not followed, since reading could block.
function global:__vxenv_read_file($path) {
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
        # $Error contains only the user's own errors.
        if ($global:Error.Count -gt 0) { $global:Error.RemoveAt(0) }
        ''
    }
}

function global:__vxenv_has_same_files($files, $here, $gone, $links, $real) {
    foreach ($path in $links) { if (-not (__vxenv_is_link $path)) { return $false } }
    foreach ($path in $real) { if (__vxenv_is_link $path) { return $false } }
    foreach ($path in $here) { if (-not [IO.File]::Exists($path)) { return $false } }
    foreach ($path in $gone) { if ([IO.File]::Exists($path)) { return $false } }
    foreach ($pair in $files) {
        if (-not [IO.File]::Exists($pair[0])) { return $false }
        if (-not (__vxenv_is_equal (__vxenv_read_file $pair[0]) $pair[1])) { return $false }
    }
    $true
}

function global:__vxenv_is_current($plan) {
    if ($plan['until'] -and [DateTimeOffset]::UtcNow.ToUnixTimeSeconds() -ge [long] $plan['until']) {
        $global:__vxenv['expired'] = $true
        return $false
    }
    __vxenv_has_same_files $plan['file'] $plan['here'] $plan['gone'] $plan['links'] $plan['real']
}

# Returns the value of NAME without the applied plan, '' if it is unset: if NAME still has vxenv's value, its previous one.
function global:__vxenv_find_original($name) {
    $value = __vxenv_read_variable $name
    $words = (__vxenv_read_text '__VXENV_STATE').Split([char] 32)
    foreach ($how in 'us', 'ls', 'ss', 'su') {
        if (-not ($words -ccontains "${name}:$how")) { continue }
        $given = if ($how -ceq 'su') { $null } else { __vxenv_read_variable ('__VXENV_N_' + $name) }
        if (-not (__vxenv_is_equal $value $given)) { continue }
        $old = __vxenv_read_variable ('__VXENV_O_' + $name)
        if ('us', 'ls' -ccontains $how) { $value = $null } elseif ($null -ne $old) { $value = $old }
        break
    }
    [string] $value
}

# The same for the inputs of its messages, and for the user's own values that it merges with; tested only before the plan
# is applied.
function global:__vxenv_is_advice_current($plan) {
    foreach ($pair in $plan['original']) {
        if (-not (__vxenv_is_equal (__vxenv_find_original $pair[0]) $pair[1])) { return $false }
    }
    foreach ($pair in $plan['told-variable']) {
        if (-not (__vxenv_is_equal (__vxenv_read_text $pair[0]) $pair[1])) { return $false }
    }
    __vxenv_has_same_files $plan['told-file'] $plan['told-here'] $plan['told-gone'] $plan['told-links'] $plan['told-real']
}

# True if the inputs of the applied plan are unchanged.
function global:__vxenv_is_applied_current {
    $stuck = $global:__vxenv['known_inputs']
    if ($null -ne $stuck) { return (__vxenv_is_equal (__vxenv_read_files $stuck['files']) $stuck['bytes']) }
    if ($null -eq $global:__vxenv['applied_plan']) { return $true }
    __vxenv_is_current $global:__vxenv['applied_plan']
}

function global:__vxenv_read_files($files) {
    ($files | ForEach-Object { __vxenv_read_file $_ }) -join ' '
}

function global:__vxenv_read_directory($name) {
    $given = __vxenv_read_text ('VXENV_' + $name.ToUpperInvariant() + '_DIR')
    if ($given) { $given } else { $global:__vxenv_constants[$name] }
}

# Returns the name of the plan's file for KEY. Keys may share a file name: a plan contains its key.
function global:__vxenv_name_plan($key) {
    $name = $key.Replace('/', '%').Replace('\', '%').Replace(':', $(if ($IsWindows) { '%' } else { ':' }))
    $most = if ($name -match '\A[ -~]*\z') { 200 } else { 60 }
    if ($name.Length -le $most) { return $name }
    $name.Substring(0, 4) + $name.Length + '%' + $name.Substring($name.Length - 40)
}

# Drops the plans in memory if vxenv's directories have changed.
function global:__vxenv_check_home {
    $words = $HOME, $global:__vxenv_constants['config'], (__vxenv_read_text 'VXENV_CONFIG_DIR'),
        $global:__vxenv_constants['state'], (__vxenv_read_text 'VXENV_STATE_DIR')
    $now = $words -join '|'
    if (-not (__vxenv_is_equal $now $global:__vxenv['home'])) {
        $global:__vxenv['home'] = $now
        $global:__vxenv['key'] = ''
        $global:__vxenv['plans'].Clear()
        $global:__vxenv['plan_order'].Clear()
    }
}

function global:__vxenv_decode($word) {
    [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($word))
}

# Returns the plan TEXT, if its first line has the secret and this KEY, version and home, and its last line is `whole`;
# else $null.
function global:__vxenv_load_plan($text, $key) {
    $lines = $text.Replace("`r", '').TrimEnd([char] 10).Split([char] 10)
    if (-not (__vxenv_is_equal $lines[-1] 'whole')) { return $null }
    $who = $global:__vxenv_constants['version'] + '|' + $global:__vxenv['home'] + '|' + $key
    $seal = $global:__vxenv_constants['seal']
    $head = "vxenv plan $seal " + [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($who)) + " $seal"
    if (-not (__vxenv_is_equal $lines[0] $head)) { return $null }
    $plan = @{}
    foreach ($tag in 'file', 'here', 'gone', 'links', 'real', 'told-file', 'told-here', 'told-gone', 'told-links',
        'told-real', 'told-variable', 'merged-file', 'merged-here', 'merged-gone', 'merged-links', 'merged-real',
        'merged-variable', 'original', 'change', 'active') {
        $plan[$tag] = [Collections.Generic.List[object]]::new()
    }
    try {
        foreach ($line in $lines) {
            $words = $line.Split([char] 32)
            switch -CaseSensitive -Regex ($words[0]) {
                '\A(who|until|stack|line|note|ask)\z' { $plan[$words[0]] = __vxenv_decode $words[1] }
                '\A(told-|merged-)?file\z' { $plan[$words[0]].Add(@((__vxenv_decode $words[1]), $words[2])) }
                '\A(told-|merged-)?(here|gone|links|real)\z' { $plan[$words[0]].Add((__vxenv_decode $words[1])) }
                '\A(told-variable|merged-variable|original)\z' {
                    $plan[$words[0]].Add(@((__vxenv_decode $words[1]), (__vxenv_decode $words[2])))
                }
                '\A(change|active)\z' {
                    $value = if ($words.Count -gt 2) { __vxenv_decode $words[2] } else { $null }
                    $plan[$words[0]].Add(@((__vxenv_decode $words[1]), $value))
                }
            }
        }
    } catch {
        return $null
    }
    if ($plan['original'].Count -gt 0) {
        foreach ($tag in 'file', 'here', 'gone', 'links', 'real', 'variable') { $plan["told-$tag"] = $plan["merged-$tag"] }
    }
    if (-not $global:__vxenv['plans'].ContainsKey($key)) { $global:__vxenv['plan_order'].Enqueue($key) }
    $global:__vxenv['plans'][$key] = $plan
    while ($global:__vxenv['plan_order'].Count -gt 8) {
        [void] $global:__vxenv['plans'].Remove($global:__vxenv['plan_order'].Dequeue())
    }
    $plan
}

# Returns the plan for KEY, in memory or on disk, if it exists and its inputs are unchanged; else $null.
function global:__vxenv_find_plan($key) {
    $plan = $null
    if ($global:__vxenv['plans'].TryGetValue($key, [ref] $plan)) {
        if ((__vxenv_is_current $plan) -and (__vxenv_is_advice_current $plan)) { return $plan }
    }
    $file = [IO.Path]::Combine((__vxenv_read_directory 'cache'), 'plans', 'pwsh', (__vxenv_name_plan $key))
    try {
        if (-not [IO.File]::Exists($file) -or (__vxenv_is_link $file)) { return $null }
        $plan = __vxenv_load_plan ([IO.File]::ReadAllText($file)) $key
    } catch {
        return $null
    }
    if ($null -ne $plan -and (__vxenv_is_current $plan) -and (__vxenv_is_advice_current $plan)) { $plan } else { $null }
}

# ==== COLD: Python =================================================================================================

function global:__vxenv_can_run {
    [IO.File]::Exists($global:__vxenv_constants['python']) -and [IO.File]::Exists($global:__vxenv_constants['main'])
}

# Runs Python once for the plan for KEY. The first line of the answer marks a plan; anything else is printed.
function global:__vxenv_request_plan($key) {
    if (-not (__vxenv_can_run)) {
        __vxenv_print_message ('vxenv: ' + $global:__vxenv_constants['python'] +
            " cannot run vxenv; using existing plans only`n" +
            '  reinstall vxenv, then run: vxenv setup; pwsh')
        return $null
    }
    $start = [Diagnostics.ProcessStartInfo]::new($global:__vxenv_constants['python'])
    foreach ($word in '-X', 'utf8', '-I', '-S', $global:__vxenv_constants['main'], 'hook', 'pwsh',
        $global:__vxenv_constants['version'], $key, (__vxenv_name_plan $key), $global:__vxenv['home']) {
        $start.ArgumentList.Add($word)
    }
    foreach ($name in 'config', 'state', 'cache') {
        $start.Environment['VXENV_' + $name.ToUpperInvariant() + '_DIR'] = __vxenv_read_directory $name
    }
    $start.Environment['__VXENV_SEAL'] = $global:__vxenv_constants['seal']
    $place = __vxenv_read_location
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
        __vxenv_print_message ('vxenv: ' + $_.Exception.Message)
        return $null
    }
    $at = $out.IndexOf("`n")
    $head = if ($at -lt 0) { '' } else { $out.Substring(0, $at).TrimEnd([char] 13) }
    if (__vxenv_is_equal $head ': vxenv 1') {
        return (__vxenv_load_plan $out.Substring($at + 1) $key)
    }
    if ($out) { [Console]::Out.Write($out) }
    $null
}

# ==== HOT: setting variables and undoing it ========================================================================

# Saves the value of NAME before it is set to VALUE. Returns its letter for the record: u, s, or '' if it must not be
# changed.
function global:__vxenv_save_variable($name, $value, $lost) {
    $now = __vxenv_read_variable $name
    if ($null -eq $now) { return 'u' }
    if ($null -ne $value -and (__vxenv_is_equal $now $value)) {
        # It holds that already: set by vxenv if the record was lost, else by the user, who keeps it.
        if ($lost) { return 'u' } else { return '' }
    }
    __vxenv_export ('__VXENV_O_' + $name) $now
    # Before 7.5 an empty value cannot be saved.
    if ($null -eq (__vxenv_read_variable ('__VXENV_O_' + $name))) { 'u' } else { 's' }
}

# Sets and unsets the variables of a plan, and unsets the other closed variables.
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
        $how = __vxenv_save_variable $pair[0] $pair[1] $lost
        if (-not $how) { continue }
        __vxenv_export $pair[0] $pair[1]
        if ($null -eq (__vxenv_read_variable $pair[0])) {
            $record.Add($pair[0] + ':' + $how + 'u')
        } else {
            __vxenv_export ('__VXENV_N_' + $pair[0]) $pair[1]
            $record.Add($pair[0] + ':' + $how + 's')
        }
    }
    foreach ($name in @($unset) + $global:__vxenv_closed) {
        if ($given.Contains($name) -or $null -eq (__vxenv_read_variable $name)) { continue }
        $record.Add($name + ':' + (__vxenv_save_variable $name $null $lost) + 'u')
        __vxenv_unset $name
    }
    if ($record.Count -gt 1) { __vxenv_export '__VXENV_STATE' ($record -join ' ') }
}

# Undoes by the record: restores each variable that still holds vxenv's value.
function global:__vxenv_undo {
    $words = (__vxenv_read_text '__VXENV_STATE').Split([char] 32)
    __vxenv_unset '__VXENV_STATE'
    $damaged = -not (__vxenv_is_equal $words[0] '1')
    if (-not $damaged) {
        foreach ($word in @($words | Select-Object -Skip 1)) {
            $found = [regex]::Match($word, '\A([A-Za-z_][A-Za-z0-9_]*):([usl])([us])\z')
            if (-not $found.Success -or
                -not (__vxenv_undo_variable $found.Groups[1].Value $found.Groups[2].Value $found.Groups[3].Value)) {
                $damaged = $true
            }
        }
    }
    if ($damaged) {
        __vxenv_print_message ('vxenv: the undo record is damaged or from another version; ' +
            'variables it does not list are unchanged')
    }
}

# Restores one variable. Returns $false if its entry is damaged.
function global:__vxenv_undo_variable($name, $how, $given) {
    $now = __vxenv_read_variable $name
    $new = __vxenv_read_variable ('__VXENV_N_' + $name)
    $old = __vxenv_read_variable ('__VXENV_O_' + $name)
    if ($given -ceq 's') {
        if ($null -eq $new) { return $false }
        $mine = __vxenv_is_equal $now $new
        __vxenv_unset ('__VXENV_N_' + $name)
    } else {
        $mine = $null -eq $now
    }
    if ($mine) {
        if ($how -ceq 's' -and $null -eq $old) { return $false }
        if ($how -ceq 's') { __vxenv_export $name $old } else { __vxenv_unset $name }
    }
    __vxenv_unset ('__VXENV_O_' + $name)
    $true
}

# Undoes the applied plan, applies PLAN ($null for off), and prints its message if the profile, its variables or its
# advice changed.
function global:__vxenv_apply_plan($want, $plan) {
    $before = __vxenv_read_variable 'VXENV_PROFILE'
    $digest = __vxenv_read_text '__VXENV_DIGEST'
    $global:__vxenv['active'] = __vxenv_read_active
    $lost = $false
    if ($null -ne (__vxenv_read_variable '__VXENV_STATE')) {
        __vxenv_undo
    } elseif ($before -and $global:__vxenv['first']) {
        $lost = $true
    }
    $active = @(@('VXENV_REASON', 'off'), @('VXENV_PROFILE', $null), @('VXENV_PROTECTED', $null),
        @('__VXENV_SETTINGS', $null), @('__VXENV_PIN', $null), @('__VXENV_DIGEST', $null))
    # After `vxenv setup --remove` child shells, which may have no hook, inherit nothing.
    if ($global:__vxenv['unload']) { $active += @(@('VXENV_REASON', $null), @('__VXENV_LAST', $null)) }
    if ($null -ne $plan) {
        if ($plan['change'].Count -gt 0) { __vxenv_change $plan['change'] $lost }
        $active = $plan['active']
    }
    foreach ($pair in $active) {
        if ($null -eq $pair[1]) { __vxenv_unset $pair[0] } else { __vxenv_export $pair[0] $pair[1] }
    }
    if (__vxenv_read_text '__VXENV_SETTINGS') { __vxenv_wrap_claude }
    $global:__vxenv['applied_plan'] = $plan
    $global:__vxenv['known_inputs'] = $null
    $global:__vxenv['key'] = $want
    $global:__vxenv['pwd'] = __vxenv_read_location
    if ($global:__vxenv['expired'] -or -not (__vxenv_is_equal (__vxenv_read_active) $global:__vxenv['active']) -or
        -not (__vxenv_is_equal (__vxenv_read_text '__VXENV_DIGEST') $digest)) {
        $global:__vxenv['active'] = __vxenv_read_active
        $stack = (__vxenv_read_text 'VXENV_PROFILE') + (__vxenv_read_text '__VXENV_PIN')
        if ($before -and -not $global:__vxenv['unload'] -and -not (__vxenv_is_equal $before $stack)) {
            __vxenv_export '__VXENV_LAST' $before
        }
        if ($null -ne $plan -and -not (__vxenv_read_text 'VXENV_QUIET') -and -not $global:__vxenv['silent']) {
            __vxenv_print_message $plan['line']
        }
    }
}

# Prints to stderr. Messages during loading are kept for the first prompt.
function global:__vxenv_print_message($message) {
    if (-not $message) { return }
    if (-not $global:__vxenv['loading']) {
        [Console]::Error.WriteLine($message)
    } elseif (-not $global:__vxenv['pending'].Contains($message)) {
        $global:__vxenv['pending'].Add($message)
    }
}

# ==== COLD: claude, with claude_wrapper in config.toml =============================================================

# Keeps a user's own alias or function. Starts no process except Claude Code.
function global:__vxenv_wrap_claude {
    if ($global:__vxenv_kept['wrapped']) { return }
    $global:__vxenv_kept['wrapped'] = $true
    # Not Get-Command, which would search all modules.
    if ((Test-Path -LiteralPath Alias:claude) -or (Test-Path -LiteralPath Function:claude)) {
        __vxenv_print_message 'vxenv: claude is already an alias or function; claude_wrapper is not applied'
        return
    }
    function global:claude {
        $program = Get-Command -Name claude -CommandType Application -TotalCount 1 -ErrorAction Stop
        $settings = __vxenv_read_text '__VXENV_SETTINGS'
        $words = @()
        if ($settings -and [IO.File]::Exists($settings)) {
            $words = '--settings', $settings
        } elseif ($settings) {
            __vxenv_print_message "vxenv: $settings is missing; settings files may override the profile"
        }
        # Piped input of a function is not passed to programs automatically.
        if ($MyInvocation.ExpectingInput) { $input | & $program @words @args } else { & $program @words @args }
    }
}

# ==== HOT: prompts and changes of directory ========================================================================

# Finds the wanted key, and switches unless its plan is applied; with FORCE in any case.
function global:__vxenv_sync($force) {
    $global:__vxenv['expired'] = $false
    $want = __vxenv_find_key
    if (-not $force -and (__vxenv_is_equal $want $global:__vxenv['key']) -and
        (__vxenv_is_equal $global:__vxenv['active'] (__vxenv_read_active)) -and (__vxenv_is_applied_current)) {
        $global:__vxenv['pwd'] = __vxenv_read_location
    } else {
        __vxenv_check_home
        $plan = $null
        if ($want -cne 'off') { $plan = __vxenv_find_plan $want }
        if ($want -ceq 'off') {
            __vxenv_apply_plan $want $null
        } elseif ($null -ne $plan) {
            __vxenv_apply_plan $want $plan
            __vxenv_print_message $plan['note']
        } else {
            __vxenv_request_switch $want
        }
    }
    $global:__vxenv['prompt_state'] = (__vxenv_read_location) + '+' + $global:__vxenv['active']
}

# Requests the plan for the wanted key and applies it. Until an input changes, Python does not run again and no message
# is repeated.
function global:__vxenv_request_switch($want) {
    $plan = __vxenv_request_plan $want
    if ($null -ne $plan) {
        $files = @($plan['file'] | ForEach-Object { $_[0] })
        $bytes = __vxenv_read_files $files
        $originals = $plan['original'] | ForEach-Object { $_[1] }
        $answer = (@($want, $bytes, $plan['until']) + @($originals)) -join ' '
        $again = __vxenv_is_equal $answer $global:__vxenv['last_request']
        $global:__vxenv['last_request'] = $answer
        __vxenv_apply_plan $want $plan
        if ($again) {
            # The same answer from the same bytes: this shell reads one of the files differently from Python.
            $global:__vxenv['known_inputs'] = @{ files = $files; bytes = $bytes }
        } else {
            __vxenv_print_message $plan['note']
        }
    } else {
        # Failed: watch the directory file, and leave the variables unchanged.
        $files = @($global:__vxenv['directory_file'] | Where-Object { $_ })
        $global:__vxenv['key'] = $want
        $global:__vxenv['pwd'] = __vxenv_read_location
        $global:__vxenv['active'] = __vxenv_read_active
        $global:__vxenv['known_inputs'] = @{ files = $files; bytes = (__vxenv_read_files $files) }
    }
}

# In a pinned shell: reports once per directory file that it selects another profile.
function global:__vxenv_announce {
    $global:__vxenv['pwd'] = __vxenv_read_location
    __vxenv_find_directory_file
    $global:__vxenv['candidates'] = @() # a pinned shell checks again only after the next change of directory
    $near = $global:__vxenv['directory_file']
    if (-not $near -or -not $global:__vxenv['announced'].Add($near)) { return }
    $plan = __vxenv_find_plan "dir:$near"
    if ($null -eq $plan) { $plan = __vxenv_request_plan "dir:$near" }
    if ($null -ne $plan -and -not (__vxenv_is_equal $plan['stack'] (__vxenv_read_text 'VXENV_PROFILE'))) {
        __vxenv_print_message $plan['ask']
    }
}

# Runs after each change of directory.
function global:__vxenv_moved {
    __vxenv_hook_prompt
    if (__vxenv_is_equal (__vxenv_read_location) $global:__vxenv['pwd']) { return }
    __vxenv_sync $false
    if (@('use', 'off') -ccontains (__vxenv_find_reason) -and -not $global:__vxenv['unload']) { __vxenv_announce }
}

# Runs before each prompt.
function global:__vxenv_prompt {
    if (__vxenv_is_equal ((__vxenv_read_location) + '+' + (__vxenv_read_active)) $global:__vxenv['prompt_state']) {
        $appeared = $false
        foreach ($file in $global:__vxenv['candidates']) { if ([IO.File]::Exists($file)) { $appeared = $true } }
        if ($appeared -or -not (__vxenv_is_applied_current)) { __vxenv_sync $false }
    } elseif ($global:__vxenv['first']) {
        # The profile script may have changed variables.
        $global:__vxenv['loading'] = $true
        __vxenv_sync $true
        $global:__vxenv['loading'] = $false
        $global:__vxenv['first'] = $false
        foreach ($message in $global:__vxenv['pending'].ToArray()) { __vxenv_print_message $message }
        $global:__vxenv['pending'].Clear()
    } elseif (-not (__vxenv_is_equal (__vxenv_read_location) $global:__vxenv['pwd'])) {
        __vxenv_moved
    } else {
        __vxenv_sync $false
    }
}

# ==== COLD: commands ===============================================================================================

# Commands that switch print a plan for this shell. After each command the shell checks for changes.
function global:vxenv {
    # A non-zero status must not be an error of PowerShell here, whatever the user's preferences, since more code
    # follows.
    $ErrorActionPreference = 'Continue'
    $PSNativeCommandUseErrorActionPreference = $false
    __vxenv_hook_prompt
    $command = ''
    foreach ($word in $args) {
        $command = [string] $word
        if (-not $command.StartsWith('-')) { break }
    }
    __vxenv_check_home
    # If an upgrade moved vxenv, the one on PATH runs, and updates the file that new shells source.
    if (__vxenv_can_run) {
        $program = $global:__vxenv_constants['python']
        # A switch needs no site-packages; Python starts again with them if it does after all.
        $words = '-X', 'utf8', '-P', $global:__vxenv_constants['main']
        if ($args.Count -gt 0 -and @('use', 'off', 'auto') -ccontains [string] $args[0]) {
            $words = '-X', 'utf8', '-I', '-S', $global:__vxenv_constants['main']
        }
    } else {
        $program = Get-Command -Name vxenv -CommandType Application -TotalCount 1 -ErrorAction Stop
        $words = @()
    }
    $words = @($words) + @(__vxenv_passed $args)
    __vxenv_export '__VXENV_HOOK' ('pwsh ' + $global:__vxenv_constants['version'] + ' ' + $global:__vxenv['home'])
    try {
        # Piped input of a function is not passed to programs automatically.
        if (@('use', 'off', 'auto', 'rename', 'mv', 'undo', 'setup') -ccontains $command) {
            __vxenv_export '__VXENV_SEAL' $global:__vxenv_constants['seal']
            $out = @(if ($MyInvocation.ExpectingInput) { $input | & $program @words } else { & $program @words })
        } else {
            $out = $null
            if ($command -ceq 'doctor' -and (__vxenv_interactive)) {
                $hooked = $global:__vxenv_kept['prompted'] -or "$function:prompt".Contains('__vxenv_prompt')
                $prompts = if ($hooked) { '__vxenv_prompt' } else { ' ' }
                __vxenv_export '__VXENV_PROMPTS' $prompts
            }
            if ($MyInvocation.ExpectingInput) { $input | & $program @words } else { & $program @words }
        }
    } finally {
        __vxenv_unset '__VXENV_HOOK'
        __vxenv_unset '__VXENV_SEAL'
        __vxenv_unset '__VXENV_PROMPTS'
    }
    $code = __vxenv_code
    if ($out) { __vxenv_follow_answer $out }
    __vxenv_sync $false
    if ($null -ne $code) { $global:LASTEXITCODE = $code }
}

# Returns WORDS escaped for a program: up to 7.2 PowerShell drops empty words and does not escape quotes.
function global:__vxenv_passed($words) {
    $passing = [string] (Get-Variable -Name PSNativeCommandArgumentPassing -ValueOnly -ErrorAction Ignore)
    foreach ($word in $words) {
        # Lists are expanded, as PowerShell does for programs.
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

# Returns the exit code of the last program, or $null; reading the unset variable fails in strict mode.
function global:__vxenv_code {
    Get-Variable -Name LASTEXITCODE -Scope Global -ValueOnly -ErrorAction Ignore
}

# Follows the answer of a command that switches; prints it if it is not an answer.
function global:__vxenv_follow_answer($out) {
    $head = [string] $out[0]
    if ($head.StartsWith(': vxenv 1 ', [StringComparison]::Ordinal)) {
        $global:__vxenv['unload'] = $head -ceq ': vxenv 1 unload'
    }
    if ($head -ceq ': vxenv 1 off') {
        __vxenv_export 'VXENV_REASON' 'off'
    } elseif ($head -ceq ': vxenv 1 unload') {
        __vxenv_unset 'VXENV_REASON'
    } elseif ($head -ceq ': vxenv 1 auto') {
        __vxenv_unset 'VXENV_REASON'
        __vxenv_unset '__VXENV_PIN'
        $global:__vxenv['announced'].Clear()
    } elseif ($head.StartsWith(': vxenv 1 use:', [StringComparison]::Ordinal)) {
        $want = $head.Substring(10)
        $plan = __vxenv_load_plan (($out | Select-Object -Skip 1) -join "`n") $want
        if ($null -ne $plan) {
            $global:__vxenv['silent'] = $true # Python printed the changes
            __vxenv_apply_plan $want $plan
            $global:__vxenv['silent'] = $false
        }
    } else {
        $out
    }
}

# Wraps the function prompt, and again if another one replaced it before its first run, as starship and oh-my-posh do
# after the hook in a profile. A prompt that wraps this one, such as an editor's, is kept.
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
            # The wrapped prompt may show whether the last command failed.
            if (-not $__vxenv_ok) { Write-Error '' -ErrorAction Ignore }
            if ($__vxenv_at -ge 0) { & $global:__vxenv_kept['prompts'][$__vxenv_at] } else { 'PS> ' }
        } finally {
            $global:__vxenv_kept['depth'] = $__vxenv_depth
        }
        if ($null -ne $__vxenv_code) { $global:LASTEXITCODE = $__vxenv_code }
        if (-not $__vxenv_ok) { Write-Error '' -ErrorAction Ignore }
    }
}

# True in interactive shells: without -Command and script, unless -NoExit is given.
function global:__vxenv_interactive {
    # The terminal of the editor's PowerShell extension is started by -Command.
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
        # After the handlers of other tools.
        $ExecutionContext.SessionState.InvokeCommand.LocationChangedAction = [Delegate]::Combine(
            $ExecutionContext.SessionState.InvokeCommand.LocationChangedAction, $__vxenv_action)
    }
    $global:__vxenv['loading'] = $true
    __vxenv_sync $false
    $global:__vxenv['prompt_state'] = $null
    $global:__vxenv['loading'] = $false
}
