package com.dotscience.deployer.status;

import com.dotscience.deployer.plan.limits.ImageReference;
import java.util.Optional;

/**
 * Recognizes an image that was asked for when it comes from another registry: clusters often pull through a mirror, which
 * changes the reference and not the image.
 */
final class Mirror {

    private static final String OFFICIAL = "library/";

    private Mirror() {}

    /**
     * Says whether an image is the one that was asked for, or a copy of it in another registry: the copy's repository ends with
     * the path of the original, and it has the same digest or, where none was asked for, the same tag.
     */
    static boolean is(String there, String asked) {
        Optional<ImageReference> other = ImageReference.parse(there);
        return there.equals(asked)
                || ImageReference.parse(asked)
                        .filter(image -> other.filter(copy -> is(copy, image)).isPresent())
                        .isPresent();
    }

    private static boolean is(ImageReference copy, ImageReference image) {
        String path = image.path().startsWith(OFFICIAL) ? image.path().substring(OFFICIAL.length()) : image.path();
        return ("/" + copy.path()).endsWith("/" + path)
                && (image.digest().isEmpty()
                        ? copy.tag().equals(image.tag())
                        : copy.digest().equals(image.digest()));
    }
}
