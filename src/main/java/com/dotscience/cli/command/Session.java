package com.dotscience.cli.command;

import com.dotscience.cli.command.GlobalOptions.Output;
import com.dotscience.cli.connection.Configuration;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.connection.Settings;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.cli.output.Progress;
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

/** What the commands share: the way to the Gateway and the way to the reader. */
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
            var said = new ShownReminders(
                    context.environment(), context.terminalSession().get());
            settings.reminders().stream().filter(said::isNew).forEach(context.terminal()::warn);
        }
        return new ManagementClient(settings);
    }

    public void show(View view) {
        if (options.output == Output.JSON) {
            context.terminal().json(view.json());
        } else {
            view.text(context.terminal());
        }
    }

    /**
     * Shows one more line at once.
     *
     * @param fields the line for programs
     * @return whether somebody still reads
     */
    public boolean log(String text, Map<String, Object> fields) {
        if (options.output == Output.JSON) {
            context.terminal().lineOfJson(fields);
        } else {
            context.terminal().line(text);
        }
        return context.terminal().isRead();
    }

    /** Tells people something that programs see for themselves. */
    public void remark(String text) {
        if (options.output != Output.JSON) {
            context.terminal().line(text);
        }
    }

    /** Says on stderr what to do next. */
    public void hint(String text) {
        context.terminal().error(text);
    }

    /** Says on stderr what people should know although the command goes on. */
    public void warn(String text) {
        context.terminal().warn(text);
    }

    /** Whether the result is read by a program, as JSON. */
    public boolean isForPrograms() {
        return options.output == Output.JSON;
    }

    /** A line of a result that is as it is. */
    public void print(String line) {
        context.terminal().line(line);
    }

    /** Whether a person is there to be asked. */
    public boolean canAsk() {
        return context.asked();
    }

    /**
     * Asks whether to go on.
     *
     * @param what would be done, as what follows "Do you want to"
     * @throws DsException if the answer is no, or none comes
     */
    public void confirm(String what) {
        context.terminal().error("Do you want to " + what + "? [y/N]");
        try {
            var answer = new BufferedReader(new InputStreamReader(context.stdin(), StandardCharsets.UTF_8)).readLine();
            if (answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT))) {
                return;
            }
        } catch (IOException e) {
            // As good as no answer.
        }
        throw new DsException(ExitCode.FAILED, "nothing was done");
    }

    public InputStream stdin() {
        return context.stdin();
    }

    /** What is said while ds waits: beside a result for programs, else as part of it. */
    public Progress progress() {
        return new Progress(context.terminal(), options.output != Output.JSON);
    }

    public Instant now() {
        return context.clock().instant();
    }

    public Path resolve(String file) {
        return context.directory().resolve(file);
    }
}
