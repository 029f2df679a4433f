package com.dotscience.system;

import com.dotscience.api.Deployment;
import com.dotscience.api.EnvVar;
import com.dotscience.api.EnvVarSource;
import com.dotscience.api.KeySelector;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.ResourceRequirements;
import com.dotscience.api.ServicePort;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Planner;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Model deployments whose objects between them hold every field that a deployer can write. */
enum FullModels {
    /** Pods with all that a model can be given, and all that a model-proxy can be told. */
    PODS(Kind.DEPLOYMENT, FullModels::pods),
    /** A Service with an address. */
    SERVICE(Kind.SERVICE, FullModels::service),
    /** An Ingress that names its class in its field. */
    INGRESS(Kind.INGRESS, () -> ingress("nginx")),
    /** An Ingress that names its class in an annotation. */
    ANNOTATED(Kind.INGRESS, () -> ingress("webrelay"));

    /** The classes that the cluster has to have. */
    static final Set<String> INGRESS_CLASSES = Set.of("nginx");

    private final Kind kind;
    private final Supplier<Deployment.Builder> model;

    FullModels(Kind kind, Supplier<Deployment.Builder> model) {
        this.kind = kind;
        this.model = model;
    }

    /** The kind of object that it is about; where others can be without, they are not asked for. */
    Kind kind() {
        return kind;
    }

    /** A new one, without id and name. */
    Deployment.Builder model() {
        return model.get().putLabels("team", "vision");
    }

    /** The object that it is about, as it is created. */
    ObjectNode object() {
        Deployment wanted = model().setId("a-1").setName("full").build();
        return new Planner()
                .plan(wanted, "us", new Observed(List.of(), false), Optional.of(INGRESS_CLASSES)).changes().stream()
                        .filter(change -> change.kind() == kind)
                        .map(Change::object)
                        .map(object -> new ObjectMapper().<ObjectNode>valueToTree(object))
                        .findFirst()
                        .orElseThrow();
    }

    private static Deployment.Builder pods() {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder()
                .setReplicas(2)
                .setImage("example/model:1")
                .addPorts(8501)
                .addPorts(8502)
                .setServiceAccountToken(true)
                .setPrivilegeEscalation(true)
                .setUnconfined(true)
                .addEnv(EnvVar.newBuilder().setName("REGION").setValue("eu"))
                .addEnv(EnvVar.newBuilder().setName("BUCKET").setValue("signs-$(REGION)"))
                .addEnv(EnvVar.newBuilder()
                        .setName("TOKEN")
                        .setValueFrom(EnvVarSource.newBuilder()
                                .setSecretKeyRef(KeySelector.newBuilder()
                                        .setName("bucket")
                                        .setKey("token"))))
                .addEnv(EnvVar.newBuilder()
                        .setName("LEVEL")
                        .setValueFrom(EnvVarSource.newBuilder()
                                .setConfigMapKeyRef(KeySelector.newBuilder()
                                        .setName("logging")
                                        .setKey("level"))))
                .addCommand("/bin/serve")
                .addCommand("signs")
                .addArgs("--port")
                .addArgs("8501")
                .setResources(ResourceRequirements.newBuilder()
                        .putRequests("cpu", "1")
                        .putRequests("memory", "96Mi")
                        .putLimits("cpu", "1")
                        .putLimits("memory", "96Mi"))
                .setImagePullPolicy("Never")
                .addImagePullSecrets(LocalObjectReference.newBuilder().setName("registry"))
                .setSharedMemory("64Mi")
                .putNodeSelector("disk", "ssd");
        wanted.getMetricsBuilder()
                .setImage("example/proxy:1")
                .setMemoryMib(96)
                .setClasses("[\"stop\",\"go\"]")
                .setModelProxyPort(9601)
                .setModelProxyApiPort(9602)
                .setServedName("signs")
                .setRecordUrl("http://sink.example.com")
                .setRecordPercent(50)
                .setRecordMaxBytes(1000)
                .setModelMetricsPath("/metrics")
                .setModelMetricsPort(8502);
        return wanted;
    }

    private static Deployment.Builder service() {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder().setImage("example/model:1").addPorts(8501);
        wanted.getServiceBuilder()
                .setType("LoadBalancer")
                .setLoadBalancerIp("192.0.2.1")
                .addPorts(ServicePort.newBuilder()
                        .setName("model-http")
                        .setProtocol("TCP")
                        .setPort(80)
                        .setTargetPort(8501))
                .addPorts(ServicePort.newBuilder().setName("more").setPort(81));
        return wanted;
    }

    private static Deployment.Builder ingress(String ingressClass) {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder().setImage("example/model:1").addPorts(8501);
        wanted.getServiceBuilder()
                .addPorts(ServicePort.newBuilder().setName("model-http").setPort(80));
        wanted.getIngressBuilder().setClass_(ingressClass).setHost("signs.example.com");
        return wanted;
    }
}
