package com.dotscience.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import com.dotscience.testing.Readme;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The documents name every setting of the deployer, its variable and its default, and none that does not exist. */
@Pure
class ReadmeTest {

    private final Readme configuration = Readme.document("configuration.md");

    @Test
    void itListsEveryPropertyWithItsVariableAndItsDefault() throws IOException {
        Properties properties = new Properties();
        try (var bundled = getClass().getResourceAsStream("/application.properties")) {
            properties.load(bundled);
        }
        List<List<String>> expected = properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("deployer."))
                .map(name -> List.of(name, variable(name), properties.getProperty(name)))
                .toList();

        assertThat(firstColumns("## Properties", "| Property | Variable | Default | |"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void itListsEveryFlagOfRun() {
        List<String> expected = Deployer.commandLine().getSubcommands().get("run").getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(ReadmeTest::flag)
                .toList();

        assertThat(firstColumns("## Flags", "| Flag | Variable | Default | |"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void itSaysOfEachFlagWhatItsHelpSays() {
        CommandLine run = Deployer.commandLine().getSubcommands().get("run");
        for (List<String> row : firstColumns("## Flags", "| Flag | Variable | Default | |")) {
            OptionSpec option = run.getCommandSpec().findOption(row.get(0).replace("[no-]", ""));
            String help = String.join(" ", option.description());
            assertThat(row.get(1)).as("the variable of " + row.get(0)).isEqualTo(group("env ([A-Z_]+)", help));
            if (help.contains("env ")) {
                assertThat(row.get(2))
                        .as("the default of " + row.get(0))
                        .isEqualTo(group("env [^)]*default ([^)]+)\\)", help));
            }
        }
    }

    @Test
    void itListsEveryOtherCommandWithItsOptions() {
        List<List<String>> expected = Deployer.commandLine().getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.name().equals("run"))
                .map(command -> List.of(
                        command.qualifiedName(),
                        command.options().stream()
                                .filter(option -> !option.usageHelp() && !option.versionHelp())
                                .map(OptionSpec::longestName)
                                .collect(Collectors.joining(" "))))
                .toList();

        assertThat(configuration.table("## Other commands", "| Command | Options | |"))
                .extracting(row -> List.of(row.get(0), row.get(1).replace("`", "")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<List<String>> firstColumns(String section, String heading) {
        return configuration.table(section, heading).stream()
                .map(row -> row.subList(0, 3))
                .toList();
    }

    private static String flag(OptionSpec option) {
        return option.negatable() ? option.longestName().replace("--", "--[no-]") : option.longestName();
    }

    private static String group(String pattern, String text) {
        var matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
