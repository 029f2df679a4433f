package com.dotscience.deployer.plan.limits;

import java.util.Optional;

/**
 * A pattern for allowed images: all images of a registry, all below one of its paths, or one image. A path matches whole parts
 * of a reference only, so that the repository {@code team} allows neither {@code team-evil} nor {@code teams}.
 *
 * @param registry host in lower case, with its port if one is given
 * @param path empty for the whole registry
 * @param tag empty for any
 * @param digest empty for any
 */
record ImagePattern(String registry, String path, String tag, String digest) {

    private static final String LIBRARY = "library/";

    /** Reads a pattern; empty if the text is neither a registry nor a reference to an image, with or without a tag. */
    static Optional<ImagePattern> parse(String text) {
        boolean open = text.endsWith("/");
        String name = open ? text.substring(0, text.length() - 1) : text;
        if (name.indexOf('/') < 0 && isRegistryAlone(name, open)) {
            return ImageReference.registryOf(name).map(registry -> new ImagePattern(registry, "", "", ""));
        }
        // Docker adds "library/" to short names. Whoever writes a registry or a closing slash means the path as it is
        // written, so nothing is added there.
        String full = open && name.indexOf('/') < 0 ? "docker.io/" + name : name;
        String first = full.substring(0, Math.max(0, full.indexOf('/')));
        return ImageReference.parts(full)
                .filter(reference ->
                        !open || reference.tag().isEmpty() && reference.digest().isEmpty())
                .map(reference -> new ImagePattern(
                        reference.registry(),
                        ImageReference.isRegistry(first) ? asWritten(full, reference) : reference.path(),
                        reference.tag(),
                        reference.digest()));
    }

    private static String asWritten(String full, ImageReference reference) {
        boolean added = !full.startsWith(LIBRARY, full.indexOf('/') + 1);
        return added && reference.path().startsWith(LIBRARY)
                ? reference.path().substring(LIBRARY.length())
                : reference.path();
    }

    /**
     * Says whether the text is a registry and nothing else. {@code redis:7} is an image with a tag; a registry with a port of
     * that form needs a slash behind it.
     */
    private static boolean isRegistryAlone(String name, boolean open) {
        int colon = name.indexOf(':');
        return ImageReference.isRegistry(open || colon <= 0 ? name : name.substring(0, colon));
    }

    /**
     * Says whether the pattern allows an image. Runtimes ignore a tag that is followed by a digest, so a pattern with a tag
     * does not allow such a reference: its tag proves nothing.
     */
    boolean allows(ImageReference image) {
        if (!image.registry().equals(registry)) {
            return false;
        }
        if (!digest.isEmpty()) {
            return image.path().equals(path) && image.digest().equals(digest);
        }
        if (!tag.isEmpty()) {
            return image.path().equals(path)
                    && image.digest().isEmpty()
                    && image.tag().equals(tag);
        }
        return path.isEmpty() || image.path().equals(path) || image.path().startsWith(path + "/");
    }
}
