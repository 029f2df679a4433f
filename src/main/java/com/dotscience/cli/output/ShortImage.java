package com.dotscience.cli.output;

import com.dotscience.text.DisplayWidth;

/** An image as it fits into a narrow column: its registry and path go first, then most of its digest. */
public final class ShortImage {

    private static final int DIGEST_SHOWN = "sha256:".length() + 12;

    private ShortImage() {}

    /** The longest form that fits, or the shortest if none does. */
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
