package com.dotscience.cli.command;

import com.dotscience.cli.output.Progress;
import java.util.function.Supplier;

/** A wait that a person may end with Ctrl-C, and is told then how what is waited for goes on. */
public final class InterruptibleWait implements AutoCloseable {

    private final Session session;
    private final Progress progress;
    private final Supplier<String> hint;
    private final Thread interrupted = new Thread(this::interrupted, "interrupted");

    /** @param hint what a person is told after Ctrl-C */
    public InterruptibleWait(Session session, Progress progress, Supplier<String> hint) {
        this.session = session;
        this.progress = progress;
        this.hint = hint;
        Runtime.getRuntime().addShutdownHook(interrupted);
    }

    private void interrupted() {
        if (progress.leave()) {
            session.hint(hint.get());
        }
    }

    /** Ctrl-C may come at this moment. Then either its hint is printed or the result of the wait, but never both. */
    @Override
    public void close() {
        boolean isFirst = progress.leave();
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            if (!isFirst) {
                waitForExit();
            }
        }
    }

    private static void waitForExit() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
