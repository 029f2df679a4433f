package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A restart with kubectl after one with ds restarts the pods once, not twice. */
@Pure
class LaterRestartTest {

    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T06:00:00Z, 2026-11-27T06:00:01Z, 2026-11-27T06:00:01Z",
        "2026-11-27T06:00:00Z, 2026-11-27T08:00:01+02:00, 2026-11-27T08:00:01+02:00",
        "2026-11-27T06:00:00Z, 2026-11-27T05:59:59Z, 2026-11-27T06:00:00Z",
        "2026-11-27T06:00:00Z, 2026-11-27T07:59:59+02:00, 2026-11-27T06:00:00Z",
        "2026-11-27T06:00:00Z, tomorrow, 2026-11-27T06:00:00Z",
        "2026-11-27T06:00:00Z, '', 2026-11-27T06:00:00Z",
    })
    void theLaterTimeStays(String wanted, String there, String kept) {
        ObjectNode tree = restartedAt(wanted);

        LaterRestart.keep(tree, restartedAt(there));

        assertThat(tree).isEqualTo(restartedAt(kept));
    }

    @ParameterizedTest
    @CsvSource({"''", "2026-11-27T06:00:00Z"})
    void whereNoRestartIsWantedNothingIsAdded(String there) {
        ObjectNode tree = new ObjectMapper().createObjectNode();
        tree.withObject("/spec/template/metadata").putObject("annotations");
        ObjectNode before = tree.deepCopy();

        LaterRestart.keep(tree, restartedAt(there));

        assertThat(tree).isEqualTo(before);
    }

    private static ObjectNode restartedAt(String time) {
        ObjectNode tree = new ObjectMapper().createObjectNode();
        if (!time.isEmpty()) {
            tree.withObject("/spec/template/metadata").putObject("annotations").put(RESTARTED_AT, time);
        }
        return tree;
    }
}
