package com.dotscience.logging;

import java.util.Map;
import java.util.Set;
import org.slf4j.MDC;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The log of a program, on standard output. */
public final class Logging {

    /** The environment variable for the form of the log. */
    static final String VARIABLE = "LOG_FORMAT";

    /** The system property by which {@link LogbackConfiguration} knows the form. */
    static final String PROPERTY = "log.format";

    static final String JSON = "json";
    private static final String TEXT = "text";
    private static final Set<String> FORMS = Set.of(TEXT, JSON);

    /** The key of the mapped diagnostic context that names the model deployment of a line; in JSON it is {@code mdc.deployment}. */
    private static final String DEPLOYMENT = "deployment";

    private Logging() {}

    /**
     * Configures the log. It must be called before anything is logged.
     *
     * @return false if the form is unknown, after a line on standard error that names the remedy
     */
    public static boolean start(String program, Map<String, String> environment) {
        String form = environment.getOrDefault(VARIABLE, "");
        if (!form.isEmpty() && !FORMS.contains(form)) {
            System.err.println(program + ": " + VARIABLE + " must be text or json, but is '" + form + "'");
            return false;
        }
        System.setProperty(PROPERTY, form.isEmpty() ? TEXT : form);
        // gRPC logs through java.util.logging, which would write each lost connection to standard error with a stack
        // trace.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return true;
    }

    /**
     * Runs a task whose log lines are about one model deployment.
     *
     * @param id of the model deployment; null if it is not known
     */
    public static void about(String id, Runnable task) {
        String before = MDC.get(DEPLOYMENT);
        set(id);
        try {
            task.run();
        } finally {
            set(before);
        }
    }

    private static void set(String id) {
        if (id == null) {
            MDC.remove(DEPLOYMENT);
        } else {
            MDC.put(DEPLOYMENT, id);
        }
    }
}
