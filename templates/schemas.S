    .section .rodata
    .balign 16
    .global schemas, schemas_end
schemas:
    .incbin "templates/schemas.bin"
schemas_end:
    .section .note.GNU-stack,"",@progbits
