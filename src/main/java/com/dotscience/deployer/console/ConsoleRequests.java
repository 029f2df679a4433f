package com.dotscience.deployer.console;

import org.jolokia.json.JSONObject;
import org.jolokia.server.core.http.HttpRequestHandler;
import org.jolokia.server.core.request.EmptyResponseException;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.api.JolokiaContext;

/** Answers Jolokia's requests, and refuses those that the console is not for, each alone, also in a call of several. */
final class ConsoleRequests extends HttpRequestHandler {

    private static final int FORBIDDEN = 403;

    private static final String REMOTE = "target";

    ConsoleRequests(JolokiaContext context) {
        super(context);
    }

    @Override
    protected JSONObject executeRequest(JolokiaRequest request) throws EmptyResponseException {
        if (!jolokiaCtx.isTypeAllowed(request.getType())) {
            return refused(
                    request,
                    "The console reads, lists and searches, and calls the deployer's own operations: no "
                            + request.getType().getName());
        }
        if (request.getOption(REMOTE) != null) {
            return refused(request, "The console is for this deployer only: it asks no other for you");
        }
        return super.executeRequest(request);
    }

    private JSONObject refused(JolokiaRequest request, String why) {
        return getErrorJSON(FORBIDDEN, new SecurityException(why), request);
    }
}
