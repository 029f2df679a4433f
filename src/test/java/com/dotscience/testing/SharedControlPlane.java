package com.dotscience.testing;

import java.nio.file.Path;
import java.util.function.Consumer;

/** The control plane that tests share one after the other. One that has died is replaced, and a line on standard error says so. */
final class SharedControlPlane implements AutoCloseable {

    private final Path assets;
    private final Consumer<String> say;
    private RealControlPlane plane;

    /** @param assets the folder with its programs */
    SharedControlPlane(Path assets, Consumer<String> say) {
        this.assets = assets;
        this.say = say;
    }

    /**
     * The one that the tests before had, unless a part of it has ended.
     *
     * @throws RuntimeException with the end of its log if none starts
     */
    synchronized RealControlPlane alive() {
        if (plane != null) {
            try {
                plane.mustBeAlive();
            } catch (IllegalStateException dead) {
                say.accept("The control plane has died and is started again: " + dead.getMessage());
                close();
            }
        }
        if (plane == null) {
            plane = RealControlPlane.start(assets);
        }
        return plane;
    }

    @Override
    public synchronized void close() {
        if (plane != null) {
            plane.close();
            plane = null;
        }
    }
}
