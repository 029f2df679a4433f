package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Version;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.deployer.DeployerJson;
import com.dotscience.cli.command.deployment.DeploymentJson;
import com.dotscience.cli.output.Terminal;
import com.dotscience.testing.Embedded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@Embedded
class HelpTest {

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamplesThatWork(String command) throws Exception {
        String help = run((command + " --help").trim().split(" ")).out();
        List<String> examples = examples(help);

        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            try (var gateway = new FakeGateway()) {
                for (String name : List.of("roadsigns1", "roadsigns2")) {
                    String roadsigns =
                            "deployment create --model-name " + name + " -d minikube -i image:1 --host h.example.com";
                    DsRun.against(gateway).ds(roadsigns.split(" "));
                }

                var result = DsRun.against(gateway).ds(words(example));

                assertThat(result.code()).as(example + "\n" + result.err()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItsExitCodes(String command) {
        assertThat(run((command + " --help").trim().split(" ")).out()).contains("""
                Exit codes:
                    0   done
                    1   the Gateway refused, or something went wrong
                    2   bad input or configuration: nothing was asked of the Gateway
                    3   the Gateway could not be reached, or did not answer in time
                    4   --wait: the rollout failed, or was not ready in time
                  130   Ctrl-C
                """);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsIntoAHundredColumnsAndHasNoColours(String command) {
        assertThat(run((command + " --help").trim().split(" ")).out().lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(80).doesNotContain("\u001b"));
    }

    @Test
    void theFieldsOfTheJsonAreThoseInTheHelp() {
        assertThat(names(DeployerJson.FIELDS))
                .containsExactlyElementsOf(
                        DeployerJson.of(Deployer.getDefaultInstance()).keySet());
        assertThat(names(DeploymentJson.FIELDS))
                .containsExactlyElementsOf(
                        DeploymentJson.of(ModelDeployment.getDefaultInstance()).keySet());
    }

    @Test
    void versionIsThatOfTheBuild() {
        assertThat(run("--version")).isEqualTo(new DsRun.Result(0, "ds " + Version.current() + "\n", ""));
        assertThat(Version.current()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void completionIsAScriptThatKnowsTheCommands() {
        assertThat(run("completion").out()).contains("complete", "deployer", "--ingress-class");
    }

    static Stream<String> commands() {
        var terminal =
                new Terminal(new ByteArrayOutputStream(), new ByteArrayOutputStream(), StandardCharsets.UTF_8, () -> 0);
        return namesOf(new DsRun().ds(terminal).commandLine(), "");
    }

    private static Stream<String> namesOf(CommandLine command, String name) {
        return Stream.concat(
                Stream.of(name),
                command.getSubcommands().entrySet().stream()
                        .flatMap(sub -> namesOf(sub.getValue(), (name + " " + sub.getKey()).trim())));
    }

    private static DsRun.Result run(String... args) {
        return new DsRun().with("HOME", "/dev/null").ds(args);
    }

    // A trailing backslash continues an example, as in a shell; one that does not start with ds is for a shell alone.
    private static List<String> examples(String help) {
        String joined = help.substring(help.indexOf("Examples:")).replaceAll("\\\\\n\\s+", "");
        return joined.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("ds "))
                .toList();
    }

    private static String[] words(String example) {
        var words = new ArrayList<String>();
        var matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(example.substring("ds ".length()));
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
        }
        return words.toArray(String[]::new);
    }

    private static List<String> names(String fields) {
        String sentence = fields.replaceAll(" \\([^)]*\\)", "").replaceAll("\\..*", "");
        return List.of(sentence.split(", "));
    }
}
