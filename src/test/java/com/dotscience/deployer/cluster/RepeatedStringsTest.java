package com.dotscience.deployer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Pure
class RepeatedStringsTest {

    private final RepeatedStrings strings = new RepeatedStrings();

    @Test
    void equalStringsOfTwoObjectsAreOne() {
        KubernetesSerialization json = new KubernetesSerialization(
                new ObjectMapper().registerModule(new SimpleModule().addDeserializer(String.class, strings)), false);
        String text = "{\"kind\":\"Service\",\"metadata\":{\"namespace\":\"models\",\"labels\":{\"owner\":\"us\"},"
                + "\"finalizers\":[\"example.com/it\"]},\"spec\":{\"type\":null}}";

        Service one = json.unmarshal(text, Service.class);
        Service other = json.unmarshal(text, Service.class);

        assertThat(one).isEqualTo(other);
        assertThat(one.getMetadata().getNamespace())
                .isEqualTo("models")
                .isSameAs(other.getMetadata().getNamespace());
        assertThat(one.getMetadata().getLabels().get("owner"))
                .isSameAs(other.getMetadata().getLabels().get("owner"));
        assertThat(one.getMetadata().getFinalizers().get(0))
                .isSameAs(other.getMetadata().getFinalizers().get(0));
        assertThat(one.getSpec().getType()).isNull();
    }

    @Test
    void aStringThatTakesTheSlotOfAnotherIsReadAsItIs() {
        IntStream.range(0, 100_000)
                .mapToObj(Integer::toString)
                .forEach(each -> assertThat(strings.known(new String(each))).isEqualTo(each));
    }
}
