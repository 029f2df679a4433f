package com.dotscience.deployer.routes;

/** Says that a file of routes cannot be used. The message names the file, the line and the reason. */
final class BrokenRouteFileException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param line counted from 1; 0 if it is not known */
    BrokenRouteFileException(RouteFile file, int line, String reason, Throwable cause) {
        super(file.place() + (line > 0 ? ", line " + line : "") + ": " + reason, cause);
    }
}
