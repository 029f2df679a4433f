package com.dotscience.deployer.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class ObjectNameTest {

    @ParameterizedTest
    @CsvSource({
        "roadsigns1,      0ddb4984-802b-4a0f-a81e-9479f280b1ea, ds-roadsigns1-0ddb4984",
        "Road Signs_v1.2, 0ddb4984-802b,                        ds-road-signs-v1-2-0ddb4984",
        "Straße,          A,                                    ds-stra-e-a",
        "x,               a-b,                                  ds-x-a",
        "x,               -b,                                   ds-x",
        "'',              a-b,                                  ds--a",
    })
    void theNameIsAValidDnsLabel(String name, String id, String expected) {
        assertThat(nameOf(name, id)).isEqualTo(expected);
    }

    @Test
    void aLongNameIsCutAndTheShortIdKeptWhole() {
        assertThat(nameOf("m".repeat(100), "0ddb4984-802b")).isEqualTo("ds-" + "m".repeat(51) + "-0ddb4984");
        assertThat(nameOf("m".repeat(51), "0ddb4984-802b")).isEqualTo("ds-" + "m".repeat(51) + "-0ddb4984");
    }

    @Test
    void anIdThatIsTooLongByItselfIsCut() {
        assertThat(nameOf("m", "a".repeat(100))).isEqualTo("ds--" + "a".repeat(59));
    }

    @Test
    void theNamespaceIsDefaultUnlessThereIsOne() {
        assertThat(ObjectName.of(Deployment.getDefaultInstance()).namespace()).isEqualTo("default");
        assertThat(ObjectName.of(Deployment.newBuilder().setNamespace("models").build())
                        .namespace())
                .isEqualTo("models");
    }

    @Test
    void aNameTellsWhichIdItMayBeFor() {
        String id = "0ddb4984-802b-4a0f-a81e-9479f280b1ea";

        assertThat(ObjectName.isFor(id, nameOf("Road Signs", id))).isTrue();
        assertThat(ObjectName.isFor(id, nameOf("m".repeat(100), id))).isTrue();
        assertThat(ObjectName.isFor(id, nameOf("roadsigns", "1ddb4984-802b"))).isFalse();
        assertThat(ObjectName.isFor(id, "theirs-0ddb4984")).isFalse();
    }

    private static String nameOf(String name, String id) {
        return ObjectName.of(Deployment.newBuilder().setName(name).setId(id).build())
                .name();
    }
}
