package com.dotscience.cli.output;

import com.dotscience.api.HiddenCharacters;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes results to stdout and everything else to stderr. */
public final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private final Charset charset;
    private final IntSupplier columns;

    /** @param columns returns the present width of the terminal; 0 if stdout is no terminal */
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

    // Java sets the first from version 19 on, the second in 17 and 18 for terminals only, and the third always.
    private static Charset charsetOfThisProcess() {
        return Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(name -> name != null && Charset.isSupported(name))
                .findFirst()
                .map(Charset::forName)
                .orElse(StandardCharsets.US_ASCII);
    }

    /** Prints a line of the result. */
    public void line(String text) {
        out.println(printable(text));
    }

    /** Returns the present width of the terminal; 0 if stdout is no terminal. */
    public int columns() {
        return columns.getAsInt();
    }

    /** Overwrites the current line of the terminal, without a delay. */
    void overwrite(String text) {
        boolean ends = text.endsWith(System.lineSeparator());
        out.print("\r" + printable(text) + (ends ? System.lineSeparator() : ""));
        out.flush();
    }

    /** Prints the result as JSON, which is in UTF-8 whatever the charset of the terminal is. */
    public void json(Object value) {
        out.flush();
        out.writeBytes((Json.text(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Prints the result as YAML, which is in UTF-8 whatever the charset of the terminal is. */
    public void yaml(Object value) {
        out.flush();
        out.writeBytes(Yaml.text(value).getBytes(StandardCharsets.UTF_8));
    }

    /** Prints one YAML document of several. */
    public void documentOfYaml(Object value) {
        out.writeBytes(("---\n" + Yaml.text(value)).getBytes(StandardCharsets.UTF_8));
    }

    /** Prints one JSON object of several, on a line of its own. */
    public void lineOfJson(Object value) {
        out.writeBytes((Json.line(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a value as JSON on one line, as part of a text. */
    public String inOneLine(Object value) {
        return Json.line(value);
    }

    /** Flushes stdout, and returns false if its reader has gone, as behind {@code | head}. */
    public boolean flushToReader() {
        return !out.checkError();
    }

    /** Prints why the command failed. */
    public void fail(String text) {
        error("ds: " + text);
    }

    /** Prints a warning. The command goes on. */
    public void warn(String text) {
        error("ds: warning: " + text);
    }

    /** Prints a line to stderr. */
    public void error(String text) {
        out.flush();
        err.println(printable(text));
    }

    /** Returns what stands for the rest of a text that is cut short. */
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

    // Names and messages come from clusters, and none of them may send control characters to the reader's terminal.
    private static String printable(String text) {
        return text.lines()
                .map(line -> HiddenCharacters.replaced(line, '?', "\t"))
                .collect(Collectors.joining(" "));
    }
}
