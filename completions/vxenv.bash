# Completions of vxenv for bash, 3.2 and later, with the bash-completion package or without.
#
# Names of profiles come from the store's directory: no process is started for them. What only vxenv knows (keys,
# locations, models) is asked of it by `vxenv complete`. Nothing that is read is ever evaluated.

# An alias would be expanded in what follows.
if \shopt -q expand_aliases; then __vxenv_c_aliases=1; else __vxenv_c_aliases=''; fi
\shopt -u expand_aliases

# --- made by `make completions` from the commands; not by hand ---
function __vxenv_c_table {
  case $1 in
    '') options='-q --quiet -v --verbose --no-pager --color --debug -V --version --help' commands='use off auto default exec export local allow trust deny allowed list ls show diff status current which prompt why models vars usage add set unset edit copy cp rename mv remove rm import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help' ;;
    'use') options='-y --yes -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'off') options='-q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'auto') options='-q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'default') options='--unset --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'exec') options='-y --yes --no-settings --ssh -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('programs*') ;;
    'export') options='--format --flatten --write --remove -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'local') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'allow') options='-y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('folders') ;;
    'trust') options='-y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('folders') ;;
    'deny') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('folders') ;;
    'allowed') options='--prune --json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'list') options='--source --json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'ls') options='--source --json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'show') options='--json --all --resolved --client -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'diff') options='--all --exit-code --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('sides' 'sides') ;;
    'status') options='--json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'current') options='-q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'which') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'prompt') options='--format --file -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'why') options='--json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('known') ;;
    'models') options='--location --family --served --retiring-within --client --prices --refresh --profile -y --yes --json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'vars') options='--json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('known') ;;
    'usage') options='--by --since --until --profile --from --guess --prices --json --csv --svg --reconcile --billing-table --logs-table -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'add') options='--project --region --location --main --opus --sonnet --haiku --credentials --description --extends --protected --set --from --from-env --from-settings --from-gcloud --from-rc --function --from-dotenv -f --force -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('nothing') ;;
    'set') options='--if-set -n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('settings*') ;;
    'unset') options='-n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('unsettings*') ;;
    'edit') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles') ;;
    'copy') options='-f --force -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles' 'nothing') ;;
    'cp') options='-f --force -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles' 'nothing') ;;
    'rename') options='--keep-directories -f --force -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles' 'nothing') ;;
    'mv') options='--keep-directories -f --force -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles' 'nothing') ;;
    'remove') options='-f --force -y --yes -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles*') ;;
    'rm') options='-f --force -y --yes -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles*') ;;
    'import') options='--as --format -f --force -n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('files') ;;
    'login') options='--impersonate-service-account --quota-project --disable-quota-project --no-launch-browser -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('profiles') ;;
    'undo') options='--list --redo -n --dry-run -f --force --forget -y --yes --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('nothing') ;;
    'schema') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=profile directory config policy catalogue') ;;
    'source') options='-q --quiet -v --verbose --no-pager --color --debug --help' commands='add init list pin remove show update' ;;
    'source add') options='--ref --path --set --require-signed --auto -y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('nothing' 'nothing') ;;
    'source init') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('folders') ;;
    'source list') options='--json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'source pin') options='--unset -y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('sources' 'nothing') ;;
    'source remove') options='-y --yes -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('sources') ;;
    'source show') options='--json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('sources') ;;
    'source update') options='--check --set --allow-rollback --allow-rewrite -y --yes --full -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('sources*') ;;
    'statusline') options='--format -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'guard') options='--record -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'claude') options='-q --quiet -v --verbose --no-pager --color --debug --help' commands='install remove' ;;
    'claude install') options='--user --project --local --statusline --no-statusline --guard --no-guard -n --dry-run --format -f --force -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('files') ;;
    'claude remove') options='--user --project --local --statusline --no-statusline --guard --no-guard -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('files') ;;
    'editor') options='-q --quiet -v --verbose --no-pager --color --debug --help' commands='install remove' ;;
    'editor install') options='--workspace --user --remote -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=vscode cursor zed jetbrains' 'stacks*') ;;
    'editor remove') options='--workspace --user --remote -n --dry-run -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=vscode cursor zed jetbrains') ;;
    'lint') options='--all --source --client --format --json --strict --fix -y --yes --explain -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('targets*') ;;
    'upgrade') options='--all --client -y --yes -n --dry-run --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'doctor') options='-v --verbose -q --quiet --online --spend -y --yes --json --no-pager --color --debug --help' arguments=('stacks*') ;;
    'probe') options='--models --locations --repeat --jobs --spend -y --yes --client --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('stacks*') ;;
    'explain') options='--file --profile --json -q --quiet -v --verbose --no-pager --color --debug --help' arguments=('nothing*') ;;
    'setup') options='--shell -y --yes -n --dry-run --remove --purge --json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'config') options='-q --quiet -v --verbose --no-pager --color --debug --help' commands='get list set unset' ;;
    'config get') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line') ;;
    'config list') options='--json -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'config set') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line' 'nothing*') ;;
    'config unset') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=default quiet allow_prefixes claude_wrapper picker source_reminder schema_line') ;;
    'init') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh') ;;
    'completions') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh') ;;
    'try') options='--shell -q --quiet -v --verbose --no-pager --color --debug --help' ;;
    'help') options='-q --quiet -v --verbose --no-pager --color --debug --help' arguments=('=use off auto default exec export local allow deny allowed list show diff status current which prompt why models vars usage add set unset edit copy rename remove import login undo schema source statusline guard claude editor lint upgrade doctor probe explain setup config init completions try help ls rm mv cp trust' 'nothing') ;;
  esac
}

function __vxenv_c_value {
  case $1 in
    '--color') kind='=auto always never' ;;
    'use --color') kind='=auto always never' ;;
    'off --color') kind='=auto always never' ;;
    'auto --color') kind='=auto always never' ;;
    'default --color') kind='=auto always never' ;;
    'exec --ssh') kind='nothing' ;;
    'exec --color') kind='=auto always never' ;;
    'export --format') kind='=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh sh dotenv docker systemd github vscode json claude-settings devcontainer compose k8s managed-settings policy-helper toml bundle' ;;
    'export --write') kind='files' ;;
    'export --remove') kind='files' ;;
    'export --color') kind='=auto always never' ;;
    'local --color') kind='=auto always never' ;;
    'allow --color') kind='=auto always never' ;;
    'trust --color') kind='=auto always never' ;;
    'deny --color') kind='=auto always never' ;;
    'allowed --color') kind='=auto always never' ;;
    'list --source') kind='sources' ;;
    'list --color') kind='=auto always never' ;;
    'ls --source') kind='sources' ;;
    'ls --color') kind='=auto always never' ;;
    'show --client') kind='clients' ;;
    'show --color') kind='=auto always never' ;;
    'diff --color') kind='=auto always never' ;;
    'status --color') kind='=auto always never' ;;
    'current --color') kind='=auto always never' ;;
    'which --color') kind='=auto always never' ;;
    'prompt --format') kind='nothing' ;;
    'prompt --file') kind='=prompt.bash prompt.zsh prompt.fish prompt.ksh prompt.mksh prompt.tcsh prompt.elv prompt.nu prompt.xsh starship.toml p10k.zsh oh-my-zsh.zsh oh-my-posh.json tmux.conf' ;;
    'prompt --color') kind='=auto always never' ;;
    'why --color') kind='=auto always never' ;;
    'models --location') kind='locations' ;;
    'models --family') kind='=opus sonnet haiku fable' ;;
    'models --retiring-within') kind='nothing' ;;
    'models --client') kind='clients' ;;
    'models --profile') kind='stacks' ;;
    'models --color') kind='=auto always never' ;;
    'vars --color') kind='=auto always never' ;;
    'usage --by') kind='=profile project location model role directory branch day week month session' ;;
    'usage --since') kind='nothing' ;;
    'usage --until') kind='nothing' ;;
    'usage --profile') kind='stacks' ;;
    'usage --from') kind='folders' ;;
    'usage --svg') kind='files' ;;
    'usage --reconcile') kind='=bigquery' ;;
    'usage --billing-table') kind='nothing' ;;
    'usage --logs-table') kind='nothing' ;;
    'usage --color') kind='=auto always never' ;;
    'add --project') kind='nothing' ;;
    'add --region') kind='locations' ;;
    'add --location') kind='locations' ;;
    'add --main') kind='models' ;;
    'add --opus') kind='models' ;;
    'add --sonnet') kind='models' ;;
    'add --haiku') kind='models' ;;
    'add --credentials') kind='files' ;;
    'add --description') kind='nothing' ;;
    'add --extends') kind='profiles' ;;
    'add --set') kind='pairs' ;;
    'add --from') kind='profiles' ;;
    'add --from-rc') kind='files' ;;
    'add --function') kind='nothing' ;;
    'add --from-dotenv') kind='files' ;;
    'add --color') kind='=auto always never' ;;
    'set --color') kind='=auto always never' ;;
    'unset --color') kind='=auto always never' ;;
    'edit --color') kind='=auto always never' ;;
    'copy --color') kind='=auto always never' ;;
    'cp --color') kind='=auto always never' ;;
    'rename --color') kind='=auto always never' ;;
    'mv --color') kind='=auto always never' ;;
    'remove --color') kind='=auto always never' ;;
    'rm --color') kind='=auto always never' ;;
    'import --as') kind='nothing' ;;
    'import --format') kind='=toml dotenv docker systemd github vscode json claude-settings envrc mise devcontainer' ;;
    'import --color') kind='=auto always never' ;;
    'login --impersonate-service-account') kind='nothing' ;;
    'login --quota-project') kind='nothing' ;;
    'login --color') kind='=auto always never' ;;
    'undo --color') kind='=auto always never' ;;
    'schema --color') kind='=auto always never' ;;
    'source --color') kind='=auto always never' ;;
    'source add --ref') kind='nothing' ;;
    'source add --path') kind='nothing' ;;
    'source add --set') kind='pairs' ;;
    'source add --require-signed') kind='files' ;;
    'source add --color') kind='=auto always never' ;;
    'source init --color') kind='=auto always never' ;;
    'source list --color') kind='=auto always never' ;;
    'source pin --color') kind='=auto always never' ;;
    'source remove --color') kind='=auto always never' ;;
    'source show --color') kind='=auto always never' ;;
    'source update --set') kind='pairs' ;;
    'source update --color') kind='=auto always never' ;;
    'statusline --format') kind='nothing' ;;
    'statusline --color') kind='=auto always never' ;;
    'guard --color') kind='=auto always never' ;;
    'claude --color') kind='=auto always never' ;;
    'claude install --format') kind='nothing' ;;
    'claude install --color') kind='=auto always never' ;;
    'claude remove --color') kind='=auto always never' ;;
    'editor --color') kind='=auto always never' ;;
    'editor install --workspace') kind='folders' ;;
    'editor install --color') kind='=auto always never' ;;
    'editor remove --workspace') kind='folders' ;;
    'editor remove --color') kind='=auto always never' ;;
    'lint --source') kind='files' ;;
    'lint --client') kind='clients' ;;
    'lint --format') kind='=text json sarif github' ;;
    'lint --explain') kind='rules' ;;
    'lint --color') kind='=auto always never' ;;
    'upgrade --client') kind='clients' ;;
    'upgrade --color') kind='=auto always never' ;;
    'doctor --color') kind='=auto always never' ;;
    'probe --models') kind='models' ;;
    'probe --locations') kind='locations' ;;
    'probe --repeat') kind='nothing' ;;
    'probe --jobs') kind='nothing' ;;
    'probe --client') kind='clients' ;;
    'probe --color') kind='=auto always never' ;;
    'explain --file') kind='files' ;;
    'explain --profile') kind='stacks' ;;
    'explain --color') kind='=auto always never' ;;
    'setup --shell') kind='=bash zsh fish ksh mksh tcsh elvish nushell xonsh pwsh' ;;
    'setup --color') kind='=auto always never' ;;
    'config --color') kind='=auto always never' ;;
    'config get --color') kind='=auto always never' ;;
    'config list --color') kind='=auto always never' ;;
    'config set --color') kind='=auto always never' ;;
    'config unset --color') kind='=auto always never' ;;
    'init --color') kind='=auto always never' ;;
    'completions --color') kind='=auto always never' ;;
    'try --shell') kind='=bash zsh fish ksh mksh tcsh elvish nushell xonsh' ;;
    'try --color') kind='=auto always never' ;;
    'help --color') kind='=auto always never' ;;
    *) kind='' ;;
  esac
}
# --- end of what is made ---

# What bash calls. The functions below it work on its variables.
function __vxenv_complete {
  local IFS=$' \t\n' words=() current='' path='' options='' commands='' arguments=() kind='' count=0 dashes='' wanted='' dir='' state=''
  local flags=$- # what `set -f` was before
  COMPREPLY=()
  __vxenv_c_words
  __vxenv_c_line
  __vxenv_c_table "$path"
  if [[ $wanted ]]; then
    __vxenv_c_value "$path $wanted"
  elif [[ ! $dashes && $current == --*=* ]]; then
    __vxenv_c_value "${path:+$path }${current%%=*}"
    __vxenv_c_offer "${current%%=*}=" "${current#*=}"
    __vxenv_c_trim "${2-}"
    return 0
  elif [[ ! $dashes && $current == -* ]]; then
    kind="=$options"
  elif [[ $commands ]]; then
    kind="=$commands"
  else
    __vxenv_c_argument
  fi
  __vxenv_c_offer '' "$current"
  __vxenv_c_trim "${2-}"
  return 0
}

# Sets words to those before the cursor, and current to the one at it. bash cuts at what is in COMP_WORDBREAKS, so
# what no blank parts is put together again.
function __vxenv_c_words {
  local i word rest=${COMP_LINE:0:COMP_POINT} n=-1
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]-}
    if [[ $n -lt 0 || $rest == [[:space:]]* || ! $word && ! $rest ]]; then
      while [[ $rest == [[:space:]]* ]]; do rest=${rest#?}; done
      n=$((n + 1)) words[n]=''
    fi
    # The cursor may stand within the last one.
    if [[ ${#word} -gt ${#rest} ]]; then word=$rest; fi
    words[n]+=$word
    rest=${rest#"$word"}
  done
  current=${words[n]#[\'\"]}
  unset -v "words[$n]"
}

# Sets path to the command, wanted to the option whose value is to come, and count to how many arguments came before.
function __vxenv_c_line {
  local i word
  for ((i = 1; i < ${#words[@]}; i++)); do
    word=${words[i]}
    if [[ $wanted ]]; then
      wanted=''
    elif [[ $dashes ]]; then
      count=$((count + 1))
    elif [[ $word == -- ]]; then
      dashes=$i
    elif [[ $word == -* ]]; then
      __vxenv_c_value "${path:+$path }$word"
      if [[ $kind ]]; then wanted=$word; fi
    else
      commands=''
      __vxenv_c_table "$path"
      if [[ $commands ]]; then path="${path:+$path }$word"; else count=$((count + 1)); fi
    fi
  done
  kind='' commands='' options='' arguments=()
}

# Sets kind to what the argument at the cursor takes.
function __vxenv_c_argument {
  local last=$((${#arguments[@]} - 1))
  if [[ $last -lt 0 ]]; then
    kind=nothing
  elif [[ $count -lt $last ]]; then
    kind=${arguments[count]}
  elif [[ $count -eq $last || ${arguments[last]} == *'*' ]]; then
    kind=${arguments[last]}
  else
    kind=nothing
  fi
  kind=${kind%'*'}
}

# Adds to COMPREPLY what of $kind goes on from the word $2, each behind $1.
function __vxenv_c_offer {
  local word
  case $kind in
    =*)
      set -f
      for word in ${kind#=}; do __vxenv_c_add "$1" "$2" "$word"; done
      case $flags in *f*) ;; *) set +f ;; esac
      __vxenv_c_no_files
      ;;
    files) ;;
    folders) __vxenv_c_option -o dirnames; __vxenv_c_no_files ;;
    '') ;;
    *) "__vxenv_c_$kind" "$1" "$2" ;;
  esac
}

function __vxenv_c_add {
  if [[ $3 == "$2"* ]]; then COMPREPLY+=("$1$3"); fi
}

# bash 3.2 has no compopt: there, files are offered where nothing else fits.
function __vxenv_c_option {
  if type compopt >/dev/null 2>&1; then compopt "$@" 2>/dev/null; fi
  return 0
}

function __vxenv_c_no_files { __vxenv_c_option +o default +o bashdefault; }

# readline replaces only $1, the end of the current word: what follows the last of its word breaks.
function __vxenv_c_trim {
  local keep=${current%"$1"} i
  for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do COMPREPLY[i]=${COMPREPLY[i]#"$keep"}; done
}

# --- Profiles, without a process ---

# Sets dir to vxenv's configuration directory and state to its state directory, as vxenv finds them.
function __vxenv_c_store {
  dir=${VXENV_CONFIG_DIR-}
  if [[ ! $dir ]]; then
    dir=${XDG_CONFIG_HOME-}
    if [[ $dir != *[![:space:]]* ]]; then dir=${HOME-}/.config; fi
    dir+=/vxenv
  fi
  state=${VXENV_STATE_DIR-}
  if [[ ! $state ]]; then
    state=${XDG_STATE_HOME-}
    if [[ $state != *[![:space:]]* ]]; then state=${HOME-}/.local/state; fi
    state+=/vxenv
  fi
}

# Adds the profiles that go on from $2, each behind $1.
function __vxenv_c_profiles {
  local folder source file fail='' null=''
  __vxenv_c_no_files
  __vxenv_c_store
  if shopt -q failglob; then fail=1; shopt -u failglob; fi
  if shopt -q nullglob; then null=1; else shopt -s nullglob; fi
  set +f
  for folder in "$dir"/profiles "$state"/sources/*/profiles; do
    # No other name is a source's or a profile's, so that none needs to be quoted.
    source=''
    if [[ $folder == "$state"/sources/* ]]; then
      source=${folder%/profiles} source=${source##*/}/
      if [[ $source != [A-Za-z0-9]* || $source == *[!A-Za-z0-9._-]*/ || ${#source} -gt 33 ]]; then continue; fi
    fi
    if [[ $2 != "$source"* && $source != "$2"* ]]; then continue; fi
    for file in "$folder"/*.toml; do
      file=${file##*/} file=${file%.toml}
      if [[ $source$file == "$2"* && $file == [A-Za-z0-9]* && $file != *[!A-Za-z0-9._-]* && ${#file} -le 64 ]]; then
        COMPREPLY+=("$1$source$file")
      fi
    done
  done
  if [[ ! $null ]]; then shopt -u nullglob; fi
  if [[ $fail ]]; then shopt -s failglob; fi
  case $flags in *f*) set -f ;; esac
}

function __vxenv_c_stacks {
  local word=$2 below=''
  if [[ $word == *+* ]]; then below=${word%+*}+; fi
  __vxenv_c_profiles "$1$below" "${word#"$below"}"
}

function __vxenv_c_sides {
  local word
  __vxenv_c_stacks "$1" "$2"
  for word in @shell @dir @claude; do __vxenv_c_add "$1" "$2" "$word"; done
  if [[ $2 != @* ]]; then __vxenv_c_option -o default; fi
}

function __vxenv_c_targets {
  __vxenv_c_stacks "$1" "$2"
  __vxenv_c_option -o default
}

# --- What vxenv is asked for ---

# Adds what `vxenv complete KIND [WORD]` says that goes on from $2, each behind $1.
function __vxenv_c_ask {
  local before=$1 word=$2 found rest
  shift 2
  __vxenv_c_no_files
  __vxenv_c_store
  while IFS=$'\t' read -r found rest; do
    case $found in
      '') ;;
      :files) __vxenv_c_option -o default ;;
      :directories) __vxenv_c_option -o dirnames ;;
      *) __vxenv_c_add "$before" "$word" "$found" ;;
    esac
  done <<<"$(
    if [[ -x ${__vxenv_python-} && -f ${__vxenv_main-} ]]; then
      VXENV_CONFIG_DIR=$dir VXENV_STATE_DIR=$state command "$__vxenv_python" -X utf8 -I -S "$__vxenv_main" complete "$@"
    else
      command vxenv complete "$@"
    fi 2>/dev/null </dev/null
  )"
}

function __vxenv_c_variables { __vxenv_c_ask "$1" "$2" variables; }
function __vxenv_c_known { __vxenv_c_ask "$1" "$2" known "$2"; }
function __vxenv_c_locations { __vxenv_c_ask "$1" "$2" locations; }
function __vxenv_c_models { __vxenv_c_ask "$1" "$2" models; }
function __vxenv_c_rules { __vxenv_c_ask "$1" "$2" rules; }
function __vxenv_c_sources { __vxenv_c_ask "$1" "$2" sources; }
function __vxenv_c_clients { __vxenv_c_ask "$1" "$2" clients; }
function __vxenv_c_nothing { __vxenv_c_no_files; }

# KEY=VALUE: the key, then what fits it.
function __vxenv_c_pairs {
  local i
  if [[ $2 == *=* ]]; then
    __vxenv_c_ask "$1${2%%=*}=" "${2#*=}" values "${2%%=*}"
  else
    __vxenv_c_ask "$1" "$2" keys "$2"
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
      case ${COMPREPLY[i]} in *.) ;; *) COMPREPLY[i]+='=' ;; esac
    done
    __vxenv_c_option -o nospace
  fi
}

function __vxenv_c_settings {
  local pairs=()
  if [[ $count -gt 0 ]]; then
    __vxenv_c_pairs "$1" "$2"
    pairs=(${COMPREPLY[@]+"${COMPREPLY[@]}"})
    COMPREPLY=()
  fi
  if [[ $2 != *=* ]]; then __vxenv_c_profiles "$1" "$2"; fi
  COMPREPLY+=(${pairs[@]+"${pairs[@]}"})
}

function __vxenv_c_unsettings {
  __vxenv_c_profiles "$1" "$2"
  if [[ $count -gt 0 ]]; then __vxenv_c_ask "$1" "$2" keys "$2"; fi
}

# Stacks, then -- and a command line of its own.
function __vxenv_c_programs {
  local at
  if [[ ! $dashes ]]; then
    __vxenv_c_stacks "$1" "$2"
  elif [[ $((dashes + 1)) -eq ${#words[@]} ]]; then
    while IFS='' read -r at; do __vxenv_c_add "$1" "$2" "$at"; done <<<"$(compgen -c -- "$2")"
  fi
}

complete -o bashdefault -o default -F __vxenv_complete vxenv 2>/dev/null || complete -o default -F __vxenv_complete vxenv

if [[ $__vxenv_c_aliases ]]; then shopt -s expand_aliases; fi
unset -v __vxenv_c_aliases
