package com.dotscience.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.resource.Defaults;
import com.dotscience.resource.Document;
import com.dotscience.resource.Documents;
import com.dotscience.resource.ResourceInCluster;
import com.dotscience.resource.UnreadableFile;
import com.dotscience.testing.Pure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/gitops.md shows is as it shows it. */
@Pure
class GitOpsDocumentTest {

    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void itsResourcesHaveNoProblems() throws Exception {
        List<Map<?, ?>> resources = YAML.matcher(text()).results().map(block -> block.group(1)).toList().stream()
                .map(GitOpsDocumentTest::tree)
                .filter(tree -> "ModelDeployment".equals(tree.get("kind")))
                .toList();

        assertThat(resources).isNotEmpty().allSatisfy(resource -> {
            ResourceInCluster asked = inCluster(resource);
            assertThat(asked.problems()).isEmpty();
            assertThat(asked.read(new Defaults("proxy:1")).getIngress().getHost())
                    .isEqualTo("roadsigns.example.com");
        });
    }

    /** GitOpsOnRealControlPlaneTest does what they say. */
    @Test
    void whatItHasPeopleTypeToUninstallIsWhatIsTried() throws Exception {
        assertThat(text())
                .contains("kubectl delete -f kubernetes/crd/modeldeployments.yaml && kubectl delete -k"
                        + " kubernetes/overlays/gitops-only")
                .contains("`dotscience.com/model-objects`");
    }

    @SuppressWarnings("unchecked")
    private static ResourceInCluster inCluster(Map<?, ?> resource) {
        Map<String, String> metadata = (Map<String, String>) resource.get("metadata");
        return new ResourceInCluster(
                metadata.get("namespace"), metadata.get("name"), Map.of(), Map.of(), (Map<String, ?>)
                        resource.get("spec"));
    }

    private static Map<?, ?> tree(String yaml) {
        try {
            List<Document> documents = Documents.read(yaml);
            assertThat(documents).hasSize(1);
            return (Map<?, ?>) documents.get(0).tree();
        } catch (UnreadableFile e) {
            throw new AssertionError(yaml, e);
        }
    }

    private static String text() throws Exception {
        return Files.readString(Path.of("docs", "gitops.md"));
    }
}
