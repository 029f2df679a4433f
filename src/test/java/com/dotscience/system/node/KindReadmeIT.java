package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What the README says of kind and minikube, typed up to the prediction: only the loading of images is another. */
@OnANode
class KindReadmeIT {

    private static final int SPEED_LIMIT_50 = 2;

    private final InstalledProduct product;

    KindReadmeIT(InstalledProduct product) {
        this.product = product;
    }

    @Test
    void itsFiveCommandsEndInAPrediction() throws Exception {
        try {
            assertThat(product.type(product.nextLine())).contains("Ready");
            String ask = product.nextLine();
            // A Service sends something to a pod a moment after the pod is ready.
            await().untilAsserted(() ->
                    assertThat(Predictions.bestClass(product.type(ask))).isEqualTo(SPEED_LIMIT_50));
        } finally {
            product.ds().run("deployment", "rm", "roadsigns").successfully();
        }
    }
}
