package com.dotscience.validation;

/** Checks an image as container runtimes do: by the grammar of {@link Syntax#IMAGE} and by the length of its name. */
final class ImageReference {

    /** The longest name that is allowed, including the registry. */
    private static final int LONGEST_NAME = 255;

    private ImageReference() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(String field, String image) {
        Syntax.IMAGE.check(field, image);
        int length = name(image).length();
        if (length > LONGEST_NAME) {
            throw Syntax.invalid(field + " must have a name of at most " + LONGEST_NAME
                    + " characters before its tag and digest, not " + length);
        }
    }

    private static String name(String image) {
        String named = image.split("@", 2)[0];
        int tag = named.lastIndexOf(':');
        return tag > named.lastIndexOf('/') ? named.substring(0, tag) : named;
    }
}
