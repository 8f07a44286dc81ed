# Sourced by the hook to install its two aliases: tcsh has one precmd and one cwdcmd, which the user may redefine after
# the hook. The user's commands are kept. The argument names the alias that was not called.

if ( "$argv:q" != precmd ) then
  if ( 1 ) s\et __vxenv_alias = ( "`alias cwdcmd`" )
  if ( "$__vxenv_alias:q" == '' ) then
    alias cwdcmd __vxenv_moved
  else if ( "$__vxenv_alias:q" !~ *__vxenv_moved* ) then
    alias cwdcmd "$__vxenv_alias:q; __vxenv_moved"
  endif
endif
if ( "$argv:q" != cwdcmd ) then
  if ( 1 ) s\et __vxenv_alias = ( "`alias precmd`" )
  if ( "$__vxenv_alias:q" == '' ) then
    alias precmd __vxenv_prompt
  else if ( "$__vxenv_alias:q " !~ *'__vxenv_prompt'[\;\ ]* ) then
    alias precmd "__vxenv_prompt; $__vxenv_alias:q"
  endif
endif
