package com.dotscience.deployer;

import com.dotscience.deployer.apply.DryRunWrites;
import com.dotscience.deployer.dryrun.DryRuns;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;

/** What would be done if something else were wanted, for those who ask, and the threads on which it is found out. */
final class DryRunsWiring {

    /** Few at a time, so that the API server has room for what is really done. */
    private static final int THREADS = 2;

    private static final int WAITING = 50;

    DryRunsWiring(ClusterWiring cluster, ReconcileWiring reconcile, CamelWiring camel) {
        Main main = camel.main();
        main.bind("dryRuns", new DryRuns(reconcile.reconciler().foretelling(), new DryRunWrites(cluster.client())));
        main.bind("dryRunThreads", threads());
    }

    /** There are no threads while nobody asks; who asks while all places are taken is refused. */
    private static ExecutorService threads() {
        var threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "dry-runs");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
