package com.dotscience.testing.demo;

import java.nio.file.Path;

/** What the demo says when all is running. */
final class Welcome {

    private Welcome() {}

    static String text(String gateway, Place place, Path folder, boolean embedded) {
        return """

                Running on this machine, and only for it:

                  Gateway      %s   (what it knows is in %s)
                  Kubernetes   %s%s
                  deployer     %s, connected to both   (its log: %s)

                Next, in a second terminal:

                  hack/ds deployer ls
                  hack/ds deployment create --model-name roadsigns1 -d %s -i quay.io/example/roadsigns:1 -r 2 \\
                      --host roadsigns.example.com
                  hack/ds deployment ls
                  kubectl --kubeconfig %s get deploy,svc,ingress -A

                Ctrl-C ends it all.
                """.formatted(
                        gateway,
                        folder.resolve("gateway"),
                        place.description(),
                        embedded ? "   (embedded: it keeps objects, and only says that it runs them)" : "",
                        Product.DEPLOYER,
                        folder.resolve("ds-deployer.log"),
                        Product.DEPLOYER,
                        place.kubeconfig());
    }
}
