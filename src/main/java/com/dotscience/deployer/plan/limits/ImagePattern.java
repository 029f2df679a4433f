package com.dotscience.deployer.plan.limits;

import java.util.Optional;

/**
 * Images that are allowed: those of a registry, those below a path of one, or one image. It ends where a reference may: a
 * repository {@code team} is neither {@code team-evil} nor {@code teams}.
 *
 * @param registry host, in small letters, with its port if it is given
 * @param path empty: the whole registry
 * @param tag empty: any
 * @param digest empty: any
 */
record ImagePattern(String registry, String path, String tag, String digest) {

    private static final String LIBRARY = "library/";

    /** Empty if it is none: neither a registry nor a reference to an image, with or without a tag. */
    static Optional<ImagePattern> parse(String text) {
        boolean open = text.endsWith("/");
        String name = open ? text.substring(0, text.length() - 1) : text;
        if (name.indexOf('/') < 0 && isRegistryAlone(name, open)) {
            return ImageReference.registryOf(name).map(registry -> new ImagePattern(registry, "", "", ""));
        }
        // Whoever writes the registry, or a slash after it, means a path there as it is written, and not Docker's
        // library.
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

    /** {@code redis:7} is an image with a tag; a registry of that form has to be followed by a slash. */
    private static boolean isRegistryAlone(String name, boolean open) {
        int colon = name.indexOf(':');
        return ImageReference.isRegistry(open || colon <= 0 ? name : name.substring(0, colon));
    }

    /**
     * Whether it allows this one. A tag that is followed by a digest says nothing, since runtimes look at the digest alone: where
     * a tag is allowed, such a reference is not.
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
