package com.dotscience.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;

/** Whether a canary of a model deployment whose replicas an autoscaler sets can get its part of the requests. */
@Pure
class CanaryRulesTest {

    private final Deployment.Builder model = Deployment.newBuilder();

    CanaryRulesTest() {
        model.getServiceBuilder().addPortsBuilder().setPort(8501);
        model.getDeploymentBuilder()
                .setReplicas(6)
                .getAutoscalingBuilder()
                .setMaxReplicas(12)
                .setCpuPercent(80);
    }

    @Test
    void aShareOfReplicasThatAnAutoscalerChangesIsNoWeight() {
        String why =
                "a canary weight needs an HTTPRoute or an Ingress of the class nginx where an autoscaler says how many"
                        + " replicas run: here the weight is the share of replicas, which the autoscaler changes; take autoscaling"
                        + " off for the time of the canary, with max replicas 0";
        assertThat(CanaryRules.refusal(model.build(), 30)).contains(why);

        model.getDeploymentBuilder().setReplicas(0);
        assertThat(CanaryRules.refusal(model.build(), 30)).contains(why);

        model.getDeploymentBuilder().setReplicas(6).clearAutoscaling();
        assertThat(CanaryRules.refusal(model.build(), 30)).isEmpty();
    }

    @Test
    void aGatewayWeighsRequestsHoweverManyReplicasThereAre() {
        model.getIngressBuilder().addRouteParentsBuilder().setName("public");

        assertThat(CanaryRules.refusal(model.build(), 30)).isEmpty();
        assertThat(CanaryRules.refusal(model.build(), 100)).isEmpty();
    }

    @Test
    void nginxWeighsRequestsHoweverManyReplicasThereAre() {
        model.getIngressBuilder().setClass_("nginx");

        assertThat(CanaryRules.refusal(model.build(), 30)).isEmpty();
        assertThat(CanaryRules.refusal(model.build(), 100)).isEmpty();
    }
}
