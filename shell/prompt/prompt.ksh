# Shows the active profile before ksh93's prompt, in red if it is protected, else in cyan.
# ksh expands PS1 at each prompt; no program is started, and no value is evaluated.

__vxenv_cyan=$'\e[36m' __vxenv_red=$'\e[31m' __vxenv_default=$'\e[0m'
PS1='${VXENV_PROFILE:+$__vxenv_cyan${VXENV_PROTECTED:+$__vxenv_red}${VXENV_PROFILE//[!A-Za-z0-9._+\/-]/?}$__vxenv_default }'$PS1
