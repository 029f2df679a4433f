package com.dotscience.deployer.routes;

import com.dotscience.text.Causes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * The routes and route configurations that a file describes. They are read before they are added to a Camel context, so
 * that a file with an error changes nothing that runs.
 */
final class ParsedFile {

    /** Finds the part of a route to which an error message of Camel refers. */
    private static final Pattern PART = Pattern.compile("at: >>> (.*) <<< in route: ", Pattern.DOTALL);

    private static final String TRIAL = "configuration-trial";

    private final RouteFile file;
    private final CamelContext context;
    private final RouteConfigurationBuilder builder;

    private ParsedFile(RouteFile file, CamelContext context, RouteConfigurationBuilder builder) {
        this.file = file;
        this.context = context;
        this.builder = builder;
    }

    /** Reads a file, and changes nothing that runs. */
    static ParsedFile of(RouteFile file, CamelContext context) throws BrokenRouteFileException {
        ParsedFile parsed = new ParsedFile(file, context, builder(file, context));
        try {
            parsed.builder.configuration();
            parsed.builder.configureRoutes(context);
        } catch (Exception e) {
            throw unreadable(file, e);
        } catch (StackOverflowError e) {
            throw tooDeep(file, e);
        }
        if (parsed.definitions().isEmpty() && parsed.configurations().isEmpty()) {
            throw new BrokenRouteFileException(file, 0, "it describes no route", null);
        }
        for (RouteDefinition route : parsed.definitions()) {
            if (!route.hasCustomIdAssigned()) {
                throw new BrokenRouteFileException(
                        file, line(route), "the route has no id: give it one, by which it is known and replaced", null);
            }
        }
        return parsed;
    }

    /**
     * Reads the file again, because a route adopts the route configurations that exist when it is read, and others
     * exist now.
     */
    ParsedFile reread() throws BrokenRouteFileException {
        return new ParsedFile(file, context, builder(file, context));
    }

    private static RouteConfigurationBuilder builder(RouteFile file, CamelContext context)
            throws BrokenRouteFileException {
        try {
            var builders = PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(ResourceHelper.fromString("mem:" + file.name(), file.text()));
            return (RouteConfigurationBuilder) builders.iterator().next();
        } catch (Exception e) {
            throw unreadable(file, e);
        } catch (StackOverflowError e) {
            throw tooDeep(file, e);
        }
    }

    /** The reader of YAML descends into what is nested without a bound. An error would end the look for files that changed. */
    private static BrokenRouteFileException tooDeep(RouteFile file, StackOverflowError e) {
        return new BrokenRouteFileException(file, 0, "it is nested too deeply", e);
    }

    RouteFile file() {
        return file;
    }

    List<String> ids() {
        return definitions().stream().map(RouteDefinition::getId).toList();
    }

    /** Returns whether the file configures the routes of all files. */
    boolean configuresOthers() {
        return !configurations().isEmpty();
    }

    /** Adds the routes and configurations, and starts them. If that fails, some of them may have been added. */
    void add() throws BrokenRouteFileException {
        try {
            builder.addRouteConfigurationsToCamelContext(context);
            if (!file.bundled()) {
                for (RouteConfigurationDefinition configuration : configurations()) {
                    tryOut(configuration);
                }
            }
            builder.addRoutesToCamelContext(context);
        } catch (FailedToCreateRouteException e) {
            throw new BrokenRouteFileException(file, line(e), rootCause(e), e);
        } catch (Exception e) {
            throw new BrokenRouteFileException(file, 0, rootCause(e), e);
        }
    }

    /**
     * Tries a configuration out on a route made for that, because an error in a configuration shows only at a route
     * that adopts it. So it shows before other routes adopt it.
     */
    private void tryOut(RouteConfigurationDefinition configuration) throws Exception {
        RouteBuilder trial = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + TRIAL)
                        .routeId(TRIAL)
                        .routeConfigurationId(configuration.getId())
                        .autoStartup(false)
                        .stop();
            }
        };
        try {
            context.addRoutes(trial);
        } finally {
            context.removeRoute(TRIAL);
            context.getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .removeRouteDefinitions(trial.getRouteCollection().getRoutes());
        }
    }

    /** Removes the routes and configurations that were added. Its routes must have been stopped. */
    void remove() throws Exception {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        model.getRouteConfigurationDefinitions().removeAll(configurations());
        model.removeRouteDefinitions(definitions().stream()
                .filter(route -> model.getRouteDefinition(route.getId()) != null)
                .toList());
    }

    /** Returns the exception for a route id that another file uses as well. */
    BrokenRouteFileException doubled(String id, RouteFile other) {
        return new BrokenRouteFileException(
                file,
                lineOf(id),
                "the route id '" + id + "' is taken by " + other.place() + ": choose another, or name the file "
                        + other.name() + " to replace that one",
                null);
    }

    private static BrokenRouteFileException unreadable(RouteFile file, Exception failure) {
        return Causes.first(MarkedYamlEngineException.class, failure)
                .map(yaml -> {
                    int line = yaml.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
                    return new BrokenRouteFileException(file, line, yaml.getProblem(), failure);
                })
                .orElseGet(() -> new BrokenRouteFileException(file, 0, rootCause(failure), failure));
    }

    private int lineOf(String id) {
        return definitions().stream()
                .filter(route -> route.getId().equals(id))
                .mapToInt(ParsedFile::line)
                .findFirst()
                .orElse(0);
    }

    private List<RouteDefinition> definitions() {
        return builder.getRouteCollection().getRoutes();
    }

    private List<RouteConfigurationDefinition> configurations() {
        return builder.getRouteConfigurationCollection().getRouteConfigurations();
    }

    private int line(FailedToCreateRouteException failure) {
        Matcher part = PART.matcher(String.valueOf(failure.getMessage()));
        String wrong = part.find() ? part.group(1) : "";
        Optional<RouteDefinition> route = definitions().stream()
                .filter(each -> each.getId().equals(failure.getRouteId()))
                .findFirst();
        return route.map(Stream::<ProcessorDefinition<?>>of)
                .orElseGet(() -> configurations().stream().flatMap(ParsedFile::parts))
                .flatMap(ParsedFile::steps)
                .filter(step -> step.toString().equals(wrong) || step.getLabel().equals(wrong))
                .mapToInt(ProcessorDefinition::getLineNumber)
                .findFirst()
                .orElse(route.map(ParsedFile::line).orElse(0));
    }

    private static Stream<ProcessorDefinition<?>> parts(RouteConfigurationDefinition configuration) {
        return Stream.of(
                        configuration.getOnExceptions(),
                        configuration.getOnCompletions(),
                        configuration.getIntercepts(),
                        configuration.getInterceptFroms(),
                        configuration.getInterceptSendTos())
                .flatMap(List::stream);
    }

    private static Stream<ProcessorDefinition<?>> steps(ProcessorDefinition<?> step) {
        return Stream.concat(Stream.of(step), step.getOutputs().stream().flatMap(ParsedFile::steps));
    }

    private static int line(RouteDefinition route) {
        return Math.max(
                0,
                route.getInput() == null
                        ? route.getLineNumber()
                        : route.getInput().getLineNumber());
    }

    private static String rootCause(Throwable failure) {
        return Causes.root(failure).lines().findFirst().orElse("");
    }
}
