package com.dotscience.api;

import java.util.regex.Pattern;

/**
 * The path of an Ingress or an HTTPRoute. Ingress controllers write it into their configuration, where other characters than those here have been
 * taken for code, and both Kubernetes and RFC 3986 take more than these.
 */
public final class IngressPath {

    /** Says to people what a path may be. */
    public static final String ALLOWED =
            "/ followed by parts of letters, digits, '.', '_', '~' or '-', such as /models/signs, none of them '.' or '..'";

    /** The path of all requests. */
    public static final String ALL = "/";

    private static final int MAX_LENGTH = 1_024;
    private static final Pattern SYNTAX = Pattern.compile("(?!.*/\\.{1,2}(/|$))(/[-A-Za-z0-9._~]+)*/?");

    private IngressPath() {}

    /** Returns the path that is asked for. */
    public static String of(IngressSpec asked) {
        return asked.getPath().isEmpty() ? ALL : asked.getPath();
    }

    public static boolean isValid(String path) {
        return path.startsWith(ALL)
                && path.length() <= MAX_LENGTH
                && SYNTAX.matcher(path).matches();
    }
}
