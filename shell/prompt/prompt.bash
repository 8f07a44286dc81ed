# The active profile in front of bash's prompt: red if it is protected, else cyan. Source it behind vxenv's hook.
# bash expands what is in PS1 at each prompt; no program is started for it, and no value is evaluated.
# Whatever no profile can be called, which might steer the terminal, is shown as question marks.

PS1='${VXENV_PROFILE:+\[\e[36m${VXENV_PROTECTED:+\e[31m}\]${VXENV_PROFILE//[!A-Za-z0-9._+-]/?}\[\e[0m\] }'$PS1
