package com.dotscience.deployer.logs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts bytes into lines as they arrive. It keeps only the beginning of a line that is too long, so that no container
 * can use up the memory, and replaces bytes that are not UTF-8.
 */
final class LineCutter {

    /** The length of the longest line, in bytes. Container runtimes themselves split longer lines. */
    static final int LONGEST = 16 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long length;

    /** Adds bytes, and returns the lines that are complete by now, without their ends. */
    List<String> add(ByteBuffer bytes) {
        List<String> lines = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                lines.add(endLine());
            } else {
                length++;
                if (length <= LONGEST) {
                    line.write(next);
                }
            }
        }
        return lines;
    }

    /** Returns the text after the last end of a line; empty if there is none. */
    Optional<String> rest() {
        return length == 0 ? Optional.empty() : Optional.of(endLine());
    }

    private String endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        String taken = length > LONGEST
                ? text + " … (a line of " + length + " bytes, cut after " + LONGEST + ")"
                : text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        line.reset();
        length = 0;
        return taken;
    }
}
