# What the hook for tcsh sources to have its two aliases called: there is one precmd and one cwdcmd, and a line of the
# user's behind the hook takes its place. What they do stays. The word behind it names the one that was missed.

if ( "$argv:q" != precmd ) then
  if ( 1 ) s\et __vxenv_said = ( "`alias cwdcmd`" )
  if ( "$__vxenv_said:q" == '' ) then
    alias cwdcmd __vxenv_moved
  else if ( "$__vxenv_said:q" !~ *__vxenv_moved* ) then
    alias cwdcmd "$__vxenv_said:q; __vxenv_moved"
  endif
endif
if ( "$argv:q" != cwdcmd ) then
  if ( 1 ) s\et __vxenv_said = ( "`alias precmd`" )
  if ( "$__vxenv_said:q" == '' ) then
    alias precmd __vxenv_prompt
  else if ( "$__vxenv_said:q " !~ *'__vxenv_prompt'[\;\ ]* ) then
    alias precmd "__vxenv_prompt; $__vxenv_said:q"
  endif
endif
