# The active profile in front of nushell's prompt: red if it is protected, else cyan. Source it in config.nu, behind a
# PROMPT_COMMAND of your own. No program is started for it.

def __vxenv_prompt_profile []: nothing -> string {
    let profile = ($env.VXENV_PROFILE? | default "" | str replace --all --regex '[^A-Za-z0-9._+-]' "?")
    let colour = if ($env.VXENV_PROTECTED? | default "") == "" { "36" } else { "31" }
    if $profile == "" { "" } else { $"\e[($colour)m($profile)\e[0m " }
}

def __vxenv_prompt_before [before]: nothing -> closure {
    {|| (__vxenv_prompt_profile) + (if ($before | describe) == "closure" { do $before } else { $before } | default "" | into string) }
}

# Sourced again, it is in front already. No child gets what is no text.
if $env.__vxenv_prompt? == null {
    $env.__vxenv_prompt = [shown]
    $env.PROMPT_COMMAND = (__vxenv_prompt_before $env.PROMPT_COMMAND?)
}
