package com.dotscience.testing.demo;

import java.nio.file.Path;

/** What the demo says when all is running, in lines that fit on a terminal. */
final class Welcome {

    private Welcome() {}

    static String text(String gateway, Place place, Path folder) {
        return """

                Running on this machine, and only for it:

                  Gateway      %-25s its database: %s
                  Kubernetes   %s
                %s  deployer     %-25s its log: %s

                Next, in a second terminal:

                %s
                Ctrl-C ends it all.
                """.formatted(
                gateway,
                fromHere(folder.resolve("gateway")),
                place.description(),
                place.ingressUrl()
                        .map(url -> "  ingress      %-25s routes each host to its ready pods%n"
                                .formatted(url.replace("*", "127.0.0.1")))
                        .orElse(""),
                Product.DEPLOYER + ", connected to both",
                fromHere(folder.resolve("ds-deployer.log")),
                place.ingressUrl().map(url -> served(url)).orElseGet(() -> elsewhere(fromHere(place.kubeconfig()))));
    }

    /** The line that makes a model deployment is broken as a shell takes it. */
    private static String served(String url) {
        return """
                  hack/ds deployment create --model-name roadsigns -d %s -i demo/roadsigns:1 -r 2 \\
                      --host roadsigns.localhost --classes @hack/roadsigns-classes.json --wait
                  curl -d @hack/test_payload.json \\
                      %s/v1/models/model:predict
                """.formatted(Product.DEPLOYER, url.replace("*", "roadsigns.localhost"));
    }

    private static String elsewhere(Path kubeconfig) {
        return """
                  hack/ds deployment create --model-name roadsigns -d %s -i IMAGE --host HOST --wait
                  kubectl --kubeconfig %s get deploy,svc,ingress -A
                """.formatted(Product.DEPLOYER, kubeconfig);
    }

    private static Path fromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
