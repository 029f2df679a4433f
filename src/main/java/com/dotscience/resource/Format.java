package com.dotscience.resource;

/** What a text field holds, where that is more than any text. */
public enum Format {
    TEXT,
    /** An amount such as 500m, 2 or 8Gi, which may be written as a number. */
    QUANTITY,
    /** A number, or a text such as 25%. */
    NUMBER_OR_TEXT,
    /** JSON that the protocol carries in base64. In a file it is written as it is. */
    CLASSES
}
