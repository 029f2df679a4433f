package com.dotscience.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.dotscience.gateway.http.GatewayHealth;
import com.dotscience.gateway.http.HttpPort;
import com.dotscience.gateway.http.HttpResponse;
import com.dotscience.gateway.install.AdvertisedAddresses;
import com.dotscience.gateway.install.InstallManifest;
import com.dotscience.gateway.install.InstallPage;
import com.dotscience.gateway.metrics.Metrics;
import com.dotscience.gateway.store.AcceptedTokens;
import com.dotscience.gateway.store.Database;
import com.dotscience.gateway.stream.Streams;
import com.google.common.base.Suppliers;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The pages that the Gateway serves over HTTP, by path. */
final class HttpPages {

    private HttpPages() {}

    /** @param advertised further names by which clusters reach this Gateway */
    static Map<String, HttpPort.Page> of(
            Database database,
            Streams streams,
            Metrics metrics,
            InstallManifest manifest,
            AcceptedTokens tokens,
            List<String> advertised) {
        // The result is kept for a second, so that frequent probes cost no more than one write a second.
        Supplier<Boolean> writable = Suppliers.memoizeWithExpiration(database::isWritable, 1, SECONDS);
        return Map.of(
                "/health",
                request ->
                        new GatewayHealth(writable.get(), streams.deployments().size()).response(),
                "/health/live",
                request -> GatewayHealth.live(),
                "/metrics",
                request -> new HttpResponse(200, Metrics.TEXT_FORMAT, metrics.text()),
                "/dotscience",
                new InstallPage(manifest, tokens::holder, new AdvertisedAddresses(advertised)));
    }
}
