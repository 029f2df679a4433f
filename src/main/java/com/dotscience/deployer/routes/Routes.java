package com.dotscience.deployer.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the running routes as the files describe them, so that an operator changes routes without a restart: an
 * operator's file replaces the bundled one of its name, a file of a new name is added, and the bundled one returns when
 * the operator's is removed. It compares the contents of the files once a second.
 *
 * <p>A file that cannot be used changes nothing that runs. At the start nothing runs yet, and the bundled file may do
 * what the operator's file should prevent, so all writes stop until the file is corrected or removed.
 */
public final class Routes extends LifecycleStrategySupport implements StartupListener {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private static final long LOOK_AGAIN_SECONDS = 1;

    /**
     * The file that plans changes. It starts last, so that nothing is written before all other files have been read.
     */
    private static final String PLANS = "reconcile.yaml";

    /**
     * The bundled files that run even while all writes are stopped, because they only show, receive or report
     * something.
     */
    private static final Set<String> NOT_STOPPED_WITH_WRITES =
            Set.of("cache.yaml", "dry-runs.yaml", "events.yaml", "grpc-push.yaml", "logs.yaml", "resources.yaml");

    /**
     * The files in use, which health checks and metrics show.
     *
     * @param operators the operator's files whose routes run, by name
     * @param refused a sentence for each file that cannot be used, which names the file, the line and the reason
     */
    public record State(List<String> operators, List<String> refused) {}

    private final BundledRoutes bundledRoutes;
    private final RouteFolder folder;
    private final Runnable changed;
    private final RefusedFiles refusals = new RefusedFiles();
    private volatile State state = new State(List.of(), List.of());
    private RunningRoutes running;
    private Map<String, RouteFile> bundled = Map.of();
    private ScheduledExecutorService looks;

    /** Whether all the operator's files have been read since the start. */
    private boolean known;

    /**
     * @param pattern the place of the bundled files, such as {@code classpath:routes/deployer/*.yaml}
     * @param folder the folder of the operator's files, which need not exist
     * @param changed is called when the running routes have changed
     */
    public Routes(String pattern, Path folder, Runnable changed) {
        this.bundledRoutes = new BundledRoutes(pattern);
        this.folder = new RouteFolder(folder);
        this.changed = changed;
    }

    /** Returns the state after the last reading, so that the caller does not wait while routes are being replaced. */
    public State state() {
        return state;
    }

    /** Returns a sentence that says why no object of a model deployment may be written; empty while writes go on. */
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
        // Nothing happens here, because routes can be added one by one only after all of Camel has started.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        running = new RunningRoutes(context);
        bundled = bundledRoutes.read(context);
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

    /** @return whether the running routes have changed */
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

    /** @param ours the names of the bundled files that run unless an operator's file replaces them */
    private boolean runWhatIsNew(Map<String, RouteFile> operators, Set<String> ours) throws BrokenRouteFileException {
        // The bundled files come first, so that their consumers create the queues with the right options.
        Set<String> names = new LinkedHashSet<>(ours);
        names.addAll(operators.keySet());
        List<RouteFile> next = new ArrayList<>();
        for (String name : names) {
            RouteFile wanted = operators.getOrDefault(name, bundled.get(name));
            if (!refusals.contains(wanted) && !running.file(name).equals(Optional.of(wanted))) {
                next.add(wanted);
            }
        }
        // Files that configure the routes of all files come first, because routes that run already would have to be
        // restarted.
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

    /** @return the file to run instead, if no file of that name runs yet */
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
}
