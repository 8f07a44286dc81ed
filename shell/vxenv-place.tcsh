# Sourced by the hook for tcsh to have its two aliases called: tcsh has one precmd and one cwdcmd, and a line of the
# user's after the hook replaces them. What they do stays. The argument names the one that was not called.

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
