# Shows the active profile before bash's prompt, in red if it is protected, else in cyan. Source this after vxenv's
# hook. bash expands PS1 at each prompt; no program is started, and no value is evaluated. Characters that profile
# names cannot contain, such as control characters, are shown as question marks.

PS1='${VXENV_PROFILE:+\[\e[36m${VXENV_PROTECTED:+\e[31m}\]${VXENV_PROFILE//[!A-Za-z0-9._+\/-]/?}\[\e[0m\] }'$PS1
