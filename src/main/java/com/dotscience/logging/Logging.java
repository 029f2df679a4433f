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

    /** What a line is about, for {@link LogbackConfiguration}, and in JSON {@code mdc.deployment}. */
    private static final String DEPLOYMENT = "deployment";

    private Logging() {}

    /**
     * Sets the log up. Call it before anything is logged.
     *
     * @return false if the form is unknown; then standard error says what to do
     */
    public static boolean start(String program, Map<String, String> environment) {
        String form = environment.getOrDefault(VARIABLE, "");
        if (!form.isEmpty() && !FORMS.contains(form)) {
            System.err.println(program + ": " + VARIABLE + " must be text or json, but is '" + form + "'");
            return false;
        }
        System.setProperty(PROPERTY, form.isEmpty() ? TEXT : form);
        // gRPC logs through java.util.logging: to standard error, with a stack trace for each lost connection.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return true;
    }

    /**
     * Says something about one model deployment.
     *
     * @param id its id; null if it is not known
     * @param says logs it
     */
    public static void about(String id, Runnable says) {
        String before = MDC.get(DEPLOYMENT);
        set(id);
        try {
            says.run();
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
