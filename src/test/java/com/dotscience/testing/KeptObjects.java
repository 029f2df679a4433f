package com.dotscience.testing;

import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The objects of an {@link EmbeddedCluster}. fabric8's dispatcher looks through all that it has for every request, so that each
 * resource of which a fleet has many has a dispatcher of its own. All others share one, since a definition of a custom resource
 * has to be where its objects are.
 */
final class KeptObjects {

    private static final List<String> OF_FLEETS = List.of("deployments", "services", "ingresses", "pods");

    private static final Pattern PATH =
            Pattern.compile("/apis?/(?:[^/]+/)?v\\w+/(?:namespaces/[^/]+/)?(" + String.join("|", OF_FLEETS) + ")\\b.*");

    private final Map<String, KubernetesMixedDispatcher> ofFleets;
    private final KubernetesMixedDispatcher others;

    /** @param expectations answers that come before those of the objects */
    KeptObjects(Map<ServerRequest, Queue<ServerResponse>> expectations) {
        ofFleets = OF_FLEETS.stream()
                .collect(Collectors.toMap(
                        resource -> resource, resource -> new KubernetesMixedDispatcher(expectations)));
        others = new KubernetesMixedDispatcher(expectations);
    }

    MockResponse dispatch(RecordedRequest request) {
        Matcher path = PATH.matcher(request.getPath());
        return (path.matches() ? ofFleets.get(path.group(1)) : others).dispatch(request);
    }
}
