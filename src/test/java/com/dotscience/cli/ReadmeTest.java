package com.dotscience.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.ModelProxyContract;
import com.dotscience.cli.command.deployment.spec.ProxyOptions;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Terminal;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.Readme;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The documents name every command and option of ds, every variable that it reads and every exit code, and none that does not exist. */
@Embedded
class ReadmeTest {

    private static final Pattern VARIABLE = Pattern.compile("\"(DS_[A-Z]+)\"");

    private final Readme document = Readme.document("ds.md");

    @Test
    void itListsEveryVariable() throws IOException {
        Set<String> read = new TreeSet<>();
        try (var sources = Files.walk(Path.of("src/main/java/com/dotscience/cli"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                VARIABLE.matcher(Files.readString(source)).results().forEach(found -> read.add(found.group(1)));
            }
        }

        assertThat(document.table("## Variables", "| Variable | |"))
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void itListsEveryCommandWithItsOptions() {
        List<List<String>> expected = leaves(ds())
                .map(command -> List.of(
                        command.qualifiedName(),
                        command.options().stream()
                                .filter(option -> !option.inherited() && !option.usageHelp() && !option.hidden())
                                .map(OptionSpec::longestName)
                                .collect(Collectors.joining(" "))))
                .toList();

        assertThat(document.table("## Commands", "| Command | Options | |"))
                .extracting(row -> List.of(row.get(0), row.get(1).replace("`", "")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Stream<CommandSpec> leaves(CommandSpec command) {
        return command.subcommands().isEmpty()
                ? Stream.of(command)
                : Set.copyOf(command.subcommands().values()).stream().flatMap(each -> leaves(each.getCommandSpec()));
    }

    private static CommandSpec ds() {
        return new DsRun()
                .ds(new Terminal(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), UTF_8, () -> 0))
                .commandLine()
                .getCommandSpec();
    }

    @Test
    void itListsEveryOptionOfTheInstallManifest() {
        CommandSpec manifest = ds().subcommands()
                .get("deployer")
                .getSubcommands()
                .get("manifest")
                .getCommandSpec();

        assertThat(Readme.document("install.md").table("## From a Gateway", "| Parameter | Option | |"))
                .extracting(row -> row.get(1))
                .containsExactlyElementsOf(manifest.options().stream()
                        .filter(option -> !option.inherited())
                        .map(OptionSpec::longestName)
                        .toList());
    }

    @Test
    void itListsEveryOptionOfTheModelProxyAndTheVariableItBecomes() {
        List<List<String>> rows = document.table("## Options of the model-proxy", "| Option | Variable | |");

        assertThat(rows)
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(CommandSpec.forAnnotatedObject(new ProxyOptions()).options().stream()
                        .map(OptionSpec::longestName)
                        .toList());
        assertThat(rows)
                .extracting(row -> row.get(1))
                .containsExactly(
                        ModelProxyContract.CLASSES,
                        ModelProxyContract.RECORD_URL,
                        ModelProxyContract.RECORD_PERCENT,
                        ModelProxyContract.RECORD_MAX_BYTES,
                        ModelProxyContract.MODEL_NAME,
                        ModelProxyContract.MODEL_METRICS_PATH,
                        ModelProxyContract.MODEL_METRICS_PORT,
                        "",
                        "");
    }

    @Test
    void itListsEveryExitCode() {
        assertThat(document.table("## Exit codes", "| Exit code | |"))
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactlyElementsOf(Stream.of(ExitCode.values())
                        .map(code -> code.number() + " " + code.meaning())
                        .toList());
    }
}
