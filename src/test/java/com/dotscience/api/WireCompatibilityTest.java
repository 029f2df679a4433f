package com.dotscience.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our messages are the Go program's, byte for byte: {@code compat/wire.json} is what it marshals. */
@Pure
class WireCompatibilityTest {

    @TestFactory
    Stream<DynamicTest> everyRecordedMessageDecodesAndEncodesExactly() throws IOException {
        try (InputStream recording = getClass().getResourceAsStream("/compat/wire.json")) {
            JsonNode messages = new ObjectMapper().readTree(recording);
            assertThat(messages).hasSize(6);
            return StreamSupport.stream(messages.spliterator(), false)
                    .map(message -> DynamicTest.dynamicTest(
                            message.get("message").asText(), () -> decodesAndEncodesExactly(message)));
        }
    }

    private static void decodesAndEncodesExactly(JsonNode recorded) throws IOException {
        String hex = recorded.get("hex").asText();
        Message.Builder expected = empty(recorded.get("message").asText()).newBuilderForType();
        JsonFormat.parser().merge(recorded.get("fields").toString(), expected);

        Message decoded = expected.getDefaultInstanceForType()
                .getParserForType()
                .parseFrom(HexFormat.of().parseHex(hex));

        assertThat(decoded).isEqualTo(expected.build());
        assertThat(HexFormat.of().formatHex(decoded.toByteArray())).isEqualTo(hex);
        assertThat(HexFormat.of().formatHex(expected.build().toByteArray())).isEqualTo(hex);
    }

    private static Message empty(String name) {
        return switch (name) {
            case "deployer_v1.Deployment" -> Deployment.getDefaultInstance();
            case "deployer_v1.GetDeploymentsResponse" -> GetDeploymentsResponse.getDefaultInstance();
            case "deployer_v1.DeploymentFilter" -> DeploymentFilter.getDefaultInstance();
            case "deployer_v1.UpdateDeploymentRequest" -> UpdateDeploymentRequest.getDefaultInstance();
            case "deployer_v1.LogsRequest" -> LogsRequest.getDefaultInstance();
            case "deployer_v1.Logs" -> Logs.getDefaultInstance();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
