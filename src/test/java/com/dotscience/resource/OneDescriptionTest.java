package com.dotscience.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whatever the protocol can say of a model deployment can be said in a file, and schema and docs know it. */
@Pure
class OneDescriptionTest {

    @Test
    void everyFieldOfTheProtocolIsDescribed() {
        assertThat(ResourceFields.undescribed().stream().map(FieldDescriptor::getFullName))
                .as("these fields of the protocol have no line in com.dotscience.resource.Descriptions: add"
                        + " Field.of(message, \"NAME\", \"SENTENCE.\") to the list of their message, or a list of a new"
                        + " message to ofMessages(); reading, writing, diff, explain, schema and docs follow from it")
                .isEmpty();
    }

    @Test
    void theSchemaInTheRepositoryIsMadeOfTheDescription() throws IOException {
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        String schema = new ObjectMapper()
                        .configure(com.fasterxml.jackson.databind.SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, false)
                        .writer(printer)
                        .writeValueAsString(JsonSchema.document())
                + "\n";
        check("schema/modeldeployment.schema.json", schema);
    }

    @Test
    void theTableInTheDocsIsMadeOfTheDescription() throws IOException {
        check("docs/model-deployment-fields.md", FieldTable.page());
    }

    @Test
    void theCustomResourceDefinitionIsMadeOfTheDescription() throws IOException {
        check(
                "kubernetes/crd/modeldeployments.yaml",
                "# Made of com.dotscience.resource.Descriptions: OneDescriptionTest says how it is written anew.\n"
                        + Serialization.asYaml(CustomResource.definition()).replaceFirst("^---\n", ""));
    }

    private static void check(String file, String expected) throws IOException {
        Path made = Path.of("target/made").resolve(file);
        Files.createDirectories(made.getParent());
        Files.writeString(made, expected);
        assertThat(Path.of(file))
                .as("%s is not what the description of the fields says: cp %s %s", file, made, file)
                .hasContent(expected);
    }
}
