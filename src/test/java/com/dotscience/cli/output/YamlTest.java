package com.dotscience.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.Yaml;

@Pure
class YamlTest {

    /** Texts that one version of YAML or another takes for something else, or that end a plain text. */
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "true",
            "null",
            "~",
            "NaN",
            ".inf",
            "8",
            "08",
            "0x1f",
            "1_000",
            "1e3",
            "1:30",
            "2001-01-01",
            "=",
            "<<",
            "- a",
            "a: b",
            "a #b",
            "#a",
            "[a",
            "{a",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "'a",
            "\"a",
            "%a",
            "@a",
            "`a",
            "a:",
            "a\nb",
            "a\tb",
            "é",
            "\u202e",
            "\u0000",
            "quay.io/acme/a:1",
            "nvidia.com/gpu",
            "http://a:80/b");

    @Test
    void everyReaderOfYamlReadsTheSame() {
        for (String text : HOSTILE) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("text", text);
            tree.put(text, List.of(text, Map.of("a", text, "b", List.of(List.of(text), List.of(), Map.of()))));
            tree.put("number", 8);
            tree.put("truth", true);
            tree.put("none", null);
            String yaml = com.dotscience.cli.output.Yaml.text(tree);
            Object inYaml12 = new Load(LoadSettings.builder().build()).loadFromString(yaml);
            Object inYaml11 = new Yaml().load(yaml);
            assertThat(inYaml12).as(yaml).isEqualTo(tree);
            assertThat(inYaml11).as(yaml).isEqualTo(tree);
        }
    }

    @Test
    void aTreeIsWrittenInBlocks() {
        var port = new LinkedHashMap<String, Object>();
        port.put("name", "model-http");
        port.put("port", 8501L);
        var spec = new LinkedHashMap<String, Object>();
        spec.put("ports", new ArrayList<>(List.of(port)));
        spec.put("labels", Map.of());
        assertThat(com.dotscience.cli.output.Yaml.text(Map.of("spec", spec))).isEqualTo("""
                spec:
                  ports:
                  - name: model-http
                    port: 8501
                  labels: {}
                """);
    }
}
