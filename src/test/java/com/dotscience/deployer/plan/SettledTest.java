package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.manifest.Ownership;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** R9: what did not change is not compared again. */
@Pure
class SettledTest {

    private final Settled settled = new Settled();

    @Test
    void whatWasAsWantedStaysSo() {
        settled.add(slot("a", "ClusterIP", false), observed("uid", "1"));

        assertThat(settled.holds(slot("a", "ClusterIP", false), observed("uid", "1")))
                .isTrue();
    }

    @Test
    void whateverItIsComparedByMakesItAnother() {
        settled.add(slot("a", "ClusterIP", false), observed("uid", "1"));

        assertThat(settled.holds(slot("a", "ClusterIP", false), observed("uid", "2")))
                .isFalse();
        assertThat(settled.holds(slot("a", "ClusterIP", false), observed("another", "1")))
                .isFalse();
        assertThat(settled.holds(slot("a", "NodePort", false), observed("uid", "1")))
                .isFalse();
        assertThat(settled.holds(slot("a", "ClusterIP", true), observed("uid", "1")))
                .isFalse();
        assertThat(settled.holds(slot("b", "ClusterIP", false), observed("uid", "1")))
                .isFalse();
    }

    @Test
    void whatIsNotWantedAnyMoreIsForgotten() {
        settled.add(slot("a", "ClusterIP", false), observed("uid", "1"));

        settled.forget("a");

        assertThat(settled.holds(slot("a", "ClusterIP", false), observed("uid", "1")))
                .isFalse();
    }

    private static Slot slot(String id, String type, boolean autoscaled) {
        HasMetadata wanted =
                new ServiceBuilder().withNewSpec().withType(type).endSpec().build();
        return new Slot(new Ownership("identity", id), wanted, Optional.empty(), false, autoscaled, true);
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
