package com.dotscience.deployer.routes;

/**
 * A file of routes. Two of the same content are equal, by which a change is noticed.
 *
 * @param name the name, such as {@code status.yaml}: an operator's file replaces the bundled one of the same name
 * @param place the place where the file was read, for people
 * @param bundled whether the file comes with the deployer, and not from an operator
 */
record RouteFile(String name, String place, String text, boolean bundled) {

    /** Returns whether the file may configure the routes of all files; false if it certainly does not. */
    boolean mayConfigureOthers() {
        return text.contains("routeConfiguration") || text.contains("route-configuration");
    }
}
