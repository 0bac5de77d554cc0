#ifdef __CET__
#include <cet.h> /* the note without which the whole program would count as unprotected */
#endif
    .section .rodata
    .global reference_example, reference_example_end
reference_example:
    .incbin "templates/example.yml"
    .byte 0
reference_example_end:
    .section .note.GNU-stack,"",@progbits
