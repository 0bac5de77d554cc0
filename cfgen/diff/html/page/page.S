#ifdef __CET__
#include <cet.h> /* the note without which the whole program would count as unprotected */
#endif
    .section .rodata
    .global diff_page_css
diff_page_css:
    .incbin "cfgen/diff/html/page/page.css"
    .byte 0
    .global diff_page_js
diff_page_js:
    .incbin "cfgen/diff/html/page/page.js"
    .byte 0
    .section .note.GNU-stack,"",@progbits
