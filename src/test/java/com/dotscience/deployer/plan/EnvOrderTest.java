package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class EnvOrderTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({
        // wanted, as they are there, as they come to be
        "A=$(B);B=1, B=1;A=$(B), A=$(B);B=1",
        "B=1;A=$(B), A=$(B);theirs=1;B=1, B=1;theirs=1;A=$(B)",
        "B=1;A=$(B), theirs=1;B=1;A=$(B), theirs=1;B=1;A=$(B)",
        "A=1;B=1, B=1;A=1, B=1;A=1",
        "A=$(C);B=1, B=1;A=$(C), B=1;A=$(C)"
    })
    void itMattersOnlyWhereAVariableRefersToAnother(String wanted, String there, String expected) {
        assertThat(text(EnvOrder.of(KeyedList.ENV.byKey(list(wanted)), list(there))))
                .isEqualTo(expected);
    }

    @Test
    void itIsSetWhenAVariableComesThatOthersReferTo() {
        ObjectNode wanted = json.createObjectNode().set("env", list("B=1;A=$(B)"));
        ObjectNode there = json.createObjectNode().set("env", list("A=1"));

        assertThat(text(Overlay.lay(wanted, there, Applied.keysOf(there)).path("env")))
                .isEqualTo("B=1;A=$(B)");
    }

    private ArrayNode list(String variables) {
        ArrayNode list = json.createArrayNode();
        for (String variable : variables.split(";")) {
            String[] parts = variable.split("=");
            list.addObject().put("name", parts[0]).put("value", parts[1]);
        }
        return list;
    }

    private static String text(JsonNode list) {
        return String.join(
                ";",
                StreamSupport.stream(list.spliterator(), false)
                        .map(each -> each.path("name").asText() + "="
                                + each.path("value").asText())
                        .toList());
    }
}
