package com.dotscience.system.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Models that do not do well: all are asked for at once, and each status says what it is. */
@OnANode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleIT {

    private static final int SPEED_LIMIT_50 = 2;

    private final InstalledProduct product;
    private DeployedModel slow;
    private DeployedModel crashing;
    private DeployedModel greedy;
    private DeployedModel served;

    TroubleIT(InstalledProduct product) {
        this.product = product;
    }

    @BeforeAll
    void create() {
        String namespace = product.newNamespace("trouble");
        slow = DeployedModel.create(product, namespace, "slow", "demo/slow:1");
        crashing = DeployedModel.create(product, namespace, "crashing", "demo/crashing:1");
        // All pods share what this machine has.
        greedy = DeployedModel.create(product, namespace, "greedy", "demo/greedy:1", "--memory", "256Mi");
        served = DeployedModel.create(product, namespace, "served", "demo/roadsigns:1");
    }

    @AfterAll
    void remove() {
        DeployedModel.removeAll(List.of(slow, crashing, greedy, served));
    }

    @Test
    void aSlowStartIsWaitedFor() throws Exception {
        Ds.Ended waited = slow.update("--label", "waited=for").successfully();

        assertThat(waited.out() + waited.err()).contains("Ready");
        assertThat(slow.lives()).singleElement().asString().contains("model restarted 0", "proxy restarted 0");
        assertThat(Predictions.bestClass(slow.atService().ask(Predictions.request())))
                .isEqualTo(SPEED_LIMIT_50);
    }

    @Test
    void aModelThatEndsByItselfIsACrash() {
        crashing.awaitWords("failed", "Container model ended with exit code 1");
    }

    @Test
    void aModelThatWantsMoreMemoryThanItMayHaveIsSaidToHaveRunOutOfIt() {
        greedy.awaitWords("failed", "Container model ran out of memory (OOMKilled)");
    }

    @Test
    void anImageThatIsNotThereLeavesTheOldOneServing() throws Exception {
        served.awaitPhase("ready");

        Ds.Ended waited = served.update("-i", "demo/missing:1", "--timeout", "20s");

        assertThat(waited.code()).as(waited.out() + waited.err()).isEqualTo(4);
        JsonNode status = served.status();
        assertThat(status.get("status").asText()).isEqualTo("degraded");
        assertThat(served.message()).contains("The image demo/missing:1 cannot be pulled");
        assertThat(status.get("servable").asBoolean()).isTrue();
        assertThat(Predictions.bestClass(served.atService().ask(Predictions.request())))
                .isEqualTo(SPEED_LIMIT_50);

        served.update("-i", "demo/roadsigns:1").successfully();
    }
}
