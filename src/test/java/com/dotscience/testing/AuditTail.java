package com.dotscience.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads an audit log on from where it stopped reading. Not safe for use by several threads. */
public final class AuditTail {

    /** Bytes; the lines hold metadata only. */
    private static final long LONGEST_LINE = 1 << 16;

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;
    private long position;

    AuditTail(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    /** From the end of the last complete line on: the API server may be in the middle of one. */
    static AuditTail fromEnd(Path file) throws IOException {
        AuditTail tail = new AuditTail(file, Math.max(0, Files.size(file) - LONGEST_LINE));
        tail.completeLines();
        return tail;
    }

    /** The calls that were written down since the last time. */
    public List<AuditEvent> next() {
        String lines = completeLines();
        return lines.lines().map(this::parse).toList();
    }

    private String completeLines() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            long read = position;
            for (int n = channel.read(buffer, read); n > 0; n = channel.read(buffer.clear(), read)) {
                bytes.write(buffer.array(), 0, n);
                read += n;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int length = endOfLastLine(bytes.toByteArray());
        position += length;
        return new String(bytes.toByteArray(), 0, length, StandardCharsets.UTF_8);
    }

    // The API server may be in the middle of a line, even of a character.
    private static int endOfLastLine(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private AuditEvent parse(String line) {
        try {
            return AuditEvent.of(json.readTree(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
