# The active profile in front of ksh93's prompt: red if it is protected, else cyan.
# ksh expands what is in PS1 at each prompt; no program is started for it, and no value is evaluated.

__vxenv_cyan=$'\e[36m' __vxenv_red=$'\e[31m' __vxenv_default=$'\e[0m'
PS1='${VXENV_PROFILE:+$__vxenv_cyan${VXENV_PROTECTED:+$__vxenv_red}${VXENV_PROFILE//[!A-Za-z0-9._+-]/?}$__vxenv_default }'$PS1
