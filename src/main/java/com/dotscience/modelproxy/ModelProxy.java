package com.dotscience.modelproxy;

import com.dotscience.api.Version;
import com.dotscience.modelproxy.log.ProcessLog;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.time.Clock;

/** The command {@code model-proxy}. It takes all settings from the environment, because that is how a pod configures it. */
public final class ModelProxy {

    private static final int USAGE = 2;
    private static final int FAILURE = 1;
    private static final int OUT_OF_MEMORY = 3;

    private ModelProxy() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            boolean version = args[0].equals("--version");
            (version ? System.out : System.err)
                    .println(
                            version
                                    ? "model-proxy " + Version.current()
                                    : "model-proxy: it takes no arguments; see docs/model-proxy.md for its environment");
            System.exit(version ? 0 : USAGE);
        }
        // Netty must not look for a logging framework first, because the model-proxy has none.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        ProcessLog log = new ProcessLog(System.out, Clock.systemUTC());
        try {
            Settings settings = Settings.from(System.getenv());
            Program program = Program.start(
                    settings,
                    settings.listen(settings.port()),
                    settings.listen(settings.apiPort()),
                    ModelProxy::outOfMemory,
                    log);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(program), "end"));
        } catch (SettingsException | IOException e) {
            System.err.println("model-proxy: " + e.getMessage());
            System.exit(e instanceof SettingsException ? USAGE : FAILURE);
        }
    }

    private static void end(Program program) {
        try {
            program.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A requested end has the exit code 0; without this it would be derived from the signal's number.
        Runtime.getRuntime().halt(0);
    }

    private static void outOfMemory(Throwable cause) {
        System.err.println("model-proxy: " + cause + ": ending, so that it is started anew");
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
}
