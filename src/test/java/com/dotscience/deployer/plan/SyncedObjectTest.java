package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.Test;

/** R9: what did not change is not compared again. */
@Pure
class SyncedObjectTest {

    private final SyncedObject synced = new SyncedObject(wanted("ClusterIP"), observed("uid", "1"), false);

    @Test
    void whatWasAsWantedStaysSo() {
        assertThat(synced.covers(wanted("ClusterIP"), observed("uid", "1"), false))
                .isTrue();
    }

    @Test
    void whateverItIsComparedByMakesItAnother() {
        assertThat(synced.covers(wanted("ClusterIP"), observed("uid", "2"), false))
                .isFalse();
        assertThat(synced.covers(wanted("ClusterIP"), observed("another", "1"), false))
                .isFalse();
        assertThat(synced.covers(wanted("NodePort"), observed("uid", "1"), false))
                .isFalse();
        assertThat(synced.covers(wanted("ClusterIP"), observed("uid", "1"), true))
                .isFalse();
    }

    private static HasMetadata wanted(String type) {
        return new ServiceBuilder().withNewSpec().withType(type).endSpec().build();
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
