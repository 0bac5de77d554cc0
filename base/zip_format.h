/* The signatures and sizes that the writer and the reader of zips share: APPNOTE 4.3. */
#ifndef BASE_ZIP_FORMAT_H
#define BASE_ZIP_FORMAT_H

enum {
    LOCAL_SIGNATURE = 0x04034b50,
    CENTRAL_SIGNATURE = 0x02014b50,
    END_SIGNATURE = 0x06054b50,
    END64_SIGNATURE = 0x06064b50,
    LOCATOR_SIGNATURE = 0x07064b50,
    LOCAL_SIZE = 30,
    CENTRAL_SIZE = 46,
    END_SIZE = 22,
    END64_SIZE = 56,
    LOCATOR_SIZE = 20,
    FLAG_ENCRYPTED = 1,
    FLAG_UTF8 = 1 << 11,
    METHOD_STORED = 0,
    METHOD_DEFLATE = 8,
    MADE_BY_UNIX = 3
};
#endif
