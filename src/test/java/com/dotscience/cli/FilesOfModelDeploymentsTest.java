package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ds does with files of model deployments, at a real Gateway. */
@Embedded
class FilesOfModelDeploymentsTest {

    private static final String ROADSIGNS = """
            apiVersion: dotscience.com/v1
            kind: ModelDeployment
            metadata:
              name: roadsigns1
              labels: {team: vision}
            spec:
              deployer: minikube
              image: quay.io/acme/roadsigns:1
              replicas: 2
              env:
              - {name: LOG_LEVEL, value: "yes"}
              - name: DB_PASSWORD
                valueFrom:
                  secretKeyRef: {name: db, key: password}
              resources:
                limits: {nvidia.com/gpu: 1, memory: 8Gi}
              ingress: {host: roadsigns.example.com}
              proxy:
                classes: [cat, dog]
            """;

    @TempDir
    private Path directory;

    private GatewayServer gateway;
    private String token;

    @BeforeEach
    void start(@TempDir Path data) {
        gateway = GatewayServer.start(GatewayOptions.onLoopback(0, data));
        token = gateway.adminToken().orElseThrow();
        ds("deployer create minikube");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void applyIsIdempotentAndSaysWhatItDid() throws IOException {
        write("r.yaml", ROADSIGNS);
        assertThat(ds("deployment apply -f r.yaml --dry-run=client").out())
                .isEqualTo("roadsigns1 created (dry run: nothing was changed)\n");
        assertThat(ds("deployment ls -o name").out()).isEmpty();

        assertThat(ds("deployment apply -f r.yaml").out()).isEqualTo("roadsigns1 created\n");
        assertThat(ds("deployment apply -f r.yaml").out()).isEqualTo("roadsigns1 unchanged\n");
        assertThat(ds("deployment diff -f r.yaml")).isEqualTo(new DsRun.Result(0, "", ""));

        write("r.yaml", ROADSIGNS.replace("roadsigns:1", "roadsigns:2").replace("  replicas: 2\n", ""));
        DsRun.Result diff = ds("deployment diff -f r.yaml");
        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.out()).isEqualTo("""
                roadsigns1 (deployer minikube, namespace default)
                  spec.image: "quay.io/acme/roadsigns:1" -> "quay.io/acme/roadsigns:2"
                  spec.replicas: 2 -> 1
                """);
        assertThat(ds("deployment apply -f r.yaml").out()).isEqualTo("roadsigns1 configured\n");
        assertThat(ds("deployment get roadsigns1").out())
                .contains("Image:                    quay.io/acme/roadsigns:2\n")
                .contains("Ready:                    0/1\n");
    }

    @Test
    void aFieldThatIsTakenOutOfTheFileGoesOut() throws IOException {
        write("r.yaml", ROADSIGNS);
        ds("deployment apply -f r.yaml");
        write("r.yaml", """
                {"apiVersion": "dotscience.com/v1", "kind": "ModelDeployment", "metadata": {"name": "roadsigns1"},
                 "spec": {"deployer": "minikube", "image": "quay.io/acme/roadsigns:1"}}
                """);
        assertThat(ds("deployment apply -f r.yaml").out()).isEqualTo("roadsigns1 configured\n");
        assertThat(ds("deployment export roadsigns1").out()).isEqualTo("""
                ---
                apiVersion: dotscience.com/v1
                kind: ModelDeployment
                metadata:
                  name: roadsigns1
                  namespace: default
                spec:
                  deployer: minikube
                  image: quay.io/acme/roadsigns:1
                  replicas: 1
                  ports:
                  - 8501
                  service:
                    ports:
                    - name: model-http
                      protocol: TCP
                      port: 8501
                      targetPort: 8501
                """);
    }

    @Test
    void afterARestartAFileSaysNothingOfItAndAChangeOfTheFileTakesNothingBack() throws IOException {
        write("r.yaml", ROADSIGNS);
        ds("deployment apply -f r.yaml");
        ds("deployment restart roadsigns1");
        String restarted = restartedAt();

        assertThat(restarted).isNotEqualTo("null,");
        assertThat(ds("deployment diff -f r.yaml")).isEqualTo(new DsRun.Result(0, "", ""));
        assertThat(ds("deployment apply -f r.yaml").out()).isEqualTo("roadsigns1 unchanged\n");
        write("r.yaml", ROADSIGNS.replace("team: vision", "team: language"));
        assertThat(ds("deployment apply -f r.yaml").out()).isEqualTo("roadsigns1 configured\n");
        assertThat(restartedAt()).isEqualTo(restarted);
    }

    @Test
    void aStoppedOneDiffersFromItsFileInItsReplicasAndAStartedOneInNothing() throws IOException {
        write("r.yaml", ROADSIGNS);
        ds("deployment apply -f r.yaml");

        ds("deployment stop roadsigns1");
        assertThat(ds("deployment diff -f r.yaml")).isEqualTo(new DsRun.Result(1, """
                roadsigns1 (deployer minikube, namespace default)
                  spec.replicas: 0 -> 2
                """, ""));
        ds("deployment start roadsigns1");
        assertThat(ds("deployment diff -f r.yaml")).isEqualTo(new DsRun.Result(0, "", ""));
    }

    private String restartedAt() {
        return ds("deployment get roadsigns1 -o json")
                .out()
                .lines()
                .filter(line -> line.contains("\"restartedAt\""))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatComesOutGoesInAgain() throws IOException {
        write("r.yaml", ROADSIGNS + "---\n" + ROADSIGNS.replace("roadsigns1", "other"));
        assertThat(ds("deployment apply -f r.yaml").out()).isEqualTo("roadsigns1 created\nother created\n");
        for (String form : new String[] {"", " -o yaml", " -o json"}) {
            write("all", ds("deployment export" + form).out());
            assertThat(ds("deployment diff -f all")).as(form).isEqualTo(new DsRun.Result(0, "", ""));
            assertThat(ds("deployment apply -f all").out()).isEqualTo("other unchanged\nroadsigns1 unchanged\n");
        }
        assertThat(ds("deployment export").out()).contains("- name: LOG_LEVEL\n    value: \"yes\"\n");
    }

    @Test
    void anErrorInAnyDocumentChangesNothing() throws IOException {
        write("models/a.yaml", ROADSIGNS);
        write("models/b.yaml", ROADSIGNS.replace("roadsigns1", "b").replace("replicas", "replcas"));
        assertThat(ds("deployment apply -f models"))
                .isEqualTo(new DsRun.Result(
                        2, "", "ds: models/b.yaml:9: spec.replcas: there is no such field: did you mean replicas?\n"));

        write("models/b.yaml", ROADSIGNS.replace("roadsigns1", "Not A Name"));
        DsRun.Result refused = ds("deployment apply -f models");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("Not A Name: name must be");
        assertThat(ds("deployment ls -o name").out()).isEmpty();

        write("models/b.yaml", ROADSIGNS);
        assertThat(ds("deployment apply -f models").err())
                .isEqualTo("ds: models/b.yaml:4: metadata.name: roadsigns1 is there twice: also in models/a.yaml:4\n");
    }

    @Test
    void aSecretsValueIsRefusedUnlessPlain() throws IOException {
        write("r.yaml", ROADSIGNS.replace("LOG_LEVEL", "HF_TOKEN"));
        DsRun.Result refused = ds("deployment apply -f r.yaml");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("ds: r.yaml:11: spec.env[0].value: HF_TOKEN looks like the name of a secret")
                .contains("secretKeyRef");
        assertThat(ds("deployment apply -f r.yaml --plain").code()).isZero();
    }

    @Test
    void pruneAsksAndRemovesWhatNoFileAsksForAnyMore() throws IOException {
        write(
                "r.yaml",
                ROADSIGNS + "---\n" + ROADSIGNS.replace("roadsigns1", "old") + "---\n"
                        + ROADSIGNS.replace("roadsigns1", "theirs").replace("vision", "speech"));
        ds("deployment apply -f r.yaml");
        write("r.yaml", ROADSIGNS);
        assertThat(ds("deployment apply -f r.yaml --prune -l team=vision").err())
                .contains("--yes");
        DsRun.Result no =
                run().answering("n").ds("deployment", "apply", "-f", "r.yaml", "--prune", "-l", "team=vision");
        assertThat(no.code()).isEqualTo(1);
        assertThat(no.err()).contains("remove 1 model deployment: old (minikube/default)?");
        assertThat(ds("deployment ls -o name").out()).isEqualTo("old\nroadsigns1\ntheirs\n");
        assertThat(run().answering("y")
                        .ds("deployment", "apply", "-f", "r.yaml", "--prune", "-l", "team=vision")
                        .out())
                .isEqualTo("roadsigns1 unchanged\nold pruned\n");
        assertThat(ds("deployment ls -o name").out()).isEqualTo("roadsigns1\ntheirs\n");
    }

    @Test
    void explainSaysWhatAFieldMeans() {
        assertThat(ds("deployment explain env.valueFrom").out()).isEqualTo("""
                valueFrom (object)
                  Where its value comes from when a pod starts.

                secretKeyRef (object)
                  A key of a Secret in the namespace.

                configMapKeyRef (object)
                  A key of a ConfigMap in the namespace.
                """);
        assertThat(ds("deployment explain spec.ingres").err())
                .isEqualTo("ds: spec.ingres: there is no field ingres: did you mean ingress?\n");
        assertThat(ds("deployment explain").out()).contains("image (text), must be given\n");
    }

    @Test
    void theExampleOfTheDocsWorks() throws IOException {
        String section =
                Files.readString(Path.of("docs/ds.md")).split("## Files\n")[1].split("\n## ")[0];
        write("llama.yaml", section.split("```yaml\n")[1].split("```")[0]);
        List<String> commands =
                section.split("```sh\n")[1].split("```")[0].lines().toList();
        assertThat(commands).hasSize(5).allMatch(command -> command.startsWith("ds deployment "));
        for (String command : commands) {
            // Before anything is applied, everything differs.
            int expected = command.contains(" diff ") ? 1 : 0;
            assertThat(ds(command.substring("ds ".length())).code()).as(command).isEqualTo(expected);
        }
        assertThat(ds("deployment diff -f llama.yaml").code()).isZero();
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private DsRun run() {
        return new DsRun()
                .with("HOME", "/dev/null")
                .with("DS_GATEWAY", "http://127.0.0.1:" + gateway.port())
                .with("DS_TOKEN", token)
                .in(directory);
    }

    private DsRun.Result ds(String command) {
        return run().ds(command.split(" "));
    }
}
