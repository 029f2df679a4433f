package com.dotscience.cli.output;

import com.dotscience.text.DisplayWidth;

/** Shortens an image for a narrow column: it leaves out the registry and path first, then most of the digest. */
public final class ShortImage {

    private static final int DIGEST_SHOWN = "sha256:".length() + 12;

    private ShortImage() {}

    /** Returns the longest form that fits, or the shortest form if none fits. */
    public static String of(String image, int room, String ellipsis) {
        if (DisplayWidth.of(image) <= room) {
            return image;
        }
        int slash = image.lastIndexOf('/');
        String name = slash < 0 ? image : ellipsis + image.substring(slash);
        int digest = name.indexOf('@');
        boolean fits = DisplayWidth.of(name) <= room;
        return fits || digest < 0 || name.length() <= digest + 1 + DIGEST_SHOWN
                ? name
                : name.substring(0, digest + 1 + DIGEST_SHOWN) + ellipsis;
    }
}
