# complete.sh WORD...: what bash would offer for the last word.
source <(cfgen completion bash)
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_cfgen
echo "$*: ${COMPREPLY[*]}"
