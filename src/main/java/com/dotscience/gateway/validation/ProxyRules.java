package com.dotscience.gateway.validation;

import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ModelProxyContract;

/** What may be asked for of a model-proxy: what it would take itself. Refused by it, a mistake would be a pod that never starts. */
final class ProxyRules {
    // A variable of a container's environment ends at 128 KiB, and the classes travel in one.
    private static final int MAX_CLASSES = 100_000;
    private static final int WHOLE = 100;

    private ProxyRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    /** @param before what was wanted until now */
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
        checkLimit("record percent", metrics.getRecordPercent(), WHOLE, records);
        checkLimit("record size", metrics.getRecordMaxBytes(), ModelProxyContract.MOST_RECORD_MAX_BYTES, records);
    }

    /** 0 is the default, here as below. */
    private static void checkLimit(String field, int value, int most, boolean records) {
        if (value == 0) {
            return;
        }
        if (value < 0 || value > most) {
            throw Syntax.invalid(field + " must be 1 to " + most + ", not " + value);
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
