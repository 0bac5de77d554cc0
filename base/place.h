/* Where something stands in a file of the user's. */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

struct place {
    const char *file; /* as the user named it; NULL: nowhere */
    int line, column; /* from 1, in code points; line 0: the file as a whole */
    int length;       /* code points on that line */
};
#endif
