package com.dotscience.deployer.apply;

import com.dotscience.deployer.apply.Outcome.Result;
import com.dotscience.deployer.apply.WriteFailure.Meaning;
import com.dotscience.deployer.cluster.ObservedState;
import com.dotscience.deployer.cluster.WriteHoldException;
import com.dotscience.deployer.deprecated.Deprecation;
import com.dotscience.deployer.plan.Action;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Difference;
import com.dotscience.logging.Logging;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles what the API server answered to a change: it becomes observed state, a failure to try again, or a reason to plan
 * anew.
 */
public final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final ObservedState observed;
    private final FailedChanges failures;
    private final Rewrites rewrites;
    private final BiFunction<Change, HasMetadata, List<Difference>> rewritten;
    private final Deprecation deprecation = new Deprecation();
    private final List<OutcomeListener> listeners = new CopyOnWriteArrayList<>();

    /** @param rewritten finds the fields of a returned object that are not as they were written */
    public Outcomes(
            ObservedState observed,
            FailedChanges failures,
            Rewrites rewrites,
            BiFunction<Change, HasMetadata, List<Difference>> rewritten) {
        this.observed = observed;
        this.failures = failures;
        this.rewrites = rewrites;
        this.rewritten = rewritten;
    }

    /** Adds a listener, which is called with every outcome from now on. */
    public void addListener(OutcomeListener listener) {
        listeners.add(listener);
    }

    /**
     * Handles the outcome of one change.
     *
     * @param object the object that the API server returned; after a 409 the object that is there instead; null if
     *     there is none
     * @param error why the change was not made; null if it was
     * @param exchange the exchange that was created for the change when it was planned
     */
    public Outcome handle(
            @ExchangeProperty("change") Change change,
            @Body Object object,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error,
            Exchange exchange) {
        Outcome outcome = outcome(change, object, error);
        Duration lasted = Duration.ofMillis(exchange.getClock().elapsed());
        listeners.forEach(listener -> listener.completed(outcome, lasted));
        return outcome;
    }

    /** The former name of {@link #handle}, which operators' files may have. */
    public Outcome take(
            @ExchangeProperty("change") Change change,
            @Body Object object,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception error,
            Exchange exchange) {
        deprecation.warn("the step outcomes.take", "write outcomes.handle");
        return handle(change, object, error, exchange);
    }

    private Outcome outcome(Change change, Object object, Exception error) {
        HasMetadata there = object instanceof HasMetadata returned ? returned : null;
        if (error == null) {
            List<NotSticking> notSticking = new ArrayList<>(rewrites.later(change));
            rewrites.made(change, there == null ? List.of() : rewritten.apply(change, there));
            notSticking.addAll(rewrites.atAdmission(change));
            about(change, () -> {
                LOG.info("{}: {}", change.action(), change.reason());
                notSticking.forEach(
                        field -> LOG.warn("A field does not stay as it was written: {}{}", field, field.who()));
            });
            observeWritten(change, there);
            failures.succeeded(change);
            return new Outcome(change, Result.MADE, there, change.reason(), notSticking);
        }
        if (WriteHoldException.isCauseOf(error)) {
            about(change, () -> LOG.debug("{} is not made: {}", change, error.getMessage()));
            return new Outcome(change, Result.ANEW, there, "Every write is held");
        }
        if (metAnotherState(change, there, error)) {
            about(
                    change,
                    () -> LOG.info(
                            "{} met another state than the one it was planned on: the deployer plans it anew", change));
            observe(change, there);
            rewrites.metAnother(change, change.isPlannedOnGenerationOf(there));
            return new Outcome(change, Result.ANEW, there, "It met another state than it was planned on");
        }
        if (isNotServed(change, error)) {
            observed.notServed(change.kind());
        }
        WriteFailure failure = WriteFailure.of(error);
        String message = change + " failed: " + failure.message() + Unchangeable.remedy(change, error);
        if (failure.meaning() != Meaning.TRANSIENT) {
            about(change, () -> LOG.warn("{} (the deployer tries again)", message));
            failures.failed(change, message, failure.meaning() == Meaning.REFUSED);
        } else if (failures.failedTransiently(change, message, failure.notBefore())) {
            about(change, () -> LOG.warn("{} (the deployer tries again until the API server takes changes)", message));
        } else {
            about(change, () -> LOG.debug("{} still", message));
        }
        return new Outcome(change, Result.FAILED, there, message);
    }

    /**
     * Returns whether the object was in another state than planned. It trusts only an answer of the API server itself,
     * because the answer of a proxy in front of it says nothing about the object.
     */
    private static boolean metAnotherState(Change change, HasMetadata there, Exception error) {
        int code = error instanceof KubernetesClientException refused ? refused.getCode() : 0;
        return WriteFailure.isOfTheApiServer(error)
                && (code == 409 && !change.isPlannedOn(there) || code == 404 && change.action() != Action.CREATE);
    }

    /** Of a version that the API server does not serve it knows no object, and so does not answer in its own words. */
    private static boolean isNotServed(Change change, Exception error) {
        return change.kind().isOptional()
                && error instanceof KubernetesClientException refused
                && refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                && !WriteFailure.isOfTheApiServer(error);
    }

    private static void about(Change change, Runnable says) {
        Logging.about(change.id(), says);
    }

    private void observeWritten(Change change, HasMetadata there) {
        if (change.action() == Action.DELETE && there == null) {
            observed.deleted(change.id(), change.object());
        } else if (change.action() != Action.DELETE && there != null) {
            observed.wrote(change.id(), there);
        } else {
            observe(change, there);
        }
    }

    private void observe(Change change, HasMetadata there) {
        if (there != null) {
            observed.returned(there);
        } else if (change.action() != Action.CREATE) {
            observed.gone(change.object());
        }
    }
}
