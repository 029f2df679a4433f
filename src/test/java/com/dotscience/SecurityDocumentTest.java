package com.dotscience;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.testing.Pure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/security.md says is known is known of the versions that are delivered. */
@Pure
class SecurityDocumentTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| ([A-Za-z][\\w .]*?) \\| ([0-9][\\w.]*) \\|", Pattern.MULTILINE);

    /** By the name in the document, the beginnings of its jars' names. */
    private static final Map<String, List<String>> JARS = Map.ofEntries(
            Map.entry("Netty", List.of("netty-codec-http", "netty-codec-http2", "netty-handler")),
            Map.entry("gRPC", List.of("grpc-core", "grpc-netty")),
            Map.entry("Vert.x", List.of("vertx-core", "vertx-web")),
            Map.entry("protobuf", List.of("protobuf-java")),
            Map.entry("Jackson", List.of("jackson-core", "jackson-databind")),
            Map.entry("Logback", List.of("logback-core", "logback-classic")),
            Map.entry("H2", List.of("h2")),
            Map.entry("PostgreSQL driver", List.of("postgresql")),
            Map.entry("Jolokia", List.of("jolokia-server-core")),
            Map.entry("fabric8", List.of("kubernetes-client", "kubernetes-httpclient-vertx")),
            Map.entry("Camel", List.of("camel-api", "camel-platform-http-vertx")),
            Map.entry("Camel gRPC", List.of("camel-grpc")),
            Map.entry("SnakeYAML", List.of("snakeyaml")),
            Map.entry("Guava", List.of("guava")));

    @Test
    void itSpeaksOfTheVersionsThatAreDelivered() throws IOException {
        Map<String, String> documented = ROW.matcher(Files.readString(Path.of("docs/security.md")))
                .results()
                .collect(toMap(row -> row.group(1), row -> row.group(2)));
        String jars = Files.readString(Path.of("target/test-classes/fixtures.classpath"));

        assertThat(documented).containsOnlyKeys(JARS.keySet());
        JARS.forEach((library, names) -> assertThat(names)
                .allSatisfy(name -> assertThat(version(name, jars))
                        .as(name)
                        .isIn(documented.get(library), documented.get(library) + "-jre")));
    }

    private static String version(String name, String jars) {
        Matcher jar = Pattern.compile("/" + Pattern.quote(name) + "-([0-9][^/:]*)\\.jar")
                .matcher(jars);
        return jar.find() ? jar.group(1) : "not there";
    }
}
