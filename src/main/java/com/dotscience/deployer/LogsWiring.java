package com.dotscience.deployer;

import com.dotscience.deployer.logs.PodLogs;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;

/** What pods write, for those who ask for it, and the threads on which it is read. */
final class LogsWiring {

    LogsWiring(Settings settings, ClusterWiring cluster, ReconcileWiring reconcile, CamelWiring camel) {
        Main main = camel.main();
        main.bind("podLogs", new PodLogs(cluster.client(), reconcile.desired()::wanted));
        main.bind("logThreads", threads(settings.number("deployer.logs.streams", 1, Integer.MAX_VALUE)));
    }

    /** There are no threads while nobody reads; who asks while all of them are taken is refused. */
    private static ExecutorService threads(int most) {
        return new ThreadPoolExecutor(0, most, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "logs");
            thread.setDaemon(true);
            return thread;
        });
    }
}
