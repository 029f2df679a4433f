package com.dotscience.cli.command.completion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.DsRun;
import com.dotscience.cli.FakeGateway;
import com.dotscience.cli.InstalledDs;
import com.dotscience.testing.Embedded;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash makes of the completion script, with the real {@code bin/ds}. */
@Embedded
class NameCompletionTest {

    @RegisterExtension
    final FakeGateway gateway = FakeGateway.start();

    @TempDir
    private Path folder;

    private Path ds;

    @BeforeEach
    void install() throws Exception {
        ds = InstalledDs.in(folder);
        Files.writeString(
                folder.resolve("completion"),
                DsRun.against(gateway).ds("completion").out());
        for (String name : List.of("roadsigns", "roadworks", "cats")) {
            gateway.deployments.add(ModelDeployment.newBuilder()
                    .setDeployment(Deployment.newBuilder().setName(name))
                    .build());
        }
        gateway.deployers.add(Deployer.newBuilder().setName("minikube").build());
        gateway.deployers.add(Deployer.newBuilder().setName("site").build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    deployment get road                   | roadsigns roadworks
                    deployment rm roadsigns c             | cats
                    deployment update roadsigns -d        | minikube site
                    deployment ls --deployer mini         | minikube
                    deployment create -d s                | site
                    deployer rm mini                      | minikube
                    deployment get --watch c              | cats
                    deployment logs --container mo        | model
                    """)
    void namesAreThoseThatTheGatewayKnows(String typed, String completed) throws Exception {
        assertThat(complete(typed)).isEqualTo(completed);
    }

    @ParameterizedTest
    @CsvSource({
        "deployment get roadsigns --namespace r",
        "deployer create mini",
        "deployment explain c",
        "deployme get r"
    })
    void whatIsNoNameOfTheirsIsNotCompleted(String typed) throws Exception {
        assertThat(complete(typed)).isEmpty();
    }

    @Test
    void aGatewayThatRefusesHasNoNamesAndNothingIsSaid() throws Exception {
        gateway.failures.add(Status.UNAVAILABLE);

        assertThat(complete("deployment get road")).isEmpty();
        assertThat(DsRun.unconfigured(folder).ds("completion", "--names", "deployers"))
                .isEqualTo(new DsRun.Result(0, "", ""));
    }

    /** Returns what bash offers after these words; a space at the end of an option begins an empty word. */
    private String complete(String typed) throws Exception {
        String words = typed.endsWith("-d") ? typed + " ''" : typed;
        String script = """
                source completion
                compopt() { :; }
                set -- "$DS" %s
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
                _complete_ds_and_names "$DS"
                echo "${COMPREPLY[*]}"
                """.formatted(words);
        var bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        bash.environment()
                .putAll(Map.of(
                        "DS",
                        ds.toString(),
                        "HOME",
                        "/dev/null",
                        "DS_GATEWAY",
                        gateway.hostAndPort(),
                        "DS_TOKEN",
                        FakeGateway.TOKEN));
        Process run = bash.start();
        String offered = new String(run.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(run.waitFor()).isZero();
        return offered;
    }
}
