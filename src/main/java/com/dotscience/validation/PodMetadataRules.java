package com.dotscience.validation;

import com.dotscience.api.ClusterContract;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.ModelProxyContract;
import com.dotscience.api.ReservedLabels;
import com.dotscience.api.RestartTime;
import java.util.Set;

/** What may be asked for of the annotations and labels of pods. */
final class PodMetadataRules {

    private static final Set<String> OF_PROXY = Set.of(
            ModelProxyContract.SCRAPE_ANNOTATION,
            ModelProxyContract.SCRAPE_PATH_ANNOTATION,
            ModelProxyContract.SCRAPE_PORT_ANNOTATION);

    private PodMetadataRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(Deployment asked) {
        DeploymentSpec pods = asked.getDeployment();
        pods.getPodLabelsMap().forEach((key, value) -> {
            Syntax.LABEL_KEY.check("pod label", key);
            if (ReservedLabels.contain(key)) {
                throw Syntax.invalid("pod label '" + key + "' is one by which Kubernetes or the deployer tells objects"
                        + " apart: choose another name");
            }
            Syntax.LABEL_VALUE.check("pod label '" + key + "'", value);
        });
        pods.getPodAnnotationsMap().keySet().forEach(key -> {
            Syntax.checkAnnotation("pod annotation", key);
            if (key.startsWith(ClusterContract.PREFIX)) {
                throw Syntax.invalid("pod annotation '" + key + "' is the deployer's own: choose another name");
            }
            if (key.equals(RestartTime.ANNOTATION)) {
                throw Syntax.invalid(
                        "pod annotation '" + key + "' asks for a restart: restart the model deployment instead");
            }
            if (OF_PROXY.contains(key) && hasProxy(asked)) {
                throw Syntax.invalid("pod annotation '" + key + "' is that of the model-proxy: leave it out, or give"
                        + " model metrics path and port, which the model-proxy shows with its own");
            }
        });
    }

    /** Says whether the deployer makes a model-proxy, which takes an image, something to do and a port of the model. */
    private static boolean hasProxy(Deployment asked) {
        MetricsSpec metrics = asked.getMetrics();
        return !metrics.getImage().isEmpty()
                && !(metrics.getClasses().isEmpty() && metrics.getRecordUrl().isEmpty())
                && asked.getDeployment().getPortsCount() > 0;
    }
}
