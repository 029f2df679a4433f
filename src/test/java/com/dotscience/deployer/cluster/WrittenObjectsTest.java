package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.ObjectKey;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** R3 and R11: what this process wrote is its own, whatever became of its marks. */
@Pure
class WrittenObjectsTest {

    private static final Map<String, String> OURS =
            Map.of("deployer.dotscience.com/identifier", "us", "deployment", "a");
    private static final Map<String, String> THEIRS =
            Map.of("deployer.dotscience.com/identifier", "them", "deployment", "a");

    private final WrittenObjects written = new WrittenObjects();

    @Test
    void whatHasLostItsMarksIsOurOwn() {
        written.add("a", object("1", OURS));

        assertThat(written.has("a", object("1", OURS))).isTrue();
        assertThat(written.has("a", object("1", Map.of()))).isTrue();
        assertThat(written.has("b", object("1", Map.of()))).isFalse();
        assertThat(written.keysOf("a")).containsExactly(ObjectKey.of(object("1", OURS)));
    }

    @Test
    void whatAnotherMarksAsItsOwnLaterIsAnothers() {
        written.add("a", object("1", OURS));

        assertThat(written.has("a", object("1", THEIRS))).isFalse();
    }

    @Test
    void whatAnAdmissionMarksSoIsOurOwn() {
        written.add("a", object("1", THEIRS));

        assertThat(written.has("a", object("1", THEIRS))).isTrue();
    }

    @Test
    void anotherObjectInItsPlaceIsNot() {
        written.add("a", object("1", OURS));

        assertThat(written.has("a", object("2", Map.of()))).isFalse();
    }

    @Test
    void whatWasDeletedIsForgotten() {
        written.add("a", object("1", OURS));
        written.remove("a", object("1", OURS));

        assertThat(written.has("a", object("1", Map.of()))).isFalse();
        assertThat(written.keysOf("a")).isEmpty();
    }

    private static HasMetadata object(String uid, Map<String, String> annotations) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName("a")
                .withUid(uid)
                .withAnnotations(annotations)
                .endMetadata()
                .build();
    }
}
