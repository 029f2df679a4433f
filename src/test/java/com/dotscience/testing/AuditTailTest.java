package com.dotscience.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Pure
class AuditTailTest {

    private static final String EVENT = """
            {"stage":"ResponseComplete","verb":"patch","user":{"username":"admin"},"userAgent":"tester",\
            "objectRef":{"resource":"deployments","namespace":"default","name":"%s","subresource":"status"},\
            "responseStatus":{"code":200},"requestReceivedTimestamp":"2026-11-22T08:00:00.000001Z",\
            "stageTimestamp":"2026-11-22T08:00:00.002000Z"}
            """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void emptyLog() throws IOException {
        file = Files.createFile(folder.resolve("audit.log"));
    }

    @Test
    void eachCallIsReadOnce() throws IOException {
        append(EVENT.formatted("first"));
        AuditTail tail = new AuditTail(file, 0);
        assertThat(tail.next()).extracting(AuditEvent::name).containsExactly("first");

        append(EVENT.formatted("second"));

        assertThat(tail.next()).extracting(AuditEvent::name).containsExactly("second");
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void aLineThatIsStillBeingWrittenIsReadWhenItIsComplete() throws IOException {
        String line = EVENT.formatted("größer");
        int insideOfTheUmlaut = line.indexOf("gr") + 3;
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        AuditTail tail = new AuditTail(file, 0);

        append(bytes, 0, insideOfTheUmlaut);
        assertThat(tail.next()).isEmpty();

        append(bytes, insideOfTheUmlaut, bytes.length);
        assertThat(tail.next()).extracting(AuditEvent::name).containsExactly("größer");
    }

    @Test
    void aSubresourceIsPartOfTheResource() throws IOException {
        append(EVENT.formatted("model"));

        assertThat(new AuditTail(file, 0).next()).singleElement().satisfies(event -> {
            assertThat(event.resource()).isEqualTo("deployments/status");
            assertThat(event.isWrite()).isTrue();
            assertThat(event.received().getNano()).isEqualTo(1_000);
        });
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private void append(byte[] bytes, int from, int to) throws IOException {
        Files.write(file, Arrays.copyOfRange(bytes, from, to), StandardOpenOption.APPEND);
    }
}
