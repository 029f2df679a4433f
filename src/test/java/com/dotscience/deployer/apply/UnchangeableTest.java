package com.dotscience.deployer.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class UnchangeableTest {

    private static final String REMEDY = "; it cannot be changed in place. Delete it, and it is made anew as wanted:"
            + " kubectl delete service ds-a -n models";

    /** As API servers from 1.20 to 1.34 say it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "422 | Service \"ds-a\" is invalid: spec.clusterIP: Invalid value: \"\": field is immutable | true",
                "422 | Service \"ds-a\" is invalid: spec.loadBalancerClass: Invalid value: \"x\": may not change once set | true",
                "422 | Service \"ds-a\" is invalid: spec.clusterIPs[0]: Invalid value: null: primary clusterIP can not be unset"
                        + " | true",
                "422 | spec.template.metadata.labels: Invalid value: {}: `selector` does not match template `labels` | true",
                "422 | Service \"ds-a\" is invalid: spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535"
                        + " | false",
                "403 | admission webhook denied the request: this field is immutable | false"
            })
    void saysWhatToDoOfWhatCannotBeChangedInPlace(int code, String message, boolean said) {
        assertThat(Unchangeable.remedy(change(Action.UPDATE), refused(code, message)))
                .isEqualTo(said ? REMEDY : "");
    }

    @Test
    void saysNothingOfWhatIsNotThereYetOrOfNoAnswer() {
        assertThat(Unchangeable.remedy(change(Action.CREATE), refused(422, "field is immutable")))
                .isEmpty();
        assertThat(Unchangeable.remedy(change(Action.UPDATE), new IllegalStateException("field is immutable")))
                .isEmpty();
    }

    private static KubernetesClientException refused(int code, String message) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(message).build());
    }

    private static Change change(Action action) {
        var service = new ServiceBuilder()
                .withNewMetadata()
                .withNamespace("models")
                .withName("ds-a")
                .endMetadata()
                .build();
        return new Change("a", Kind.SERVICE, action, service, "", "");
    }
}
