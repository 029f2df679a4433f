package com.dotscience.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.dotscience.cli.command.Context;
import com.dotscience.cli.output.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/** Runs ds in this process, with an environment of its own. */
public final class DsRun {

    private final Map<String, String> environment = new HashMap<>();
    private Path directory = Path.of("");
    private String stdin = "";
    private boolean asked;
    private Charset charset = UTF_8;
    private int columns;
    private Instant now = FakeGateway.CREATED.plusSeconds(11);
    private LongPredicate running = pid -> false;
    private String terminalSession = "one";

    /** With no configuration at all. */
    public static DsRun unconfigured(Path home) {
        return new DsRun().with("HOME", home.toString());
    }

    public static DsRun against(FakeGateway gateway) {
        return new DsRun()
                .with("HOME", "/dev/null")
                .with("DS_GATEWAY", gateway.hostAndPort())
                .with("DS_TOKEN", FakeGateway.TOKEN);
    }

    public DsRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public DsRun in(Path directory) {
        this.directory = directory;
        return this;
    }

    /** With this on its standard input. */
    public DsRun reading(String stdin) {
        this.stdin = stdin;
        return this;
    }

    /** By a person who answers this when asked. */
    public DsRun answering(String answer) {
        this.stdin = answer + "\n";
        this.asked = true;
        return this;
    }

    public DsRun onTerminalOf(Charset charset) {
        this.charset = charset;
        return this;
    }

    /** In a terminal so wide. */
    public DsRun inColumns(int columns) {
        this.columns = columns;
        return this;
    }

    public DsRun at(Instant now) {
        this.now = now;
        return this;
    }

    public DsRun inTerminalSession(String session) {
        this.terminalSession = session;
        return this;
    }

    DsRun whereRuns(long pid) {
        this.running = candidate -> candidate == pid;
        return this;
    }

    Ds ds(Terminal terminal) {
        return new Ds(new Context(
                environment,
                directory,
                new ByteArrayInputStream(stdin.getBytes(UTF_8)),
                asked,
                terminal,
                Clock.fixed(now, ZoneOffset.UTC),
                running,
                () -> terminalSession));
    }

    public Result ds(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int code = ds(new Terminal(out, err, charset, () -> columns)).run(args);
        return new Result(code, out.toString(charset), err.toString(charset));
    }

    /** A run that writes into these streams. */
    public Running into(OutputStream out, OutputStream err) {
        Ds ds = ds(new Terminal(out, err, charset, () -> columns));
        return ds::run;
    }

    /** A command of which a test sees what it writes while it runs. */
    public interface Running {
        int run(String... args);
    }

    public record Result(int code, String out, String err) {}
}
