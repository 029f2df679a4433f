package com.dotscience.deployer.logs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bytes as they come, cut into lines. Of a line that is too long only the beginning is kept, and what is no UTF-8 is
 * replaced: whatever a container writes, a line takes no more memory than this.
 */
final class LineCutter {

    /** The longest line, in bytes. Container runtimes split what is longer themselves. */
    static final int LONGEST = 16 * 1024;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long length;

    /** The lines that are complete by now, without their ends. */
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

    /** What comes after the last end of a line. */
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
