package com.dotscience.gateway.windows;

import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.management.ModelDeployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When changes of one model deployment are handed out: in its own windows or, if it has none, in those of its deployer; and never while
 * one of both is paused.
 */
public final class Schedule {

    private final boolean paused;
    private final List<MaintenanceWindow> given;

    private Schedule(boolean paused, List<MaintenanceWindow> given) {
        this.paused = paused;
        this.given = given;
    }

    public static Schedule of(ModelDeployment model) {
        List<MaintenanceWindow> own = model.getDeployment().getMaintenanceWindowsList();
        return new Schedule(
                model.hasPaused() || model.hasDeployerPaused(), own.isEmpty() ? model.getDeployerWindowsList() : own);
    }

    /** Whether a change is handed out at this moment. */
    public boolean isOpen(Instant now) {
        return !paused && (given.isEmpty() || windows().anyMatch(window -> window.isOpen(now)));
    }

    /** Returns when the next window opens; empty if that is not known, because somebody has to resume it. */
    public Optional<Instant> opensAfter(Instant now) {
        return paused
                ? Optional.empty()
                : windows().flatMap(window -> window.opensAfter(now).stream()).min(Instant::compareTo);
    }

    /** A window that was taken when it was given, and that this version of Java cannot read any more, stays closed. */
    private Stream<Window> windows() {
        return given.stream().flatMap(window -> {
            try {
                return Stream.of(Window.of(window));
            } catch (IllegalArgumentException e) {
                return Stream.empty();
            }
        });
    }
}
