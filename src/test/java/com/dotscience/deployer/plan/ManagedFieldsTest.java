package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Pure
class ManagedFieldsTest {

    private static final String MODEL = "{\"name\":\"model\"}";

    private final ManagedFieldsEntry ours = entry("ds-deployer", "2026-01-02T03:04:05Z", """
            {"f:spec": {"f:replicas": {}, "f:rules": {},
              "f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"model\\"}": {".": {}, "f:image": {}}}}}}}""");

    private final ManagedFieldsEntry theirs = entry("kubectl-edit", "2026-01-02T03:04:06Z", """
            {"f:spec": {"f:replicas": {},
              "f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"model\\"}": {"f:command": {}}}}}}}""");

    @Test
    void whoeverWroteAFieldLastIsItsManager() {
        assertThat(manager("spec", "replicas")).contains("kubectl-edit");
    }

    @Test
    void anElementIsFoundByItsKey() {
        assertThat(manager("spec", "template", "spec", "containers", MODEL, "image"))
                .contains("ds-deployer");
        assertThat(manager("spec", "template", "spec", "containers", MODEL, "command"))
                .contains("kubectl-edit");
        assertThat(manager("spec", "template", "spec", "containers", "{\"name\":\"proxy\"}", "image"))
                .isEmpty();
    }

    /** The API server keeps nothing of what is in a list of rules. */
    @Test
    void whoHasTheWholeHasItsParts() {
        assertThat(manager("spec", "rules", "{\"host\":\"a\"}", "host")).contains("ds-deployer");
    }

    @Test
    void whatIsGoneIsNobodys() {
        assertThat(manager("metadata", "labels", "owner")).isEmpty();
        assertThat(ManagedFields.manager(null, field("spec"))).isEmpty();
    }

    private Optional<String> manager(String... path) {
        return ManagedFields.manager(List.of(ours, theirs), field(path));
    }

    private static Difference field(String... path) {
        return new Difference("a field", "a", "b", List.of(path));
    }

    private static ManagedFieldsEntry entry(String manager, String time, String fields) {
        return Serialization.unmarshal(
                "{\"manager\":\"" + manager + "\",\"time\":\"" + time + "\",\"fieldsV1\":" + fields + "}",
                ManagedFieldsEntry.class);
    }
}
