package com.dotscience.deployer;

import com.dotscience.deployer.deprecated.FormerDirect;
import com.dotscience.deployer.deprecated.FormerUpdateBatch;
import com.dotscience.deployer.reconcile.Errors;
import com.dotscience.deployer.routes.Routes;
import com.dotscience.deployer.work.FormerOneAtATime;
import com.dotscience.deployer.work.FormerQueues;
import com.dotscience.deployer.work.WorkComponent;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/** Which route files run, the queues of work that they take from, and the names that operators' older files still use. */
final class RoutesWiring {

    private final WorkComponent work = new WorkComponent(System::nanoTime);
    private final Routes routes;

    RoutesWiring(Settings settings, CamelWiring camel) {
        this.routes = new Routes(
                settings.text("deployer.routes"),
                Path.of(settings.text("deployer.routes.folder")),
                () -> planAgain(camel));
        Main main = camel.main();
        main.bind("routes", routes);
        main.bind("work", work);
        main.bind("errors", new Errors());
        FormerQueues former = new FormerQueues();
        main.bind("ids", former.ids());
        main.bind("seda", former.seda());
        main.bind("direct", new FormerDirect());
        main.bind("oneAtATime", new FormerOneAtATime(camel.sendTo(ReconcileWiring.QUEUE)));
        main.bind("updateBatch", new FormerUpdateBatch());
        main.bind("sameThread", new SynchronousExecutorService());
    }

    Routes routes() {
        return routes;
    }

    WorkComponent work() {
        return work;
    }

    /** @throws ConfigurationException if a value is wrong that only the bundled routes read */
    static void check(Settings settings) {
        Stream.of(
                        "deployer.poll.interval",
                        "deployer.resync.interval",
                        "deployer.status.interval",
                        "deployer.canary.interval")
                .forEach(settings::duration);
        Stream.of("deployer.updates.queue", "deployer.batch.size", "deployer.concurrency")
                .forEach(name -> settings.number(name, 1, Integer.MAX_VALUE));
    }

    /** After routes were exchanged, what they do with what is wanted may be something else. */
    private static void planAgain(CamelWiring camel) {
        Stream.of("direct:plan-all", "direct:gateway-poll")
                .forEach(route -> camel.sendTo(route).accept(null));
    }
}
