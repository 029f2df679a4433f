package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.manifest.IngressClassForm;
import com.dotscience.deployer.manifest.Manifest;
import com.dotscience.deployer.manifest.ServedVersions;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** R9: what did not change is not compared again. */
@Pure
class SyncedTest {

    private final Synced synced = new Synced(
            model("ClusterIP"),
            "us",
            IngressClassForm.FIELD,
            ServedVersions.NONE,
            Scaling.NONE,
            List.of(SyncedObject.of(observed("uid", "1"))));

    @Test
    void whatWasAsWantedStaysSo() {
        assertThat(covers(service("ClusterIP"), observed("uid", "1"), Scaling.NONE))
                .isTrue();
    }

    @Test
    void whateverItIsComparedByMakesItAnother() {
        assertThat(covers(service("ClusterIP"), observed("uid", "2"), Scaling.NONE))
                .isFalse();
        assertThat(covers(service("ClusterIP"), observed("another", "1"), Scaling.NONE))
                .isFalse();
        assertThat(covers(service("NodePort"), observed("uid", "1"), Scaling.NONE))
                .isFalse();
        assertThat(covers(service("ClusterIP"), observed("uid", "1"), Scaling.OWN))
                .isFalse();
    }

    @Test
    void whatWasComparedWithNothingCoversNothing() {
        assertThat(Synced.NOTHING.wanted()).isEmpty();
        assertThat(Synced.NOTHING.covers(List.of(), service("ClusterIP"), observed("uid", "1"), Scaling.NONE))
                .isFalse();
    }

    private boolean covers(HasMetadata wanted, HasMetadata observed, Scaling scaling) {
        return synced.covers(synced.wanted(), wanted, observed, scaling);
    }

    private static HasMetadata service(String type) {
        return Manifest.of(model(type), "us", IngressClassForm.FIELD).service().orElseThrow();
    }

    private static Deployment model(String type) {
        Deployment.Builder model = Deployment.newBuilder().setId("a").setName("roadsigns");
        model.getDeploymentBuilder().setImage("example/model:1").addPorts(8501);
        model.getServiceBuilder().setType(type).addPortsBuilder().setPort(8501);
        return model.build();
    }

    private static HasMetadata observed(String uid, String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withUid(uid)
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }
}
