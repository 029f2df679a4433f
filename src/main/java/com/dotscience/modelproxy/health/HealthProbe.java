package com.dotscience.modelproxy.health;

import com.dotscience.modelproxy.client.HttpGet;
import com.dotscience.modelproxy.log.ProcessLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks the model whether it can answer, again and again: every second until it can, then every few. */
public final class ModelHealth {

    private static final Duration UNTIL_HEALTHY = Duration.ofSeconds(1);
    private static final Duration WHILE_HEALTHY = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 64 * 1024;

    private final HttpGet http;
    private final InetSocketAddress model;
    private final String modelName;
    private final ScheduledExecutorService timer;
    private final ProcessLog log;
    private final Search search = new Search();
    private volatile Verdict verdict = Verdict.NOT_ASKED;
    private volatile boolean stopped;

    /** @param timer where all of it runs; one thread, which is never blocked */
    public ModelHealth(
            HttpGet http, InetSocketAddress model, String modelName, ScheduledExecutorService timer, ProcessLog log) {
        this.http = http;
        this.model = model;
        this.modelName = modelName;
        this.timer = timer;
        this.log = log;
    }

    /** Begins to ask. */
    public void start() {
        timer.execute(this::ask);
    }

    /** Asks no longer. */
    public void stop() {
        stopped = true;
    }

    Verdict verdict() {
        return verdict;
    }

    private void ask() {
        if (!stopped) {
            askIn(search.forms().iterator(), "it speaks no form that is known");
        }
    }

    private void askIn(Iterator<Form> forms, String otherwise) {
        if (!forms.hasNext()) {
            conclude(search.unanswered(otherwise));
            return;
        }
        Form form = forms.next();
        String path = form.path(modelName).orElse("");
        var answer =
                path.isEmpty() ? http.connect(model, PATIENCE) : http.get(model, path, Map.of(), PATIENCE, MAX_BYTES);
        answer.whenCompleteAsync(
                (said, failure) -> {
                    Saying saying = failure == null ? form.read(said) : new Saying.Unspoken(failure.getMessage());
                    search.hear(form, saying)
                            .ifPresentOrElse(
                                    this::conclude,
                                    () -> askIn(forms, ((Saying.Unspoken) saying).reason() + where(path)));
                },
                timer);
    }

    private static String where(String path) {
        return path.isEmpty() ? "" : " at " + path;
    }

    private void conclude(Verdict now) {
        if (now.healthy() != verdict.healthy() || !now.form().equals(verdict.form())) {
            log.info("The model " + (now.healthy() ? "can answer" : "cannot answer") + ": " + now.reason()
                    + now.form().map(form -> " (" + form.words() + ")").orElse(""));
        }
        verdict = now;
        Duration pause = now.healthy() ? WHILE_HEALTHY : UNTIL_HEALTHY;
        timer.schedule(this::ask, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
}
