package com.dotscience.deployer.health;

import com.dotscience.api.VisibleJson;
import com.dotscience.deployer.console.Jolokia;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.HttpException;
import java.time.Duration;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.ManagementHttpServer;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationHandlerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel's management server; who may see what, and what it says of the deployer's health, are ours. */
final class ManagementServer extends ManagementHttpServer {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int UNAVAILABLE = 503;

    private final ObjectMapper json = new ObjectMapper();
    private final Access access;
    private final WrongPasswords wrong;
    private Jolokia console;

    ManagementServer(Access access, WrongPasswords wrong) {
        this.access = access;
        this.wrong = wrong;
        AuthenticationConfigEntry everything = new AuthenticationConfigEntry();
        everything.setPath("/*");
        everything.setAuthenticationProviderFactory(vertx -> null);
        everything.setAuthenticationHandlerFactory(new Guard());
        AuthenticationConfig guarded = getConfiguration().getAuthenticationConfig();
        guarded.getEntries().add(everything);
        guarded.setEnabled(true);
    }

    /** The port that it listens on, also where any free one was asked for. */
    int actualPort() {
        return getRouter().getServer().getServer().actualPort();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (actualPort() <= 0) {
            throw new PortTakenException(getPort());
        }
        serve("/health", DeployerHealth::overall);
        serve("/health/live", DeployerHealth::live);
        serve("/health/ready", DeployerHealth::ready);
        console = new Jolokia();
        console.serveOn(getRouter(), getRouter().vertx());
        LOG.info("Health, metrics and the console are on port {}", actualPort());
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (console != null) {
            console.close();
        }
    }

    private void serve(String path, Function<CamelContext, DeployerHealth> checks) {
        getRouter()
                .route(path)
                .blockingHandler(
                        request -> {
                            DeployerHealth health = checks.apply(getCamelContext());
                            request.response()
                                    .setStatusCode(health.up() ? 200 : UNAVAILABLE)
                                    .putHeader("Content-Type", "application/json")
                                    .end(json(health) + "\n");
                        },
                        false);
    }

    private String json(DeployerHealth health) {
        try {
            return VisibleJson.of(json.writerWithDefaultPrettyPrinter().writeValueAsString(health.fields()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stands before every other handler: it lets a request pass, or answers it with a refusal. */
    private final class Guard implements AuthenticationHandlerFactory {

        @Override
        public <T extends AuthenticationProvider> AuthenticationHandler createAuthenticationHandler(T none) {
            return this::guard;
        }

        private void guard(RoutingContext request) {
            if (!hasReadableQuery(request)) {
                refuse(request, 400, "What follows the '?' cannot be read: a '%' is to be followed by two digits.");
                return;
            }
            String caller = request.request().remoteAddress().hostAddress();
            String authorization = request.request().getHeader("Authorization");
            switch (access.of(
                    request.normalizedPath(), caller, request.request().authority(), authorization)) {
                case ALLOWED -> request.next();
                case UNKNOWN -> {
                    request.response().putHeader("WWW-Authenticate", "Basic realm=\"ds-deployer\"");
                    Duration pause = authorization == null ? Duration.ZERO : wrong.pause(caller);
                    Runnable refusal = () -> refuse(
                            request, 401, "The user and password are those of --metrics-user and --metrics-password.");
                    if (pause.isZero()) {
                        refusal.run();
                    } else {
                        request.vertx().setTimer(pause.toMillis(), over -> refusal.run());
                    }
                }
                case FORBIDDEN ->
                    refuse(
                            request,
                            403,
                            "Only this machine may see this, at localhost, 127.0.0.1 or [::1]: no password is set"
                                    + " (--metrics-user, --metrics-password).");
            }
        }

        /** A handler that reads a broken query fails, and the router then logs the whole request, secrets too. */
        private static boolean hasReadableQuery(RoutingContext request) {
            try {
                request.queryParams();
                return true;
            } catch (HttpException | IllegalArgumentException unreadable) {
                return false;
            }
        }

        private static void refuse(RoutingContext request, int status, String why) {
            if (request.response().closed()) {
                // The caller has gone while the answer was delayed.
                return;
            }
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "text/plain")
                    .end(why + "\n");
        }
    }
}
