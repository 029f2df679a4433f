package com.dotscience.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.install.InstallPage;
import com.dotscience.testing.Pure;
import com.dotscience.testing.Readme;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** The documents name every option of the Gateway, its variable and its default, and none that does not exist. */
@Pure
class ReadmeTest {

    @Test
    void itListsEveryOptionOfRun() {
        List<List<String>> expected =
                Gateway.commandLine(Map.of()).getSubcommands().get("run").getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(option -> List.of(option.longestName(), variable(option), defaultOf(option)))
                        .toList();

        List<List<String>> listed =
                Readme.document("gateway.md")
                        .table("## Flags and variables", "| Flag | Variable | Default | |")
                        .stream()
                        .map(row -> row.subList(0, 3))
                        .toList();
        assertThat(listed).containsExactlyElementsOf(expected);
    }

    @Test
    void itListsEveryParameterOfTheInstallManifest() {
        assertThat(Readme.document("install.md").table("## From a Gateway", "| Parameter | Option | |"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(InstallPage.PARAMETERS);
    }

    private static String variable(OptionSpec option) {
        return option.longestName()
                .replace("--", "ds-gateway-")
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }

    private static String defaultOf(OptionSpec option) {
        return option.arity().max() == 0 ? "false" : Objects.requireNonNullElse(option.defaultValue(), "");
    }
}
