# Completions of vxenv for tcsh.
#
# tcsh itself knows of a rule no more than the word before. So one command for /bin/sh looks at the line, which tcsh hands
# to it in COMMAND_LINE. Names of profiles come from the store's directory; what only vxenv knows (keys, locations,
# models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated. Between the quotes here stand no `!`,
# which would be history, and no single quote; a line ends in a backslash, as tcsh wants it.

if ( ! $?__vxenv_python ) set __vxenv_python = ''
if ( ! $?__vxenv_main ) set __vxenv_main = ''

# --- made by `make completions` from the commands; not by hand ---
set __vxenv_c_tables = '\
table() {\
  options="" commands="" arguments=""\
  case $1 in\
    "") options="-q --quiet -v --verbose --no-pager --color --debug -V --version --help" commands="use off auto default exec export local allow trust deny allowed list ls show diff status current which prompt why models vars usage add set unset edit copy cp rename mv remove rm import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help" arguments="" ;;\
    "use") options="-y --yes -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "off") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "auto") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "default") options="--unset --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "exec") options="-y --yes --no-settings --ssh -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="programs*" ;;\
    "export") options="--format --flatten --write --remove -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "local") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "allow") options="-y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="folders" ;;\
    "trust") options="-y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="folders" ;;\
    "deny") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="folders" ;;\
    "allowed") options="--prune --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "list") options="--source --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "ls") options="--source --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "show") options="--json --all --resolved --client -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "diff") options="--all --exit-code --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="sides|sides" ;;\
    "status") options="--json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "current") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "which") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "prompt") options="--format --file -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "why") options="--json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="known" ;;\
    "models") options="--location --family --served --retiring-within --client --prices --refresh --profile -y --yes --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "vars") options="--json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="known" ;;\
    "usage") options="--by --since --until --profile --from --guess --prices --json --csv --svg --reconcile --billing-table --logs-table -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "add") options="--project --region --location --main --opus --sonnet --haiku --credentials --description --extends --protected --set --from --from-env --from-settings --from-gcloud --from-rc --function --from-dotenv -f --force -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="nothing" ;;\
    "set") options="--if-set -n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="settings*" ;;\
    "unset") options="-n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="unsettings*" ;;\
    "edit") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles" ;;\
    "copy") options="-f --force -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles|nothing" ;;\
    "cp") options="-f --force -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles|nothing" ;;\
    "rename") options="--keep-directories -f --force -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles|nothing" ;;\
    "mv") options="--keep-directories -f --force -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles|nothing" ;;\
    "remove") options="-f --force -y --yes -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles*" ;;\
    "rm") options="-f --force -y --yes -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles*" ;;\
    "import") options="--as --format -f --force -n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="files" ;;\
    "login") options="--impersonate-service-account --quota-project --disable-quota-project --no-launch-browser -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="profiles" ;;\
    "undo") options="--list --redo -n --dry-run -f --force --forget -y --yes --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="nothing" ;;\
    "schema") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=profile directory config policy catalogue" ;;\
    "source") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="add init list pin remove show update" arguments="" ;;\
    "source add") options="--ref --path --set --require-signed --auto -y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="nothing|nothing" ;;\
    "source init") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="folders" ;;\
    "source list") options="--json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "source pin") options="--unset -y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="sources|nothing" ;;\
    "source remove") options="-y --yes -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="sources" ;;\
    "source show") options="--json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="sources" ;;\
    "source update") options="--check --set --allow-rollback --allow-rewrite -y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="sources*" ;;\
    "statusline") options="--format -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "guard") options="--record -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "claude") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="install remove" arguments="" ;;\
    "claude install") options="--user --project --local --statusline --no-statusline --guard --no-guard -n --dry-run --format -f --force -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="files" ;;\
    "claude remove") options="--user --project --local --statusline --no-statusline --guard --no-guard -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="files" ;;\
    "editor") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="install remove" arguments="" ;;\
    "editor install") options="--workspace --user --remote -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=vscode cursor zed jetbrains|stacks*" ;;\
    "editor remove") options="--workspace --user --remote -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=vscode cursor zed jetbrains" ;;\
    "lint") options="--all --source --client --format --json --strict --fix -y --yes --explain -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="targets*" ;;\
    "upgrade") options="--all --client -y --yes -n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "doctor") options="-v --verbose -q --quiet --online --spend -y --yes --json --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "probe") options="--models --locations --repeat --jobs --spend -y --yes --client --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="stacks*" ;;\
    "explain") options="--file --profile --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="nothing*" ;;\
    "setup") options="--shell -y --yes -n --dry-run --remove --purge --json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "config") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="get list set unset" arguments="" ;;\
    "config get") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line" ;;\
    "config list") options="--json -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "config set") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line|nothing*" ;;\
    "config unset") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line" ;;\
    "init") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh" ;;\
    "completions") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh" ;;\
    "try") options="--shell -q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="" ;;\
    "help") options="-q --quiet -v --verbose --no-pager --color --debug --help" commands="" arguments="=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars usage add set unset edit copy rename remove import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust|nothing" ;;\
  esac\
}\
value() {\
  case $1 in\
    "--color") kind="=auto always never" ;;\
    "use --color") kind="=auto always never" ;;\
    "off --color") kind="=auto always never" ;;\
    "auto --color") kind="=auto always never" ;;\
    "default --color") kind="=auto always never" ;;\
    "exec --ssh") kind="nothing" ;;\
    "exec --color") kind="=auto always never" ;;\
    "export --format") kind="=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings devcontainer compose k8s managed-settings policy-helper toml bundle" ;;\
    "export --write") kind="files" ;;\
    "export --remove") kind="files" ;;\
    "export --color") kind="=auto always never" ;;\
    "local --color") kind="=auto always never" ;;\
    "allow --color") kind="=auto always never" ;;\
    "trust --color") kind="=auto always never" ;;\
    "deny --color") kind="=auto always never" ;;\
    "allowed --color") kind="=auto always never" ;;\
    "list --source") kind="sources" ;;\
    "list --color") kind="=auto always never" ;;\
    "ls --source") kind="sources" ;;\
    "ls --color") kind="=auto always never" ;;\
    "show --client") kind="clients" ;;\
    "show --color") kind="=auto always never" ;;\
    "diff --color") kind="=auto always never" ;;\
    "status --color") kind="=auto always never" ;;\
    "current --color") kind="=auto always never" ;;\
    "which --color") kind="=auto always never" ;;\
    "prompt --format") kind="nothing" ;;\
    "prompt --file") kind="=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf" ;;\
    "prompt --color") kind="=auto always never" ;;\
    "why --color") kind="=auto always never" ;;\
    "models --location") kind="locations" ;;\
    "models --family") kind="=opus sonnet haiku fable" ;;\
    "models --retiring-within") kind="nothing" ;;\
    "models --client") kind="clients" ;;\
    "models --profile") kind="stacks" ;;\
    "models --color") kind="=auto always never" ;;\
    "vars --color") kind="=auto always never" ;;\
    "usage --by") kind="=profile project location model role directory branch day week month session" ;;\
    "usage --since") kind="nothing" ;;\
    "usage --until") kind="nothing" ;;\
    "usage --profile") kind="stacks" ;;\
    "usage --from") kind="folders" ;;\
    "usage --svg") kind="files" ;;\
    "usage --reconcile") kind="=bigquery" ;;\
    "usage --billing-table") kind="nothing" ;;\
    "usage --logs-table") kind="nothing" ;;\
    "usage --color") kind="=auto always never" ;;\
    "add --project") kind="nothing" ;;\
    "add --region") kind="locations" ;;\
    "add --location") kind="locations" ;;\
    "add --main") kind="models" ;;\
    "add --opus") kind="models" ;;\
    "add --sonnet") kind="models" ;;\
    "add --haiku") kind="models" ;;\
    "add --credentials") kind="files" ;;\
    "add --description") kind="nothing" ;;\
    "add --extends") kind="profiles" ;;\
    "add --set") kind="pairs" ;;\
    "add --from") kind="profiles" ;;\
    "add --from-rc") kind="files" ;;\
    "add --function") kind="nothing" ;;\
    "add --from-dotenv") kind="files" ;;\
    "add --color") kind="=auto always never" ;;\
    "set --color") kind="=auto always never" ;;\
    "unset --color") kind="=auto always never" ;;\
    "edit --color") kind="=auto always never" ;;\
    "copy --color") kind="=auto always never" ;;\
    "cp --color") kind="=auto always never" ;;\
    "rename --color") kind="=auto always never" ;;\
    "mv --color") kind="=auto always never" ;;\
    "remove --color") kind="=auto always never" ;;\
    "rm --color") kind="=auto always never" ;;\
    "import --as") kind="nothing" ;;\
    "import --format") kind="=toml dotenv docker systemd github vscode json claude-settings envrc mise devcontainer" ;;\
    "import --color") kind="=auto always never" ;;\
    "login --impersonate-service-account") kind="nothing" ;;\
    "login --quota-project") kind="nothing" ;;\
    "login --color") kind="=auto always never" ;;\
    "undo --color") kind="=auto always never" ;;\
    "schema --color") kind="=auto always never" ;;\
    "source --color") kind="=auto always never" ;;\
    "source add --ref") kind="nothing" ;;\
    "source add --path") kind="nothing" ;;\
    "source add --set") kind="pairs" ;;\
    "source add --require-signed") kind="files" ;;\
    "source add --color") kind="=auto always never" ;;\
    "source init --color") kind="=auto always never" ;;\
    "source list --color") kind="=auto always never" ;;\
    "source pin --color") kind="=auto always never" ;;\
    "source remove --color") kind="=auto always never" ;;\
    "source show --color") kind="=auto always never" ;;\
    "source update --set") kind="pairs" ;;\
    "source update --color") kind="=auto always never" ;;\
    "statusline --format") kind="nothing" ;;\
    "statusline --color") kind="=auto always never" ;;\
    "guard --color") kind="=auto always never" ;;\
    "claude --color") kind="=auto always never" ;;\
    "claude install --format") kind="nothing" ;;\
    "claude install --color") kind="=auto always never" ;;\
    "claude remove --color") kind="=auto always never" ;;\
    "editor --color") kind="=auto always never" ;;\
    "editor install --workspace") kind="folders" ;;\
    "editor install --color") kind="=auto always never" ;;\
    "editor remove --workspace") kind="folders" ;;\
    "editor remove --color") kind="=auto always never" ;;\
    "lint --source") kind="files" ;;\
    "lint --client") kind="clients" ;;\
    "lint --format") kind="=text json sarif github" ;;\
    "lint --explain") kind="rules" ;;\
    "lint --color") kind="=auto always never" ;;\
    "upgrade --client") kind="clients" ;;\
    "upgrade --color") kind="=auto always never" ;;\
    "doctor --color") kind="=auto always never" ;;\
    "probe --models") kind="models" ;;\
    "probe --locations") kind="locations" ;;\
    "probe --repeat") kind="nothing" ;;\
    "probe --jobs") kind="nothing" ;;\
    "probe --client") kind="clients" ;;\
    "probe --color") kind="=auto always never" ;;\
    "explain --file") kind="files" ;;\
    "explain --profile") kind="stacks" ;;\
    "explain --color") kind="=auto always never" ;;\
    "setup --shell") kind="=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh" ;;\
    "setup --color") kind="=auto always never" ;;\
    "config --color") kind="=auto always never" ;;\
    "config get --color") kind="=auto always never" ;;\
    "config list --color") kind="=auto always never" ;;\
    "config set --color") kind="=auto always never" ;;\
    "config unset --color") kind="=auto always never" ;;\
    "init --color") kind="=auto always never" ;;\
    "completions --color") kind="=auto always never" ;;\
    "try --shell") kind="=bash zsh fish ksh mksh tcsh elvish nushell xonsh" ;;\
    "try --color") kind="=auto always never" ;;\
    "help --color") kind="=auto always never" ;;\
    *) kind="" ;;\
  esac\
}\
'
complete vxenv \
  'n/--/c/' \
  'N/--/f/' \
  'n/--write/f/' \
  'n/--svg/f/' \
  'n/--credentials/f/' \
  'n/--from-rc/f/' \
  'n/--from-dotenv/f/' \
  'n/--require-signed/f/' \
  'n/allow/d/' \
  'n/trust/d/' \
  'n/deny/d/' \
  'n/import/f/' \
  'N/set/`__vxenv_c`//' \
  'p/*/`__vxenv_c`/'
# --- end of what is made ---

set __vxenv_c_script = '\
python=$1 main=$2\
store=$HOME/.config/vxenv\
if [ "$(printf %s "${XDG_CONFIG_HOME-}" | tr -d "[:space:]")" ]; then store=$XDG_CONFIG_HOME/vxenv; fi\
VXENV_CONFIG_DIR=${VXENV_CONFIG_DIR:-$store}\
export VXENV_CONFIG_DIR\
state=$HOME/.local/state/vxenv\
if [ "$(printf %s "${XDG_STATE_HOME-}" | tr -d "[:space:]")" ]; then state=$XDG_STATE_HOME/vxenv; fi\
VXENV_STATE_DIR=${VXENV_STATE_DIR:-$state}\
export VXENV_STATE_DIR\
ask() {\
  if [ -x "$python" ] && [ -f "$main" ]; then\
    "$python" -X utf8 -I -S "$main" complete "$@"\
  else\
    vxenv complete "$@"\
  fi </dev/null 2>/dev/null | cut -f 1\
}\
list() {\
  cd "$1" 2>/dev/null || return\
  ls | LC_ALL=C sed -n "s/^\([A-Za-z0-9][A-Za-z0-9._-]\{0,63\}\)\.toml\$/\1/p" | while read -r name; do\
    if [ -f "$name.toml" ]; then printf "%s%s\n" "$2" "$name"; fi\
  done\
}\
profiles() {\
  (list "$VXENV_CONFIG_DIR/profiles" "$1")\
  set +f\
  for folder in "$VXENV_STATE_DIR"/sources/*/profiles; do\
    source=${folder%/profiles} source=${source##*/}\
    LC_ALL=C expr "X$source" : "X[A-Za-z0-9][A-Za-z0-9._-]*\$" >/dev/null && (list "$folder" "$1$source/")\
  done\
  set -f\
}\
pairs() {\
  case $word in\
    *=*) \
      ask values "${word%%=*}" | while read -r found; do\
        case $found in\
          :files | :directories) set +f; ls -dp "${word#*=}"* 2>/dev/null | sed "/[[:space:]]/d" ;;\
          *) printf "%s\n" "$found" ;;\
        esac\
      done | while read -r found; do printf "%s=%s\n" "${word%%=*}" "$found"; done ;;\
    *) ask keys "$word" | sed "s/[^.]\$/&=/" ;;\
  esac\
}\
offer() {\
  case $1 in\
    =*) printf "%s\n" ${1#=} ;;\
    profiles) profiles "" ;;\
    settings) case $word in *=*) ;; *) profiles "" ;; esac; if [ $count -gt 0 ]; then pairs; fi ;;\
    unsettings) if [ $count -gt 0 ]; then ask keys "$word"; fi; profiles "" ;;\
    pairs) pairs ;;\
    stacks | sides | targets | programs)\
      if [ "$1" = sides ]; then printf "%s\n" @shell @dir @claude; fi\
      case $word in *+*) profiles "${word%+*}+" ;; *) profiles "" ;; esac ;;\
    files | folders) set +f; ls -dp "$word"* 2>/dev/null | sed "/[[:space:]]/d" ;;\
    "" | nothing) ;;\
    *) ask "$1" "$word" ;;\
  esac\
}\
set -f\
line=${COMMAND_LINE##*vxenv }\
set -- $line\
case $line in "" | *" " | *"	") set -- "$@" "" ;; esac\
command="" count=0 kind=""\
while [ $# -gt 1 ]; do\
  if [ "$kind" ]; then\
    kind=""\
  else\
    case $1 in\
      --) exit ;;\
      -*) value "${command:+$command }$1" ;;\
      *)\
        table "$command"\
        if [ "$commands" ]; then command=${command:+$command }$1; else count=$((count + 1)); fi ;;\
    esac\
  fi\
  shift\
done\
word=$1\
table "$command"\
if [ "$kind" ]; then\
  offer "$kind"\
else\
  case $word in\
    --*=*)\
      value "${command:+$command }${word%%=*}"\
      before=${word%%=*} word=${word#*=}\
      offer "$kind" | while read -r found; do printf "%s=%s\n" "$before" "$found"; done ;;\
    -*) printf "%s\n" $options ;;\
    *)\
      if [ "$commands" ]; then\
        printf "%s\n" $commands\
      else\
        IFS="|"\
        set -- $arguments\
        unset IFS\
        while [ $# -gt 1 ] && [ $count -gt 0 ]; do shift; at=1; count=$((count - 1)); done\
        case $count-${1-} in\
          0-* | *"*") count=$((count + ${at:-0})); kind=${1-}; offer "${kind%"*"}" ;;\
        esac\
      fi ;;\
  esac\
fi\
'
alias __vxenv_c '/bin/sh -c "$__vxenv_c_tables:q$__vxenv_c_script:q" sh "$__vxenv_python:q" "$__vxenv_main:q"'
