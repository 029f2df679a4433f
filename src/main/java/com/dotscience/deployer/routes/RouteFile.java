package com.dotscience.deployer.routes;

/**
 * A file of routes.
 *
 * @param name such as {@code status.yaml}: of two files of one name, the operator's replaces the bundled one
 * @param place where it was read, for people
 * @param bundled whether it is one of ours, and no operator's
 */
record RouteFile(String name, String place, String text, boolean bundled) {

    /** Whether it may configure the routes of all files; false if it certainly does not. */
    boolean mayConfigureOthers() {
        return text.contains("routeConfiguration") || text.contains("route-configuration");
    }
}
