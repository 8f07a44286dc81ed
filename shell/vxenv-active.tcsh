s\et __vxenv_now = +
if ( $?VXENV_PROFILE ) then
s\et __vxenv_now = "+$VXENV_PROFILE:q"
endif
if ( $?VXENV_REASON ) then
s\et __vxenv_now = "$VXENV_REASON:q$__vxenv_now:q"
endif
