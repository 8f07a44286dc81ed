# Shows the active profile before tcsh's prompt, in red if it is protected, else in cyan. Source this after setting
# prompt. It starts no program and evaluates no value.

if ( $?prompt && ! $?__vxenv_prompt_rest ) then
  set __vxenv_prompt_rest = "$prompt:q"
  alias __vxenv_prompt_color 'set __vxenv_color = 36; if ( $?VXENV_PROTECTED ) set __vxenv_color = 31'
  alias __vxenv_prompt_show '__vxenv_prompt_color; if ( $?VXENV_PROFILE ) set prompt = "%{\033[${__vxenv_color}m%}%"'"'"'$VXENV_PROFILE'"'"'"%{\033[0m%} $__vxenv_prompt_rest:q"'
  set __vxenv_said = "`alias precmd`"
  alias precmd "$__vxenv_said:q; set prompt = "'$__vxenv_prompt_rest:q; __vxenv_prompt_show'
endif
