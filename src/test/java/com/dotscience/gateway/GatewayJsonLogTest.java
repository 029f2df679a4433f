package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.ManagementClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of the program as JSON, over a whole run. */
@Embedded
class GatewayJsonLogTest {

    @Test
    void aFactIsOneObjectInOneLineAndNoTokenIsInIt(@TempDir Path data) throws Exception {
        GatewayProcess gateway = GatewayProcess.start(data, Map.of("LOG_FORMAT", "json"));
        String token;
        Deployment made;
        try (ManagementClient management = new ManagementClient(gateway.port(), gateway.adminToken())) {
            token = management.createDeployer("minikube").getToken();
            made = management.create("minikube", TestGateway.model("cats").build());
        } finally {
            gateway.terminate();
        }
        List<String> lines = gateway.output().lines().toList();
        gateway.process().waitFor();

        List<JsonNode> facts = new ArrayList<>();
        for (String line : lines) {
            facts.add(new ObjectMapper().readTree(line));
        }
        assertThat(facts)
                .filteredOn(fact ->
                        made.getId().equals(fact.path("mdc").path("deployment").asText()))
                .extracting(fact -> fact.path("formattedMessage").asText())
                .containsExactly("Created model deployment cats of deployer minikube");
        assertThat(facts)
                .extracting(fact -> fact.path("formattedMessage").asText())
                .contains("The Gateway is shutting down");
        assertThat(lines).noneMatch(line -> line.contains(token) || line.contains(gateway.adminToken()));
    }
}
