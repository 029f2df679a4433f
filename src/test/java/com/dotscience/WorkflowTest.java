package com.dotscience;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What runs where the project is hosted is what runs before a change is taken. */
@Pure
class WorkflowTest {

    @Test
    void theWorkflowRunsNothingButCommandsOfCiRun() throws IOException {
        List<String> ours = Files.readAllLines(Path.of(".ci/run"));
        List<String> runs = Pattern.compile("(?m)^\\s*(?:- )?run:[ |]*(.*)$")
                .matcher(Files.readString(Path.of(".github/workflows/ci.yml")))
                .results()
                .map(MatchResult::group)
                .map(line -> line.replaceFirst(".*run: *", ""))
                .toList();

        assertThat(runs).isNotEmpty().isSubsetOf(ours);
    }
}
