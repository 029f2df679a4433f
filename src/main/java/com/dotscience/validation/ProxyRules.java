package com.dotscience.validation;

import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ModelProxyContract;

/**
 * Checks the settings of a model-proxy by the rules of the model-proxy itself. Without these checks a mistake would show only as a pod
 * that never starts.
 */
final class ProxyRules {
    // The classes are passed in an environment variable, which may have 128 KiB at most.
    private static final int MAX_CLASSES = 100_000;
    private static final int MAX_PERCENT = 100;

    private ProxyRules() {}

    /**
     * @param before the settings until now; an image that stays is not checked again
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT; the message names the field and what is allowed
     */
    static void check(MetricsSpec metrics, MetricsSpec before) {
        if (!metrics.getImage().isEmpty() && !metrics.getImage().equals(before.getImage())) {
            ImageReference.check("proxy image", metrics.getImage());
        }
        if (metrics.getClasses().length() > MAX_CLASSES) {
            throw Syntax.invalid("classes must be at most " + MAX_CLASSES + " characters, not "
                    + metrics.getClasses().length());
        }
        checkPort("proxy port", metrics.getModelProxyPort());
        checkPort("proxy API port", metrics.getModelProxyApiPort());
        if (!metrics.getServedName().isEmpty()) {
            Syntax.SERVED_NAME.check("served name", metrics.getServedName());
        }
        if (!metrics.getModelMetricsPath().isEmpty()) {
            Syntax.PATH.check("model metrics path", metrics.getModelMetricsPath());
        }
        checkPort("model metrics port", metrics.getModelMetricsPort());
        if (metrics.getMemoryMib() < 0 || metrics.getMemoryMib() > ModelProxyContract.MOST_MEMORY_MIB) {
            throw Syntax.invalid("proxy memory must be 1 to " + ModelProxyContract.MOST_MEMORY_MIB
                    + " MiB, or 0 for the default, not " + metrics.getMemoryMib());
        }
        checkRecording(metrics);
    }

    private static void checkRecording(MetricsSpec metrics) {
        boolean records = !metrics.getRecordUrl().isEmpty();
        if (records) {
            RecordUrl.check(metrics.getRecordUrl());
        }
        checkLimit("record percent", metrics.getRecordPercent(), MAX_PERCENT, records);
        checkLimit("record size", metrics.getRecordMaxBytes(), ModelProxyContract.MOST_RECORD_MAX_BYTES, records);
    }

    /** A value of 0 stands for the default. */
    private static void checkLimit(String field, int value, int max, boolean records) {
        if (value == 0) {
            return;
        }
        if (value < 0 || value > max) {
            throw Syntax.invalid(field + " must be 1 to " + max + ", not " + value);
        }
        if (!records) {
            throw Syntax.invalid(field + " needs a record URL: nothing is recorded without one");
        }
    }

    private static void checkPort(String field, int port) {
        if (port != 0) {
            Syntax.checkPort(field, port);
        }
    }
}
