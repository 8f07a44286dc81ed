# Shows the active profile before nushell's prompt, in red if it is protected, else in cyan. Source this in config.nu,
# after your own PROMPT_COMMAND. It starts no program.

def __vxenv_prompt_profile []: nothing -> string {
    let profile = ($env.VXENV_PROFILE? | default "" | str replace --all --regex '[^A-Za-z0-9._+/-]' "?")
    let colour = if ($env.VXENV_PROTECTED? | default "") == "" { "36" } else { "31" }
    if $profile == "" { "" } else { $"\e[($colour)m($profile)\e[0m " }
}

def __vxenv_prompt_before [before]: nothing -> closure {
    {|| (__vxenv_prompt_profile) + (if ($before | describe) == "closure" { do $before } else { $before } | default "" | into string) }
}

# Sourced again, it is already in place. Children do not inherit values that are not text.
if $env.__vxenv_prompt? == null {
    $env.__vxenv_prompt = [shown]
    $env.PROMPT_COMMAND = (__vxenv_prompt_before $env.PROMPT_COMMAND?)
}
