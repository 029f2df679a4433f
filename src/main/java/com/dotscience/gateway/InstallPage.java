package com.dotscience.gateway;

import io.grpc.StatusRuntimeException;
import io.vertx.core.MultiMap;
import java.util.List;

/** The page from which {@code kubectl apply -f} installs a deployer. It repeats what it is asked, and knows no secret. */
final class InstallPage implements HttpPort.Page {
    static final List<String> PARAMETERS = List.of("token", "gateway", "namespace", "tag", "notls");

    private final InstallManifest manifest;

    InstallPage(InstallManifest manifest) {
        this.manifest = manifest;
    }

    @Override
    public HttpAnswer answer(MultiMap query) {
        try {
            return new HttpAnswer(200, "application/yaml", manifest.yaml(parameters(query)));
        } catch (StatusRuntimeException e) {
            return HttpAnswer.line(400, e.getStatus().getDescription());
        }
    }

    private static InstallParameters parameters(MultiMap query) {
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
        return new InstallParameters(
                        query.contains("token") ? query.get("token") : "",
                        query.contains("gateway") ? query.get("gateway") : "",
                        query.contains("namespace") ? query.get("namespace") : "",
                        query.contains("tag") ? query.get("tag") : "",
                        !withoutTls(query.get("notls")))
                .checked();
    }

    /** A parameter without a value is set. */
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
