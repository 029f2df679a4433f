package com.dotscience.deployer.routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.fuzz.Outcome;
import com.dotscience.fuzz.Target;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A file of routes that an operator wrote, as far as it is read: nothing of it runs. What is refused is said with the file's place. */
public final class RouteFileTarget implements Target {

    private static final String PLACE = "/etc/routes/mine.yaml";

    private final CamelContext context = new DefaultCamelContext();

    public RouteFileTarget() {
        context.start();
    }

    @Override
    public Outcome take(byte[] input) {
        try {
            List<String> ids = ParsedFile.of(
                            new RouteFile("mine.yaml", PLACE, new String(input, UTF_8), false), context)
                    .ids();
            return Outcome.taken(ids.stream().mapToInt(String::length).sum());
        } catch (BrokenRouteFileException e) {
            String why = e.getMessage();
            if (!why.matches("(?s)" + PLACE + "(, line [1-9][0-9]*)?: .*\\S.*")) {
                throw new AssertionError("neither place nor reason is said: " + why);
            }
            return Outcome.refused(why);
        }
    }
}
