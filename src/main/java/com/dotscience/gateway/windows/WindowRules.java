package com.dotscience.gateway.windows;

import com.dotscience.api.MaintenanceWindow;
import com.dotscience.validation.Syntax;
import java.util.List;

/** What may be asked for of maintenance windows. */
public final class WindowRules {

    private static final int MOST = 20;

    private WindowRules() {}

    /**
     * Checks the windows of a model deployment or of a deployer.
     *
     * @param before those until now, which are not checked again
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed
     */
    public static void check(List<MaintenanceWindow> asked, List<MaintenanceWindow> before) {
        if (asked.size() > MOST) {
            throw Syntax.invalid("maintenance windows must be at most " + MOST + ", not " + asked.size());
        }
        asked.stream().filter(window -> !before.contains(window)).forEach(WindowRules::check);
    }

    private static void check(MaintenanceWindow window) {
        try {
            Window.of(window);
        } catch (IllegalArgumentException e) {
            throw Syntax.invalid("maintenance window "
                    + Syntax.quoted(window.getCron() + " " + window.getTimeZone() + " " + window.getLength()) + ": "
                    + e.getMessage());
        }
    }
}
