package com.dotscience.cli.output;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** Where ds writes: results to stdout, everything else to stderr. */
public final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final Charset charset;
    private final IntSupplier columns;

    /** @param columns how wide it is now; 0 where stdout is no terminal */
    public Terminal(OutputStream out, OutputStream err, Charset charset, IntSupplier columns) {
        this.out = new PrintStream(out, false, charset);
        this.err = new PrintStream(err, true, charset);
        this.charset = charset;
        this.columns = columns;
    }

    public static Terminal ofThisProcess() {
        return new Terminal(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                new FileOutputStream(FileDescriptor.err),
                charsetOfThisProcess(),
                TerminalWidth::ofThisProcess);
    }

    // The first is set from Java 19 on, the second on 17 and 18 for terminals only, the third always.
    private static Charset charsetOfThisProcess() {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.US_ASCII);
    }

    /** A line of the result. */
    public void line(String text) {
        out.println(harmless(text));
    }

    /** How wide the terminal is now; 0 where stdout is none. */
    public int columns() {
        return columns.getAsInt();
    }

    /** Writes over the line that the terminal is at, at once. */
    void over(String text) {
        boolean ends = text.endsWith(System.lineSeparator());
        out.print("\r" + harmless(text) + (ends ? System.lineSeparator() : ""));
        out.flush();
    }

    /** The result as JSON, which is UTF-8 whatever the terminal is. */
    public void json(Object value) {
        out.flush();
        out.writeBytes((Json.text(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** One JSON object of many, on a line of its own. */
    public void lineOfJson(Object value) {
        out.writeBytes((Json.line(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes out what waits; false if nobody reads it any more, as behind {@code | head}. */
    public boolean isRead() {
        return !out.checkError();
    }

    /** Why the command failed. */
    public void complain(String text) {
        error("ds: " + text);
    }

    /** What people should know although the command goes on. */
    public void warn(String text) {
        error("ds: warning: " + text);
    }

    public void error(String text) {
        out.flush();
        err.println(harmless(text));
    }

    /** What stands for the rest of something cut short. */
    public String ellipsis() {
        return charset.newEncoder().canEncode('…') ? "…" : "...";
    }

    public PrintWriter outWriter() {
        return new PrintWriter(new OutputStreamWriter(out, charset), true);
    }

    public PrintWriter errWriter() {
        return new PrintWriter(new OutputStreamWriter(err, charset), true);
    }

    public void flush() {
        out.flush();
        err.flush();
    }

    // Names and messages come from clusters; none of them may steer the reader's terminal.
    private static String harmless(String text) {
        return text.lines()
                .map(Terminal::withoutControls)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }

    private static String withoutControls(String line) {
        var clean = new StringBuilder(line.length());
        line.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\t' || isDirection(c) ? '?' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    // Unicode's embeddings, overrides and isolates, which make a line read other than it is.
    private static boolean isDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
