package com.dotscience.testing.bench.proxy;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One workload at so many connections. All processes are fresh, and are warmed before anything is measured; then, round by
 * round, each is driven in turn.
 *
 * @param nginxBuffer the size of its buffers, as nginx writes it; empty for its own default
 */
record Case(Workload workload, int connections, int rounds, int seconds, Optional<String> nginxBuffer) {

    private static final int WARMING_SECONDS = 3;

    /** @throws IllegalStateException if a request failed, or the model-proxy counted what was not sent */
    Figures measure(Path distribution, Path folder) {
        Wrk wrk = new Wrk(folder);
        try (Backend backend = Backend.answering(workload.answer());
                MemoryCgroup cgroup = MemoryCgroup.ofMebibytes(ModelProxy.LIMIT_MEBIBYTES);
                ModelProxy modelProxy = ModelProxy.start(distribution, folder, backend.port(), cgroup);
                Contestant nginx = Nginx.start(folder, backend.port(), nginxBuffer)) {
            Lane direct = new Lane(Contestant.noProxy(backend), wrk, workload, connections);
            Lane byNginx = new Lane(nginx, wrk, workload, connections);
            Lane byModelProxy = new Lane(modelProxy.contestant(), wrk, workload, connections);
            Count count = new Count(modelProxy, workload.answer(), connections);
            direct.warmUp(WARMING_SECONDS);
            byNginx.warmUp(WARMING_SECONDS);
            count.of(() -> byModelProxy.warmUp(WARMING_SECONDS));
            for (int round = 0; round < rounds; round++) {
                direct.run(seconds);
                byNginx.run(seconds);
                count.of(() -> byModelProxy.run(seconds));
            }
            return new Figures(
                    workload, connections, direct.runs(), byNginx.runs(), byModelProxy.runs(), count.notRead());
        }
    }
}
