package com.dotscience.deployer.routes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StartupListener;
import org.apache.camel.main.DefaultRoutesCollector;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes that run as the files say: an operator's file replaces the bundled one of its name, one of a new name is
 * added, and one that is removed brings back the bundled one. Files are compared by what is in them, once a second.
 *
 * <p>A file that cannot be used changes nothing that runs. At the start nothing runs yet, and the bundled one may do just what the
 * operator's was to prevent: then all writes stop until the file is corrected or removed.
 */
public final class Routes extends LifecycleStrategySupport implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private static final long LOOK_AGAIN_SECONDS = 1;

    /** Without this one nothing is planned, so nothing is written before all other files were looked at. */
    private static final String PLANS = "reconcile.yaml";

    /** The bundled files that show, take or say something although all writes are stopped. */
    private static final Set<String> NOT_STOPPED_WITH_WRITES =
            Set.of("cache.yaml", "events.yaml", "grpc-push.yaml", "logs.yaml");

    /**
     * How far the files are followed.
     *
     * @param operators the operator's files whose routes run, by name
     * @param refused what cannot be used, each a sentence that names file, line and reason
     */
    public record State(List<String> operators, List<String> refused) {}

    private final String pattern;
    private final RouteFolder folder;
    private final Runnable changed;
    private final Map<String, RouteFile> bundled = new LinkedHashMap<>();
    private final RefusedFiles refusals = new RefusedFiles();
    private volatile State state = new State(List.of(), List.of());
    private RunningRoutes running;
    private ScheduledExecutorService looks;

    /** Whether the operator's files were all looked at since the start. */
    private boolean known;

    /**
     * @param pattern where the bundled files are, such as {@code classpath:routes/deployer/*.yaml}
     * @param folder where an operator's files are; there need not be such a folder
     * @param changed is called when other routes run than before
     */
    public Routes(String pattern, Path folder, Runnable changed) {
        this.pattern = pattern;
        this.folder = new RouteFolder(folder);
        this.changed = changed;
    }

    /** As of the last look: whoever asks does not wait for one that exchanges routes. */
    public State state() {
        return state;
    }

    /** Why no object of a model deployment may be written, a sentence for people; empty if it may. */
    public Optional<String> hold() {
        return refusals.hold();
    }

    @Override
    public void onContextInitialized(CamelContext context) {
        try {
            context.addStartupListener(this);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Not yet: routes can be added one by one only when all of Camel has started.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        running = new RunningRoutes(context);
        findBundled(context);
        look();
        LOG.info(
                "{} routes run from {} files{}",
                running.size(),
                running.names().size(),
                state.operators.isEmpty()
                        ? ""
                        : ", the operator's " + String.join(", ", state.operators) + " among them");
        looks = context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "routes");
        looks.scheduleWithFixedDelay(this::lookAgain, LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onContextStopping(CamelContext context) {
        if (looks != null) {
            context.getExecutorServiceManager().shutdownGraceful(looks);
        }
    }

    private void lookAgain() {
        try {
            if (look()) {
                changed.run();
            }
        } catch (Exception e) {
            LOG.error("Cannot go on with the routes as their files say", e);
        }
    }

    /** @return whether other routes run than before */
    private boolean look() throws BrokenRouteFileException {
        boolean other = false;
        try {
            Map<String, RouteFile> files = folder.read();
            refusals.retain(files.keySet());
            other = removeWhatIsGone(files.keySet()) | runWhatIsNew(files, bundled.keySet());
            known = true;
            refusals.readable();
        } catch (IOException e) {
            refusals.unreadable("The routes in " + folder.path() + " cannot be read: " + e, !known);
            if (!known) {
                Set<String> stopped = new LinkedHashSet<>(bundled.keySet());
                stopped.removeAll(NOT_STOPPED_WITH_WRITES);
                other = runWhatIsNew(Map.of(), stopped);
            }
        }
        state = new State(
                running.names().stream().filter(this::isOperators).sorted().toList(), refusals.sentences());
        return other;
    }

    private boolean removeWhatIsGone(Set<String> operators) throws BrokenRouteFileException {
        boolean other = false;
        for (String name : running.names()) {
            if (!operators.contains(name) && !bundled.containsKey(name)) {
                running.remove(name);
                LOG.info("The routes of {} run no longer", name);
                other = true;
            }
        }
        return other;
    }

    /** @param ours the names of the bundled files that are to run where no operator's is in their place */
    private boolean runWhatIsNew(Map<String, RouteFile> operators, Set<String> ours) throws BrokenRouteFileException {
        // The bundled ones come first: they find their queues as they are to be.
        Set<String> names = new LinkedHashSet<>(ours);
        names.addAll(operators.keySet());
        List<RouteFile> next = new ArrayList<>();
        for (String name : names) {
            RouteFile wanted = operators.getOrDefault(name, bundled.get(name));
            if (!refusals.contains(wanted) && !running.file(name).equals(Optional.of(wanted))) {
                next.add(wanted);
            }
        }
        // What holds for the routes of all files comes first: those that are there already would have to be run anew.
        next.sort(Comparator.comparing((RouteFile file) -> !file.mayConfigureOthers())
                .thenComparing(file -> file.name().equals(PLANS)));
        boolean other = false;
        for (RouteFile file : next) {
            other |= run(file);
        }
        return other;
    }

    private boolean run(RouteFile file) throws BrokenRouteFileException {
        boolean first = running.file(file.name()).isEmpty();
        try {
            running.run(file);
        } catch (BrokenRouteFileException e) {
            Optional<RouteFile> instead = refuse(file, e);
            return instead.isPresent() && run(instead.get());
        }
        if (!file.bundled()) {
            refusals.remove(file.name());
        }
        if (!first || !file.equals(bundled.get(file.name()))) {
            LOG.info("The routes of {} run now", file.place());
        }
        return true;
    }

    /** @return what is to run instead, if nothing of that name runs yet */
    private Optional<RouteFile> refuse(RouteFile file, BrokenRouteFileException why) throws BrokenRouteFileException {
        RouteFile ours = bundled.get(file.name());
        if (file.equals(ours)) {
            throw why;
        }
        boolean stops = refusals.add(file, why.getMessage(), ours != null && !known);
        LOG.warn("Refused {}. {}", why.getMessage(), consequence(ours, stops));
        return running.file(file.name()).isPresent() || NOT_STOPPED_WITH_WRITES.contains(file.name())
                ? Optional.empty()
                : Optional.ofNullable(ours);
    }

    private static String consequence(RouteFile ours, boolean stops) {
        if (stops) {
            return "No object is written until it is corrected or removed";
        }
        return ours == null
                ? "It adds nothing"
                : "What ran goes on; after a start no object is written until it is corrected or removed";
    }

    private boolean isOperators(String name) {
        return !running.file(name).equals(Optional.ofNullable(bundled.get(name)));
    }

    private void findBundled(CamelContext context) {
        // By name, whatever order the file system has: so a queue is made as its consumer wants it, whose file comes
        // before those that send there.
        List<Resource> resources =
                new ArrayList<>(new DefaultRoutesCollector().findRouteResourcesFromDirectory(context, null, pattern));
        resources.sort(Comparator.comparing(Resource::getLocation));
        for (Resource resource : resources) {
            String place = resource.getLocation();
            String name = place.substring(place.lastIndexOf('/') + 1);
            try (var text = resource.getInputStream()) {
                bundled.put(
                        name,
                        new RouteFile(name, place, new String(text.readAllBytes(), StandardCharsets.UTF_8), true));
            } catch (IOException e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }
}
