package com.dotscience.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.gateway.http.Health;
import com.dotscience.gateway.http.HttpAnswer;
import com.dotscience.gateway.http.HttpPort;
import com.dotscience.gateway.install.Advertised;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.install.InstallPage;
import com.dotscience.gateway.metrics.Metrics;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.store.DeployerTokens;
import com.dotscience.gateway.stream.Streams;
import com.google.common.base.Suppliers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What the Gateway shows over HTTP, by path. */
final class HttpPages {

    private HttpPages() {}

    /** @param advertised the names by which clusters reach this Gateway */
    static Map<String, HttpPort.Page> of(
            Database database,
            Streams streams,
            Metrics metrics,
            InstallManifest manifest,
            DeployerTokens tokens,
            List<String> advertised) {
        // However often it is asked, one write a second.
        Supplier<Boolean> written = Suppliers.memoizeWithExpiration(database::writes, 1, SECONDS);
        return Map.of(
                "/health",
                asked -> new Health(written.get(), streams.deployments().size()).shown(),
                "/health/live",
                asked -> Health.live(),
                "/metrics",
                asked -> new HttpAnswer(200, Metrics.TEXT_FORMAT, metrics.text()),
                "/dotscience",
                new InstallPage(manifest, tokens::holder, new Advertised(advertised)));
    }
}
