package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.Deployment;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.cli.output.DsException;

/** Changes the model-proxy of a model deployment part by part. */
final class ProxySpec {

    private final Deployment.Builder wanted;
    private final ServicePorts service;

    ProxySpec(Deployment.Builder wanted) {
        this.wanted = wanted;
        this.service = new ServicePorts(wanted);
    }

    /** Whether there is a model-proxy by the rule of the deployer: it needs an image, and something to count or record. */
    boolean exists() {
        return !wanted.getMetrics().getImage().isEmpty() && hasSomethingToDo();
    }

    /**
     * Sets what the model-proxy counts and records. If that is nothing, the model-proxy is removed.
     *
     * @param classes the classes in base64; empty for none, null to keep the present ones
     * @param recordUrl the URL to record to; empty for none, null to keep the present one
     */
    void countAndRecord(String classes, String recordUrl) {
        boolean isNew = !exists();
        MetricsSpec.Builder metrics = wanted.getMetricsBuilder();
        if (classes != null) {
            metrics.setClasses(classes);
        }
        if (recordUrl != null) {
            metrics.setRecordUrl(recordUrl);
        }
        if (metrics.getRecordUrl().isEmpty()) {
            metrics.clearRecordPercent().clearRecordMaxBytes();
        }
        addOrRemove(isNew);
    }

    void recordPercent(int percent) {
        recording("--record-percent").setRecordPercent(percent);
    }

    void recordMaxBytes(int bytes) {
        recording("--record-max-bytes").setRecordMaxBytes(bytes);
    }

    /** @param image empty for the default */
    void image(String image) {
        existing("--proxy-image").setImage(image.isEmpty() ? ProxyImage.ofThisVersion() : image);
    }

    /** @param mib 0 for the default */
    void memory(int mib) {
        existing("--proxy-memory").setMemoryMib(mib);
    }

    /** @param name empty for the default */
    void servedName(String name) {
        existing("--served-name").setServedName(name);
    }

    /** @param path empty for the default */
    void modelMetricsPath(String path) {
        existing("--model-metrics-path").setModelMetricsPath(path);
    }

    void modelMetricsPort(int port) {
        existing("--model-metrics-port").setModelMetricsPort(port);
    }

    private boolean hasSomethingToDo() {
        return !wanted.getMetrics().getClasses().isEmpty()
                || !wanted.getMetrics().getRecordUrl().isEmpty();
    }

    private void addOrRemove(boolean isNew) {
        if (!hasSomethingToDo()) {
            wanted.clearMetrics();
            service.setModelHttpTarget(ModelSpec.modelPort(wanted));
            service.removeProxyApi();
        } else if (isNew) {
            wanted.getMetricsBuilder()
                    .setImage(ProxyImage.ofThisVersion())
                    .setRecord(true)
                    .setModelProxyPort(ModelProxyContract.DEFAULT_PORT)
                    .setModelProxyApiPort(ModelProxyContract.DEFAULT_API_PORT);
            service.setModelHttpTarget(ModelProxyContract.DEFAULT_PORT);
            service.addProxyApi(ModelProxyContract.DEFAULT_API_PORT);
        }
    }

    private MetricsSpec.Builder existing(String option) {
        if (!exists()) {
            throw DsException.usage(
                    option + ": there is no model-proxy without --classes or --record: give one of them too");
        }
        return wanted.getMetricsBuilder();
    }

    private MetricsSpec.Builder recording(String option) {
        if (wanted.getMetrics().getRecordUrl().isEmpty()) {
            throw DsException.usage(option + ": nothing is recorded without --record: give both");
        }
        return wanted.getMetricsBuilder();
    }
}
