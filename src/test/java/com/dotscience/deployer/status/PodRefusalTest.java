package com.dotscience.deployer.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class PodRefusalTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Internal error occurred: failed calling webhook \"w\": Post \"https://w.svc:443/?timeout=10s\": dial tcp"
                        + " 10.0.0.1:443: connect: connection refused",
                "Internal error occurred: resource quota evaluation timed out",
                "Unauthorized",
                "Operation cannot be fulfilled on resourcequotas \"q\": the object has been modified; please apply your changes"
                        + " to the latest version and try again",
                "the server has received too many requests and has asked us to try again later",
                "the server is currently unable to handle the request",
                "Timeout: request did not complete within requested timeout 34s",
                "etcdserver: leader changed",
                "pods \"p\" is forbidden: not yet ready to handle request",
                "pods \"p\" is forbidden: status unknown for quota: q, resources: pods"
            })
    void whatTheApiServerDoesNotTakeAtPresentPasses(String message) {
        assertThat(PodRefusal.passes(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admission webhook \"w\" denied the request: too many requests for memory",
                "pods \"p\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2",
                "pods \"p\" is forbidden: error looking up service account a/b: serviceaccount \"b\" not found",
                "Pod \"p\" is invalid: spec.containers[0].image: Required value"
            })
    void whatWillBeRefusedAgainDoesNot(String message) {
        assertThat(PodRefusal.passes(message)).isFalse();
    }
}
