# Completion of bassin for bash. "bassin complete" knows the candidates; a pattern stands for files.
_bassin() {
    local cur=${COMP_WORDS[COMP_CWORD]}
    mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f 1)
    case ${COMPREPLY[0]-} in
    \**)
        mapfile -t COMPREPLY < <(compgen -f -X "!${COMPREPLY[0]}" -- "$cur"; compgen -d -- "$cur")
        compopt -o filenames 2>/dev/null
        ;;
    *=) compopt -o nospace 2>/dev/null ;;
    esac
}

complete -F _bassin bassin
