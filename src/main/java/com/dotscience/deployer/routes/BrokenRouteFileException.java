package com.dotscience.deployer.routes;

/** A file of routes cannot be used; the message says which, on which line, and why. */
final class BrokenRouteFileException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param line counted from 1; 0 if it is not known */
    BrokenRouteFileException(RouteFile file, int line, String reason, Throwable cause) {
        super(file.place() + (line > 0 ? ", line " + line : "") + ": " + reason, cause);
    }
}
