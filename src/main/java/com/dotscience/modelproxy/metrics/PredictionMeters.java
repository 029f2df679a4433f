package com.dotscience.modelproxy.metrics;

import com.dotscience.modelproxy.predictions.Classes;
import com.dotscience.modelproxy.predictions.Predictions;
import com.dotscience.modelproxy.predictions.Reading.Read;
import com.dotscience.modelproxy.predictions.Reading.Result;
import com.dotscience.modelproxy.predictions.Reading.Unread;
import com.dotscience.modelproxy.predictions.UnreadReason;
import io.micrometer.core.instrument.Counter;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The meters of what responses contain. */
final class PredictionMeters {

    /** The bounds of confidence. They lie close together near 1, because most models are sure of most predictions. */
    private static final double[] BUCKETS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0};

    private final List<String> names;
    private final Counter[] predictions;
    private final Histogram confidenceByClass;
    /** By class. Each is created on first use, because it takes a kilobyte and fifteen lines, and most of many classes never occur. */
    private final AtomicReferenceArray<DistributionDataPoint> confidences;

    private final Counter unclassified;
    private final Counter read;
    private final Map<UnreadReason, Counter> unread = new EnumMap<>(UnreadReason.class);
    private final Counter promptTokens;
    private final Counter completionTokens;

    PredictionMeters(Registry registry, Classes classes) {
        this.names = classes.names();
        this.predictions = names.stream()
                .map(name -> registry.counter(
                        "predictions", "Instances for which the model predicted the class", "class", name))
                .toArray(Counter[]::new);
        this.confidenceByClass = registry.histogram(
                "prediction.confidence",
                "How sure the model was of the class it predicted, where it says so",
                BUCKETS,
                "class");
        this.confidences = new AtomicReferenceArray<>(names.size());
        this.unclassified = registry.counter(
                "predictions.unclassified",
                "Instances for which the model predicted none of the classes that are named");
        this.read = registry.counter(
                "responses.read", "Answers to POST with code 200 whose predictions or tokens were read");
        for (UnreadReason reason : UnreadReason.values()) {
            unread.put(
                    reason,
                    registry.counter(
                            "responses.unread",
                            "Answers to POST with code 200 that were not read, and so are in no count of predictions, by reason",
                            "reason",
                            reason.label()));
        }
        String tokens = "Tokens that the answers of language models say they took and gave";
        this.promptTokens = registry.counter("tokens", tokens, "type", "prompt");
        this.completionTokens = registry.counter("tokens", tokens, "type", "completion");
    }

    void count(Result result) {
        if (result instanceof Unread failed) {
            unread.get(failed.reason()).increment();
        } else if (result instanceof Read whole) {
            read.increment();
            count(whole.predictions());
            promptTokens.increment(whole.usage().prompt());
            completionTokens.increment(whole.usage().completion());
        }
    }

    private void count(Predictions all) {
        for (int i = 0; i < all.size(); i++) {
            int number = all.classOf(i);
            if (number == Classes.NONE) {
                unclassified.increment();
                continue;
            }
            predictions[number].increment();
            if (!Float.isNaN(all.confidenceOf(i))) {
                confidence(number).observe(all.confidenceOf(i));
            }
        }
    }

    private DistributionDataPoint confidence(int number) {
        DistributionDataPoint confidence = confidences.get(number);
        if (confidence == null) {
            confidence = confidenceByClass.labelValues(names.get(number));
            confidences.set(number, confidence);
        }
        return confidence;
    }
}
