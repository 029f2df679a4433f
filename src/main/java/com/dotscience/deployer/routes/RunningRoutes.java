package com.dotscience.deployer.routes;

import com.dotscience.deployer.work.Worker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The files whose routes run in a Camel context. A file can replace another without losing a message: a route finishes
 * the message that it works on, and messages that arrive meanwhile wait for its successor, at a {@code direct:}
 * endpoint or in a queue.
 */
final class RunningRoutes {

    /**
     * The time in seconds that a route has to finish its messages. It is longer than any request to the API server
     * lasts.
     */
    private static final int PATIENCE = 30;

    private final CamelContext context;
    private final Map<String, ParsedFile> running = new LinkedHashMap<>();

    RunningRoutes(CamelContext context) {
        this.context = context;
    }

    /** Returns the file of this name whose routes run; empty if there is none. */
    Optional<RouteFile> file(String name) {
        return Optional.ofNullable(running.get(name)).map(ParsedFile::file);
    }

    List<String> names() {
        return List.copyOf(running.keySet());
    }

    /** Returns how many routes run. */
    int size() {
        return running.values().stream().mapToInt(file -> file.ids().size()).sum();
    }

    /**
     * Runs a file in place of the one with the same name.
     *
     * @throws BrokenRouteFileException if the file cannot be used; the routes that ran before then go on
     */
    void run(RouteFile file) throws BrokenRouteFileException {
        ParsedFile next = ParsedFile.of(file, context);
        mustHaveItsOwnIds(next);
        String name = file.name();
        ParsedFile before = running.remove(name);
        boolean forAll = next.configuresOthers() || before != null && before.configuresOthers();
        List<Runnable> handsOver = before == null ? List.of() : stop(before);
        ParsedFile added = forAll ? next.reread() : next;
        try {
            added.add();
            running.put(name, added);
        } catch (BrokenRouteFileException e) {
            stop(added);
            restore(before);
            throw e;
        } finally {
            handsOver.forEach(Runnable::run);
        }
        if (forAll) {
            runAllAnewBut(name);
        }
    }

    /** Stops and removes the routes of a file. */
    void remove(String name) throws BrokenRouteFileException {
        ParsedFile gone = running.remove(name);
        stop(gone).forEach(Runnable::run);
        if (gone.configuresOthers()) {
            runAllAnewBut(name);
        }
    }

    private void mustHaveItsOwnIds(ParsedFile file) throws BrokenRouteFileException {
        for (ParsedFile other : running.values()) {
            for (String id : other.ids()) {
                if (!other.file().name().equals(file.file().name())
                        && file.ids().contains(id)) {
                    throw file.doubled(id, other.file());
                }
            }
        }
    }

    /** Restarts the routes of all other files, because a route takes on the route configurations that exist when it is added. */
    private void runAllAnewBut(String name) throws BrokenRouteFileException {
        for (ParsedFile file : List.copyOf(running.values())) {
            if (!file.file().name().equals(name)) {
                List<Runnable> handsOver = stop(file);
                try {
                    restore(file);
                } finally {
                    handsOver.forEach(Runnable::run);
                }
            }
        }
    }

    private void restore(ParsedFile before) throws BrokenRouteFileException {
        if (before != null) {
            ParsedFile restored = before.reread();
            restored.add();
            running.put(restored.file().name(), restored);
        }
    }

    /** @return actions that pass the waiting messages to the routes that run by then */
    private List<Runnable> stop(ParsedFile file) {
        List<Runnable> handsOver = new ArrayList<>();
        try {
            // Routes to which others of the file send are stopped last, so that they still receive those messages.
            for (Route route : file.ids().stream()
                    .map(context::getRoute)
                    .filter(route -> route != null)
                    .sorted(Comparator.comparing(route -> route.getConsumer() instanceof DirectConsumer))
                    .toList()) {
                ServiceHelper.suspendService(route.getConsumer());
                if (route.getConsumer() instanceof SedaConsumer seda) {
                    WaitingMessages waiting = WaitingMessages.of(seda);
                    handsOver.add(() -> waiting.putBack(context));
                } else if (route.getConsumer() instanceof Worker worker) {
                    handsOver.add(worker::dropUnlessTaken);
                }
                context.getRouteController().stopRoute(route.getId(), PATIENCE, TimeUnit.SECONDS);
                context.removeRoute(route.getId());
            }
            file.remove();
            return handsOver;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Cannot stop the routes of " + file.file().place(), e);
        }
    }
}
