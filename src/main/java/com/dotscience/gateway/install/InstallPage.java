package com.dotscience.gateway.install;

import com.dotscience.gateway.http.HttpPort;
import com.dotscience.gateway.http.HttpResponse;
import com.dotscience.gateway.store.DatabaseUnavailable;
import com.dotscience.gateway.store.RegisteredDeployer;
import com.dotscience.gateway.store.Token;
import com.dotscience.validation.Syntax;
import io.grpc.StatusRuntimeException;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page from which {@code kubectl apply -f} installs a deployer. It repeats the parameters of the request and reveals no secret. It
 * adds the identity of the deployer, which after a rotation is no longer that of the token.
 */
public final class InstallPage implements HttpPort.Page {
    public static final List<String> PARAMETERS = List.of("token", "gateway", "namespace", "tag", "notls");

    private final InstallManifest manifest;
    private final Function<Token, Optional<RegisteredDeployer>> deployers;
    private final AdvertisedAddresses advertised;

    /** @param deployers finds the deployer that has a token; may block */
    public InstallPage(
            InstallManifest manifest,
            Function<Token, Optional<RegisteredDeployer>> deployers,
            AdvertisedAddresses advertised) {
        this.manifest = manifest;
        this.deployers = deployers;
        this.advertised = advertised;
    }

    @Override
    public HttpResponse handle(HttpPort.PageRequest request) {
        try {
            InstallParameters parameters = parameters(request.parameters());
            advertised.check(parameters.gateway(), request.host());
            return new HttpResponse(200, "application/yaml", manifest.yaml(parameters));
        } catch (StatusRuntimeException e) {
            return HttpResponse.line(400, e.getStatus().getDescription());
        } catch (DatabaseUnavailable e) {
            return HttpResponse.line(503, "The Gateway's database is away: ask again in a moment.");
        }
    }

    private String identity(String secret) {
        Token token = new Token(secret);
        return deployers.apply(token).map(RegisteredDeployer::identity).orElseGet(token::identity);
    }

    private InstallParameters parameters(MultiMap query) {
        for (String name : query.names()) {
            if (!PARAMETERS.contains(name)) {
                throw Syntax.invalid(
                        "there is no parameter " + Syntax.quoted(name) + ", only " + String.join(", ", PARAMETERS));
            }
            if (query.getAll(name).size() > 1) {
                throw Syntax.invalid(
                        name + " must be given once, not " + query.getAll(name).size() + " times");
            }
        }
        String token = query.contains("token") ? query.get("token") : "";
        InstallParameters given = new InstallParameters(
                        token,
                        "",
                        query.contains("gateway") ? query.get("gateway") : "",
                        query.contains("namespace") ? query.get("namespace") : "",
                        query.contains("tag") ? query.get("tag") : "",
                        !withoutTls(query.get("notls")))
                .checked();
        return given.withIdentity(identity(token));
    }

    /** A parameter without a value counts as true. */
    private static boolean withoutTls(String value) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.isEmpty() || value.equals("true")) {
            return true;
        }
        throw Syntax.invalid("notls must be true, false or without a value, not " + Syntax.quoted(value));
    }
}
