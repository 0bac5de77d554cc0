#ifdef __CET__
#include <cet.h> /* the note without which the whole program would count as unprotected */
#endif
    .section .rodata
    .balign 16
    .global schemas, schemas_end
schemas:
    .incbin "templates/schema/schemas.bin"
schemas_end:
    .section .note.GNU-stack,"",@progbits
