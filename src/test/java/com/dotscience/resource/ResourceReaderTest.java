package com.dotscience.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.testing.Pure;
import com.google.protobuf.TextFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Pure
class ResourceReaderTest {

    private static final Defaults DEFAULTS = new Defaults("quay.io/dotmesh/dotscience-model-proxy:9.9.9");

    private static final String HEAD = """
            apiVersion: dotscience.com/v1
            kind: ModelDeployment
            metadata:
              name: roadsigns
            spec:
              deployer: minikube
              image: quay.io/acme/roadsigns:1
            """;

    @Test
    void aTypoNamesTheLineTheFieldAndTheNearestName() throws UnreadableFile {
        assertThat(problems(HEAD + "  replcas: 2\n"))
                .containsExactly("8 spec.replcas: there is no such field: did you mean replicas?");
        assertThat(problems(HEAD + "  env:\n  - name: A\n    vaule: b\n"))
                .containsExactly("10 spec.env[0].vaule: there is no such field: did you mean value?");
        assertThat(problems(HEAD + "  ingress:\n    hosts: a\n    nothing: b\n"))
                .containsExactly(
                        "9 spec.ingress.hosts: there is no such field: did you mean host?",
                        "10 spec.ingress.nothing: there is no such field: there are class, host, tlsSecret, additionalHosts, path, pathType, annotations, routeParents");
    }

    @Test
    void aValueOfAnotherTypeSaysWhatToWrite() throws UnreadableFile {
        assertThat(problems(HEAD + """
                  replicas: two
                  ports: 8501
                  env:
                  - {name: A, value: 8}
                  - {name: B, value: true}
                  resources: {limits: {memory: lots}}
                  imagePullPolicy: always
                  unconfined: yes
                  nodeSelector: [a]
                  service: {ports: [{port: 80.5}, {targetPort: 99999999999}]}
                """.indent(0)))
                .containsExactly(
                        "8 spec.replicas: must be a whole number",
                        "9 spec.ports: must be a list",
                        "11 spec.env[0].value: must be a text: put it in quotes, \"8\"",
                        "12 spec.env[1].value: must be a text: put it in quotes, \"true\"",
                        "13 spec.resources.limits.memory: 'lots' is no quantity such as 500m, 2 or 8Gi",
                        "14 spec.imagePullPolicy: 'always' is none of Always, IfNotPresent, Never: did you mean"
                                + " Always?",
                        "15 spec.unconfined: must be true or false",
                        "16 spec.nodeSelector: must be an object, with a name before each value",
                        "17 spec.service.ports[0].port: must be a whole number, not 80.5",
                        "17 spec.service.ports[1].targetPort: must be a whole number, not 99999999999",
                        "17 spec.service.ports[1].port: must be given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483648", "1e-2147483647", "1e41", "0.00000000000000000000000000000000000000001"})
    void aNumberBeyondAllReasonIsATextAndNeverWrittenOut(String number) throws UnreadableFile {
        assertThat(problems(HEAD + "  replicas: " + number + "\n"))
                .containsExactly("8 spec.replicas: must be a whole number");
    }

    @Test
    void aNumberOfAMillionDigitsIsReadInAMoment() {
        assertThat(assertTimeoutPreemptively(
                        Duration.ofMinutes(1), () -> problems(HEAD + "  replicas: " + "1".repeat(1_000_000) + "\n")))
                .containsExactly("8 spec.replicas: must be a whole number");
    }

    @Test
    void listsThatAreNestedTooDeeplyAreRefusedHoweverDeep() {
        assertThatThrownBy(() -> problems("a: " + "[".repeat(100_000)))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("nested too deeply");
    }

    @Test
    void whatIsMissingOrGivenTwiceIsSaid() throws UnreadableFile {
        assertThat(problems("apiVersion: v1\nkind: Pod\nmetadata: {}\n"))
                .containsExactly(
                        "1 apiVersion: must be dotscience.com/v1, not v1",
                        "2 kind: must be ModelDeployment, not Pod",
                        "3 metadata.name: must be given",
                        "1 spec.deployer: must be given",
                        "1 spec.image: must be given");
        assertThat(problems(HEAD + """
                  env:
                  - name: A
                    valueFrom:
                      secretKeyRef: {name: s, key: k}
                      configMapKeyRef: {name: s, key: k}
                """.indent(0)))
                .containsExactly(
                        "12 spec.env[0].valueFrom.configMapKeyRef: cannot be given together with secretKeyRef");
        assertThatThrownBy(() -> Documents.read(HEAD + "  image: b\n")).hasMessage("'image' is there twice");
        assertThat(problems("- a\n"))
                .containsExactly("1 a document must be an object with apiVersion, kind, metadata, spec");
    }

    @Test
    void whatIsNoYamlNamesTheLine() {
        assertThatThrownBy(() -> Documents.read("a: b\n c: d\n"))
                .isInstanceOfSatisfying(
                        UnreadableFile.class,
                        problem -> assertThat(problem.line()).isEqualTo(2));
        assertThatThrownBy(() -> Documents.read("a: !!java.io.File x\n")).isInstanceOf(UnreadableFile.class);
    }

    @Test
    void anAliasThatStandsForTooMuchIsRefused() {
        String bomb = "a0: &a0 [x]\n"
                + IntStream.range(1, 30)
                        .mapToObj(i -> "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(9) + "]\n")
                        .collect(Collectors.joining());
        assertThatThrownBy(() -> Documents.read(bomb)).isInstanceOf(UnreadableFile.class);
        assertThatThrownBy(() -> Documents.read("a: &a\n- *a\n")).isInstanceOf(UnreadableFile.class);
    }

    @Test
    void aFileOfTheLeastAsksForWhatCreateAsksFor() throws UnreadableFile {
        assertThat(exported(HEAD)).isEqualTo(exported(HEAD + """
                  replicas: 1
                  ports: [8501]
                  service:
                    ports:
                    - {name: model-http, protocol: TCP, port: 8501, targetPort: 8501}
                """.indent(0)));
    }

    @Test
    void withClassesThereIsAProxyInFrontOfTheModel() throws UnreadableFile {
        Map<String, Object> tree = exported(HEAD + "  proxy: {classes: [cat, dog]}\n");
        var spec = (Map<?, ?>) tree.get("spec");
        assertThat(spec.get("proxy"))
                .isEqualTo(Map.of(
                        "classes",
                        List.of("cat", "dog"),
                        "image",
                        "quay.io/dotmesh/dotscience-model-proxy:9.9.9",
                        "record",
                        true,
                        "port",
                        9501L,
                        "apiPort",
                        9502L));
        assertThat(spec.get("service"))
                .isEqualTo(Map.of(
                        "ports",
                        List.of(
                                Map.of("name", "model-http", "protocol", "TCP", "port", 8501L, "targetPort", 9501L),
                                Map.of("name", "proxy-api", "protocol", "TCP", "port", 9502L, "targetPort", 9502L))));
    }

    @Test
    void aProxyOfThisProjectStaysWhenDsIsUpgradedAndAnotherGoes() throws Exception {
        assertThat(DEFAULTS.keeping(present("metrics { image: 'quay.io/dotmesh/dotscience-model-proxy:1.0' }"))
                        .proxyImage())
                .isEqualTo("quay.io/dotmesh/dotscience-model-proxy:1.0");
        assertThat(DEFAULTS.keeping(present("metrics { image: 'acme/proxy:1' }")))
                .isEqualTo(DEFAULTS);
        assertThat(DEFAULTS.keeping(present(""))).isEqualTo(DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "readiness { type: 'TCP' } | | TCP",
                "readiness { type: 'TCP' } | readiness: {type: None} | None",
                "readiness { type: 'TCP' port: 9 } | | ``",
                "readiness { type: 'TCP' } | proxy: {classes: [cat]} | ``",
                "`` | | ``"
            })
    void theReadinessThatTheGatewayGaveStaysWhereAFileDoesNotSpeakOfIt(String present, String inFile, String type)
            throws Exception {
        Object tree = Documents.read("""
                apiVersion: dotscience.com/v1
                kind: ModelDeployment
                metadata: {name: n}
                spec:
                  deployer: d
                  image: i
                """ + (inFile == null ? "" : "  " + inFile + "\n"))
                .get(0)
                .tree();

        assertThat(ResourceReader.read(tree, DEFAULTS.keeping(present("deployment { " + present + " }")))
                        .getDeployment()
                        .getDeployment()
                        .getReadiness()
                        .getType())
                .isEqualTo(type);
    }

    private static Deployment present(String text) throws TextFormat.ParseException {
        return TextFormat.parse(text, Deployment.class);
    }

    @Test
    void jsonIsReadAsWellAndNumbersAreQuantities() throws UnreadableFile {
        Document document = Documents.read("""
                {"apiVersion": "dotscience.com/v1", "kind": "ModelDeployment", "metadata": {"name": "n"},
                 "spec": {"deployer": "d", "image": "i", "resources": {"limits": {"nvidia.com/gpu": 1, "cpu": 0.5}}}}
                """).get(0);
        assertThat(ResourceReader.problems(document.tree(), "")).isEmpty();
        CreateDeploymentRequest request = ResourceReader.read(document.tree(), DEFAULTS);
        assertThat(request.getDeployment().getDeployment().getResources().getLimitsMap())
                .isEqualTo(Map.of("nvidia.com/gpu", "1", "cpu", "0.5"));
    }

    private static List<String> problems(String text) throws UnreadableFile {
        Document document = Documents.read(text).get(0);
        return ResourceReader.problems(document.tree(), "").stream()
                .map(problem -> document.line(problem.path()) + " " + problem)
                .toList();
    }

    private static Map<String, Object> exported(String text) throws UnreadableFile {
        return ResourceTree.of(ResourceReader.read(Documents.read(text).get(0).tree(), DEFAULTS));
    }
}
