package com.dotscience.deployer.status;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's name, taken apart.
 *
 * @param path with the registry's address before it, if there is one
 * @param tag empty if there is none
 * @param digest empty if there is none
 */
record ImageReference(String path, String tag, String digest) {

    /** A colon before a slash belongs to a registry's port. */
    private static final Pattern PARTS = Pattern.compile("(.*?)(?::([^:/@]+))?(?:@([^@]+))?");

    /** A registry's address, which has a dot or a port, or is the one name that needs neither. */
    private static final Pattern REGISTRY = Pattern.compile("(?:localhost|[^/]*[.:][^/]*)/");

    static ImageReference of(String image) {
        Matcher parts = PARTS.matcher(image);
        if (!parts.matches()) {
            return new ImageReference(image, "", "");
        }
        return new ImageReference(parts.group(1), orEmpty(parts.group(2)), orEmpty(parts.group(3)));
    }

    /**
     * Whether another is the same image or a copy of it in another registry: its repository ends with the path of this one, and
     * it has the same digest or, where this one has none, the same tag.
     */
    boolean isOrIsMirroredBy(ImageReference other) {
        String repository = REGISTRY.matcher(path).replaceFirst("");
        boolean samePath = other.path.equals(path) || ("/" + other.path).endsWith("/" + repository);
        return samePath && (digest.isEmpty() ? other.tagOrLatest().equals(tagOrLatest()) : other.digest.equals(digest));
    }

    /** A digest without a tag is no tag that could be another's. */
    private String tagOrLatest() {
        return tag.isEmpty() && digest.isEmpty() ? "latest" : tag;
    }

    private static String orEmpty(String part) {
        return part == null ? "" : part;
    }
}
