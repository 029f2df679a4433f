package com.dotscience.cli.command;

import com.dotscience.cli.command.GlobalOptions.Output;
import com.dotscience.cli.connection.Configuration;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.connection.Settings;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Progress;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Connects a command to the Gateway and to the reader of its output. */
public final class Session {

    private final GlobalOptions options;
    private final Context context;

    public Session(GlobalOptions options, Context context) {
        this.options = options;
        this.context = context;
    }

    /**
     * Opens a connection to the configured Gateway.
     *
     * @throws DsException if none is configured, or wrongly
     */
    public ManagementClient connect() {
        Settings settings = new Configuration(context.environment(), context.running()).settings(options.gateway);
        settings.warnings().forEach(context.terminal()::warn);
        if (!settings.reminders().isEmpty()) {
            var shown = new ShownReminders(
                    context.environment(), context.terminalSession().get());
            settings.reminders().stream().filter(shown::markShown).forEach(context.terminal()::warn);
        }
        return new ManagementClient(settings);
    }

    /** Prints the result of the command. */
    public void show(View view) {
        switch (options.output) {
            case JSON -> context.terminal().json(view.json());
            case YAML -> view.yaml(context.terminal());
            case WIDE -> view.wide(context.terminal());
            case NAME -> view.names().forEach(context.terminal()::line);
            default -> view.text(context.terminal());
        }
    }

    /**
     * Prints one line of a result that comes line by line.
     *
     * @param fields the line for programs
     * @return false if the reader has gone
     */
    public boolean log(String text, Map<String, Object> fields) {
        switch (options.output) {
            case JSON -> context.terminal().lineOfJson(fields);
            case YAML -> context.terminal().documentOfYaml(fields);
            case NAME ->
                context.terminal().line(fields.getOrDefault("name", text).toString());
            default -> context.terminal().line(text);
        }
        return context.terminal().flushToReader();
    }

    /** Prints a line for people only, because programs find the same in the result. */
    public void remark(String text) {
        if (!isForPrograms()) {
            context.terminal().line(text);
        }
    }

    /** Prints to stderr what to do next. */
    public void hint(String text) {
        context.terminal().error(text);
    }

    /** Prints a warning to stderr. The command goes on. */
    public void warn(String text) {
        context.terminal().warn(text);
    }

    /** Whether the result is printed for programs. */
    public boolean isForPrograms() {
        return options.output != Output.TEXT && options.output != Output.WIDE;
    }

    /** Whether the result is printed for people, with all columns. */
    public boolean isWide() {
        return options.output == Output.WIDE;
    }

    /** Whether the result is printed as JSON. */
    public boolean isJson() {
        return options.output == Output.JSON;
    }

    /** Prints a line of a result that has the same form for people and programs. */
    public void print(String line) {
        context.terminal().line(line);
    }

    /** Whether a person can be asked. */
    public boolean canAsk() {
        return context.interactive();
    }

    /**
     * Asks a person whether to go on.
     *
     * @param action what follows "Do you want to"
     * @throws DsException if the answer is no, or none comes
     */
    public void confirm(String action) {
        context.terminal().error("Do you want to " + action + "? [y/N]");
        try {
            var answer = new BufferedReader(new InputStreamReader(context.stdin(), StandardCharsets.UTF_8)).readLine();
            if (answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
                return;
            }
        } catch (IOException e) {
            // This counts as no answer.
        }
        throw new DsException(ExitCode.FAILED, "nothing was done");
    }

    public InputStream stdin() {
        return context.stdin();
    }

    /** Returns the terminal, for a result whose form depends on its width. */
    public Terminal terminal() {
        return context.terminal();
    }

    /** Returns the progress of a wait. It goes to stderr where the result is for programs, otherwise to stdout. */
    public Progress progress() {
        return new Progress(context.terminal(), !isForPrograms());
    }

    public Instant now() {
        return context.clock().instant();
    }

    public Path resolve(String file) {
        return context.directory().resolve(file);
    }
}
