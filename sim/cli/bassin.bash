# Completion of bassin for bash.

_bassin_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_bassin_files() {
    mapfile -t COMPREPLY < <(compgen -f -X "!*.$1" -- "$cur"; compgen -d -- "$cur")
    compopt -o filenames 2>/dev/null
}

_bassin_models() {
    "${COMP_WORDS[0]}" params --format csv 2>/dev/null | cut -d, -f2 | sort -u | grep -v -x -e model -e engine
}

_bassin_paths() {
    "${COMP_WORDS[0]}" params --format csv 2>/dev/null | cut -d, -f1 | grep -x '[a-z_0-9]*\.[a-z_0-9]*'
}

_bassin() {
    local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local scenario='--output --set --seed --until --force --help'
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _bassin_words 'run check params outputs info score help --help --version'
        return
    fi
    case $previous in
    -o | --output) _bassin_files h5; return ;;
    -s | --set) _bassin_words "$(_bassin_paths | sed 's/$/=/')"; compopt -o nospace 2>/dev/null; return ;;
    -m | --model) _bassin_words "$(_bassin_models)"; return ;;
    -T | --targets) _bassin_files csv; return ;;
    -F | --format)
        [[ ${COMP_WORDS[1]} == score ]] && _bassin_words 'text csv json' || _bassin_words 'text markdown csv json'
        return
        ;;
    -t | --threads) _bassin_words "0 1 2 4 $(nproc 2>/dev/null)"; return ;;
    -n | --seed | -u | --until | -c | --checkpoint-every) return ;;
    esac
    case ${COMP_WORDS[1]}:$cur in
    run:-*) _bassin_words "$scenario --threads --checkpoint-every --resume --audit --quiet --summary" ;;
    check:-*) _bassin_words "$scenario" ;;
    params:-* | outputs:-*) _bassin_words '--model --format --help' ;;
    info:-*) _bassin_words '--help' ;;
    score:-*) _bassin_words '--targets --format --strict --help' ;;
    run:* | check:*) _bassin_files cfg ;;
    info:* | score:*) _bassin_files h5 ;;
    params:*) _bassin_words "$(_bassin_paths)" ;;
    help:*) _bassin_words 'run check params outputs info score' ;;
    esac
}

complete -F _bassin bassin
