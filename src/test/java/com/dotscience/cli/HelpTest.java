package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Version;
import com.dotscience.api.management.Deployer;
import com.dotscience.api.management.FleetUpdate;
import com.dotscience.api.management.ModelDeployment;
import com.dotscience.cli.command.deployer.DeployerJson;
import com.dotscience.cli.command.deployment.DeploymentJson;
import com.dotscience.cli.command.fleet.FleetJson;
import com.dotscience.cli.output.Terminal;
import com.dotscience.testing.Embedded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

@Embedded
class HelpTest {

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamplesThatWork(String command, @TempDir Path directory) throws Exception {
        String help = run((command + " --help").trim().split(" ")).out();
        List<String> examples = examples(help);

        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            try (var gateway = new FakeGateway()) {
                DsRun.against(gateway).ds("deployer", "create", "minikube", "--label", "site=eu");
                for (String name : List.of("roadsigns1", "roadsigns2")) {
                    String roadsigns =
                            "deployment create --model-name " + name + " -d minikube -i image:1 --host h.example.com";
                    DsRun.against(gateway).ds(roadsigns.split(" "));
                }

                writeFiles(directory, gateway);
                String input = "";
                for (String part : example.replaceAll(" > .*", "").split(" \\| ")) {
                    var result =
                            DsRun.against(gateway).in(directory).reading(input).ds(words(part));
                    assertThat(result.code())
                            .as(example + "\n" + result.out() + result.err())
                            .isZero();
                    input = result.out();
                }
            }
        }
    }

    /** The files of the examples ask for what is there. */
    private static void writeFiles(Path directory, FakeGateway gateway) throws IOException {
        String all = DsRun.against(gateway).ds("deployment", "export").out();
        Files.writeString(directory.resolve("roadsigns.yaml"), all);
        Files.createDirectories(directory.resolve("models"));
        Files.writeString(directory.resolve("models/roadsigns.yaml"), all);
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
        assertThat(names(FleetJson.FIELDS))
                .containsExactlyElementsOf(
                        FleetJson.of(FleetUpdate.getDefaultInstance()).keySet());
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

    /** To make all of them takes as long as most calls. */
    @ParameterizedTest
    @MethodSource("commands")
    void whereACommandIsCalledNoOtherIsMade(String command) {
        String[] words = command.split(" ");
        if (words.length == 2) {
            var made = ds().commandLine(words).getSubcommands();

            assertThat(made.keySet()).containsExactly(words[0]);
            assertThat(made.get(words[0]).getSubcommands().keySet()).containsExactly(words[1]);
        }
    }

    static Stream<String> commands() {
        return namesOf(ds().commandLine(), "");
    }

    private static Ds ds() {
        return new DsRun()
                .ds(new Terminal(
                        new ByteArrayOutputStream(), new ByteArrayOutputStream(), StandardCharsets.UTF_8, () -> 0));
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
