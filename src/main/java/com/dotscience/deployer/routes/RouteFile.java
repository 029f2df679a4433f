package com.dotscience.deployer.routes;

/**
 * A file of routes.
 *
 * @param name such as {@code status.yaml}: of two files of one name, the operator's replaces the bundled one
 * @param place where it was read, for people
 */
record RouteFile(String name, String place, String text) {

    /** Whether it may say something of the routes of all files; false if it certainly does not. */
    boolean mayConfigureOthers() {
        return text.contains("routeConfiguration") || text.contains("route-configuration");
    }
}
