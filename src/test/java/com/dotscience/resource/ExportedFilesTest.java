package com.dotscience.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.management.CreateDeploymentRequest;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.resource.ResourcePropertyTest.Change;
import com.dotscience.testing.Embedded;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ds deployment export} prints of model deployments with all fields, and what {@code ds deployment diff} says of it. */
@Embedded
class ExportedFilesTest {

    private static final Defaults DEFAULTS = new Defaults("quay.io/dotmesh/dotscience-model-proxy:9.9.9");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Another one of these asks for another model deployment. */
    private static final Set<String> IDENTITY = Set.of("metadata.name", "metadata.namespace", "spec.deployer");

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @TempDir
    private Path directory;

    @Test
    void diffSaysNothingOfThemAndNamesEachFieldThatIsChangedWithBothValues() throws IOException {
        int changed = 0;
        for (long seed = 0; seed < 3; seed++) {
            Map<String, Object> tree = wanted(seed);

            for (String form : List.of("yaml", "json")) {
                Files.writeString(
                        directory.resolve("file"),
                        ds("deployment export -o " + form).out());
                assertThat(ds("deployment diff -f file"))
                        .as("seed %d as %s", seed, form)
                        .isEqualTo(new DsRun.Result(0, "", ""));
            }
            for (Change change : ResourcePropertyTest.changes(tree)) {
                if (IDENTITY.contains(change.path())) {
                    continue;
                }
                JSON.writeValue(directory.resolve("file").toFile(), change.tree());
                DsRun.Result result = ds("deployment diff -f file -o json --plain");
                assertThat(result.code()).as(change.path() + result.err()).isEqualTo(1);
                assertThat(JSON.readTree(result.out()).at("/0/differences"))
                        .as("seed %d, %s", seed, change.path())
                        .isEqualTo(differences(change));
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(100);
    }

    /** Puts a random model deployment, with a value in every field, in the place of the one before. */
    private Map<String, Object> wanted(long seed) {
        CreateDeploymentRequest asked = ResourceReader.read(new RandomResources(seed, true).tree(), DEFAULTS);
        gateway.deployments.clear();
        gateway.deployments.add(ModelDeployment.newBuilder()
                .setDeployment(asked.getDeployment().toBuilder().setId("id").setRevision(1))
                .setDeployerName(asked.getDeployer())
                .build());
        return ResourceTree.of(asked);
    }

    private static JsonNode differences(Change change) {
        var difference = JSON.createObjectNode();
        difference.put("path", change.path());
        difference.set("before", JSON.valueToTree(change.before()));
        difference.set("after", JSON.valueToTree(change.after()));
        return numbers(JSON.createArrayNode().add(difference));
    }

    /** As they are read: a number has no type of Java. */
    private static JsonNode numbers(JsonNode written) {
        try {
            return JSON.readTree(written.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private DsRun.Result ds(String words) {
        return DsRun.against(gateway).in(directory).ds(words.split(" "));
    }
}
