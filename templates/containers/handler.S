#ifdef __CET__
#include <cet.h> /* the note without which the whole program would count as unprotected */
#endif
    .section .rodata
    .global container_handler_python
container_handler_python:
    .incbin "templates/containers/handler.py"
    .byte 0
    .section .note.GNU-stack,"",@progbits
