package com.dotscience.system.soak;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a deployer may say while something goes wrong, and nothing else.
 *
 * @param logger who may say it
 * @param message all of it; a group {@code object} is the object that it is about, which must be one that the fault hit
 */
record Excuse(String logger, Pattern message) {

    private static final String OBJECT = "(?<object>";

    private static final Map<String, String> RESOURCES =
            Map.of("Deployment", "deployments", "Service", "services", "Ingress", "ingresses");

    static Excuse of(String logger, String message) {
        return new Excuse(logger, Pattern.compile(message, Pattern.DOTALL));
    }

    /** For the first failure of a write. */
    static Excuse ofWrite(String why) {
        return of(
                "Outcomes",
                "[A-Z_]+ (?<object>\\w+ \\S+) failed: " + why
                        + " \\(the deployer tries again until the API server takes changes\\)");
    }

    /** The same of a write that the fault may not have seen. */
    static Excuse ofAnyWrite(String why) {
        return of(
                "Outcomes",
                "[A-Z_]+ \\w+ \\S+ failed: " + why
                        + " \\(the deployer tries again until the API server takes changes\\)");
    }

    /** @param hit the objects that the fault hit, such as {@code deployments default/ds-roadsigns1-0ddb4984} */
    boolean excuses(LogLine line, Set<String> hit) {
        Matcher said = message.matcher(line.message());
        return line.logger().equals(logger)
                && said.matches()
                && (!message.pattern().contains(OBJECT) || hit.contains(inPlural(said.group("object"))));
    }

    private static String inPlural(String object) {
        String[] words = object.split(" ");
        return RESOURCES.getOrDefault(words[0], words[0]) + " " + words[1];
    }
}
