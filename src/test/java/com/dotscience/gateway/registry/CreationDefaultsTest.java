package com.dotscience.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dotscience.api.Deployment;
import com.dotscience.api.Readiness;
import com.dotscience.gateway.Refusals;
import com.dotscience.testing.Pure;
import com.google.protobuf.TextFormat;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a new model deployment is given, and what nobody can give it. */
@Pure
class CreationDefaultsTest {

    @Test
    void aNewOneIsReadyWhenItListens() throws Exception {
        Deployment asked = model("deployment { ports: [8501, 8502] }");

        Deployment stored = CreationDefaults.in(asked, Capability.READINESS::equals);

        assertThat(stored.getDeployment().getReadiness())
                .isEqualTo(Readiness.newBuilder().setType("TCP").build());
        assertThat(CreationDefaults.in(stored, capability -> false)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deployment { ports: 8501 readiness { type: 'None' } }",
                "deployment { ports: 8501 readiness { type: 'HTTP' path: '/up' } }",
                "deployment { ports: 8501 } metrics { image: 'proxy:1' classes: '[]' }",
                "deployment { }"
            })
    void whatSaysItOtherwiseOrHasNothingToLookAtIsStoredAsItIs(String asked) throws Exception {
        assertThat(CreationDefaults.in(model(asked), capability -> true)).isEqualTo(model(asked));
    }

    @Test
    void aDeployerThatDoesNotKnowItIsNotAskedForIt() throws Exception {
        Deployment asked = model("deployment { ports: 8501 }");

        assertThat(CreationDefaults.in(asked, Capability.ROLLOUT::equals)).isEqualTo(asked);
    }

    @Test
    void aStartUpTimeGoesWithTheDefaultAndIsRefusedWithoutAnythingToLookAt() throws Exception {
        Deployment asked = model("deployment { ports: 8501 start_up_seconds: 600 }");

        assertThat(CreationDefaults.in(asked, capability -> true)
                        .getDeployment()
                        .getStartUpSeconds())
                .isEqualTo(600);
        assertThatThrownBy(() -> CreationDefaults.in(asked, capability -> false))
                .satisfies(Refusals.with(Status.Code.INVALID_ARGUMENT, "start-up time needs a readiness"));
    }

    /** So that a file which names no readiness can be applied twice, and one that does not name it any more leads back to it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "readiness { type: 'TCP' } | `` | readiness { type: 'TCP' }",
                "readiness { type: 'HTTP' path: '/up' } | `` | readiness { type: 'TCP' }",
                "readiness { type: 'TCP' } | readiness { type: 'None' } | readiness { type: 'None' }",
                "`` | `` | ``"
            })
    void whoSpeaksOfNoneAnyMoreGetsThatOfANewOneAndWhatNeverHadOneStays(String before, String asked, String after)
            throws Exception {
        assertThat(Replacement.of(stored(before), stored(asked))).isEqualTo(stored(after));
    }

    private static Deployment stored(String more) throws TextFormat.ParseException {
        return model("name: 'm' namespace: 'default' deployment { image: 'model:1' ports: 8501 " + more + " }");
    }

    private static Deployment model(String asked) throws TextFormat.ParseException {
        return TextFormat.parse(asked, Deployment.class);
    }
}
