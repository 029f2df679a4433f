package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What {@code docs/install.md} says of kind and minikube, typed: only the loading of images is another. */
@OnANode
class KindReadmeIT {

    private static final int SPEED_LIMIT_50 = 2;

    private final InstalledProduct product;

    KindReadmeIT(InstalledProduct product) {
        this.product = product;
    }

    @Test
    void itsFiveCommandsEndInAPrediction() throws Exception {
        assertThat(product.printed()).hasSize(3);
        assertThat(product.printed().get(0)).contains("secret/dotscience-deployer created");
        assertThat(product.printed().get(1)).contains("Ready 2/2");
        assertThat(Predictions.bestClass(product.printed().get(2))).isEqualTo(SPEED_LIMIT_50);
    }
}
