package com.dotscience.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class CanaryTrafficTest {

    @Test
    void anHttpRouteOrNginxWeighsWhereThereIsOneAndReplicasDoElsewhere() {
        Deployment.Builder wanted = Deployment.newBuilder();
        assertThat(CanaryTraffic.of(wanted.build())).isEqualTo(CanaryTraffic.NONE);

        wanted.getServiceBuilder().addPortsBuilder().setPort(8501);
        assertThat(CanaryTraffic.of(wanted.build())).isEqualTo(CanaryTraffic.REPLICAS);

        wanted.getIngressBuilder().setClass_("traefik");
        assertThat(CanaryTraffic.of(wanted.build())).isEqualTo(CanaryTraffic.REPLICAS);

        wanted.getIngressBuilder().setClass_("nginx");
        assertThat(CanaryTraffic.of(wanted.build())).isEqualTo(CanaryTraffic.NGINX);

        wanted.getIngressBuilder().clearClass_().addRouteParentsBuilder().setName("public");
        assertThat(CanaryTraffic.of(wanted.build())).isEqualTo(CanaryTraffic.ROUTE);

        wanted.clearService();
        assertThat(CanaryTraffic.of(wanted.build())).isEqualTo(CanaryTraffic.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0,10,0", "1,10,1", "3,10,1", "3,60,2", "3,100,3", "10,30,3"})
    void whereRequestsAreWeighedItHasAsMuchToAnswerForEachReplicaAsTheModelDeployment(
            long stable, int weight, long replicas) {
        assertThat(CanaryTraffic.NGINX.replicas(stable, weight)).isEqualTo(replicas);
        assertThat(CanaryTraffic.ROUTE.replicas(stable, weight)).isEqualTo(replicas);
    }

    @ParameterizedTest
    @CsvSource({"0,10,0,0", "9,10,1,10", "2,10,1,33.3", "2,30,1,33.3", "2,60,3,60", "10,30,4,28.6", "2,100,0,0"})
    void behindOneServiceTheReplicasAreTheWeight(long stable, int weight, long replicas, double share) {
        assertThat(CanaryTraffic.REPLICAS.replicas(stable, weight)).isEqualTo(replicas);
        assertThat(CanaryTraffic.REPLICAS.share(stable, weight)).isCloseTo(share, within(0.05));
    }
}
