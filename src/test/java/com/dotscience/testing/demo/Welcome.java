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
                  deployer     %-25s its log: %s

                Next, in a second terminal:

                  hack/ds deployer ls
                  hack/ds deployment create --model-name roadsigns1 -d %s \\
                      -i quay.io/example/roadsigns:1 -r 2 --host roadsigns.example.com
                  hack/ds deployment ls
                  kubectl --kubeconfig %s get deploy,svc,ingress -A

                Ctrl-C ends it all.
                """.formatted(
                        gateway,
                        fromHere(folder.resolve("gateway")),
                        place.description(),
                        Product.DEPLOYER + ", connected to both",
                        fromHere(folder.resolve("ds-deployer.log")),
                        Product.DEPLOYER,
                        fromHere(place.kubeconfig()));
    }

    private static Path fromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
