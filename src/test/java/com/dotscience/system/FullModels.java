package com.dotscience.system;

import com.dotscience.api.Autoscaling;
import com.dotscience.api.Deployment;
import com.dotscience.api.Drain;
import com.dotscience.api.EnvVar;
import com.dotscience.api.EnvVarSource;
import com.dotscience.api.KeySelector;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.Readiness;
import com.dotscience.api.ResourceRequirements;
import com.dotscience.api.RolloutSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.api.SecurityContext;
import com.dotscience.api.ServicePort;
import com.dotscience.api.Toleration;
import com.dotscience.api.TopologySpread;
import com.dotscience.api.Volume;
import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import com.dotscience.deployer.plan.KindAccess;
import com.dotscience.deployer.plan.Observed;
import com.dotscience.deployer.plan.Planner;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Model deployments whose objects between them hold every field that a deployer can write. */
enum FullModels {
    /** Pods with all that a model can be given, and all settings of a model-proxy. */
    PODS(Kind.DEPLOYMENT, FullModels::pods),
    /** Pods without a model-proxy, which drain by themselves. */
    DRAINING(Kind.DEPLOYMENT, FullModels::draining),
    /** A Service with an address. */
    SERVICE(Kind.SERVICE, FullModels::service),
    /** An Ingress that names its class in its field. */
    INGRESS(Kind.INGRESS, () -> ingress("nginx")),
    /** An Ingress that names its class in an annotation. */
    ANNOTATED(Kind.INGRESS, () -> ingress("webrelay")),
    /** A PodDisruptionBudget. */
    BUDGET(Kind.POD_DISRUPTION_BUDGET, FullModels::budget),
    /** A HorizontalPodAutoscaler with every goal. */
    AUTOSCALER(Kind.HORIZONTAL_POD_AUTOSCALER, FullModels::autoscaler),
    /** An HTTPRoute. */
    ROUTE(Kind.HTTP_ROUTE, FullModels::route);

    /** The classes that the cluster has to have. */
    static final Set<String> INGRESS_CLASSES = Set.of("nginx");

    /** The optional kinds that the cluster serves. */
    static final Map<Kind, KindAccess> KINDS = Map.of(
            Kind.POD_DISRUPTION_BUDGET,
            new KindAccess.Known("policy/v1"),
            Kind.HORIZONTAL_POD_AUTOSCALER,
            new KindAccess.Known("autoscaling/v2"),
            Kind.HTTP_ROUTE,
            new KindAccess.Known("gateway.networking.k8s.io/v1"));

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
                        .plan(wanted, "us", new Observed(List.of(), false).access(KINDS), Optional.of(INGRESS_CLASSES))
                        .changes()
                        .stream()
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
                .putNodeSelector("disk", "ssd")
                .addTolerations(Toleration.newBuilder()
                        .setKey("gpu")
                        .setOperator("Exists")
                        .setEffect("NoSchedule"))
                .addTopologySpread(TopologySpread.newBuilder()
                        .setTopologyKey("kubernetes.io/hostname")
                        .setMaxSkew(2)
                        .setWhenUnsatisfiable("ScheduleAnyway"))
                .setRestartedAt("2026-11-27T06:00:00Z")
                .setPriorityClass("high")
                .setServiceAccount("reader")
                .setSecurityContext(SecurityContext.newBuilder()
                        .setRunAsUser(1001)
                        .setRunAsGroup(1002)
                        .setRunAsNonRoot(true)
                        .setReadOnlyRootFilesystem(true)
                        .addDropCapabilities("NET_RAW")
                        .setFsGroup(1003)
                        .addSupplementalGroups(1004))
                .addVolumes(Volume.newBuilder()
                        .setName("weights")
                        .setClaim("llama")
                        .setMountPath("/models")
                        .setSubPath("v3"))
                .addVolumes(Volume.newBuilder()
                        .setName("labels")
                        .setConfigMap("signs")
                        .setMountPath("/etc/labels"))
                .putPodAnnotations("example.com/note", "read")
                .putPodLabels("team", "vision")
                .setReadiness(Readiness.newBuilder()
                        .setType("OpenInference")
                        .setModel("signs")
                        .setPort(8502))
                .setStartUpSeconds(20)
                .setTerminationGracePeriodSeconds(60)
                .setRollout(RolloutSpec.newBuilder()
                        .setStrategy("RollingUpdate")
                        .setMaxSurge("0")
                        .setMaxUnavailable("1")
                        .setProgressDeadlineSeconds(700));
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

    private static Deployment.Builder draining() {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder()
                .setImage("example/model:1")
                .addPorts(8501)
                .setReadiness(Readiness.newBuilder().setType("TCP"))
                .setDrain(Drain.newBuilder().setSeconds(5).setImageSleep(true));
        return wanted;
    }

    private static Deployment.Builder autoscaler() {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder()
                .setReplicas(2)
                .setImage("example/model:1")
                .addPorts(8501)
                .setResources(ResourceRequirements.newBuilder().putRequests("cpu", "100m"))
                .setAutoscaling(Autoscaling.newBuilder()
                        .setMinReplicas(2)
                        .setMaxReplicas(4)
                        .setCpuPercent(80)
                        .setRequestsInFlight(8));
        wanted.getMetricsBuilder().setImage("example/proxy:1").setClasses("stop,go");
        return wanted;
    }

    private static Deployment.Builder budget() {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder().setImage("example/model:1").setMinAvailable("1");
        return wanted;
    }

    private static Deployment.Builder route() {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder().setImage("example/model:1").addPorts(8501);
        wanted.getServiceBuilder()
                .addPorts(ServicePort.newBuilder().setName("model-http").setPort(80));
        wanted.getIngressBuilder()
                .setHost("signs.example.com")
                .addAdditionalHosts("signs.example.org")
                .setPath("/signs")
                .setPathType("Exact")
                .addRouteParents(RouteParent.newBuilder()
                        .setNamespace("infra")
                        .setName("public")
                        .setSectionName("https"));
        return wanted;
    }

    private static Deployment.Builder service() {
        Deployment.Builder wanted = Deployment.newBuilder();
        wanted.getDeploymentBuilder()
                .setImage("example/model:1")
                .addPorts(8501)
                .setReadiness(Readiness.newBuilder().setType("HTTP").setPath("/up"));
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
        wanted.getIngressBuilder()
                .setClass_(ingressClass)
                .setHost("signs.example.com")
                .addAdditionalHosts("signs.example.org")
                .putAnnotations("example.com/note", "read")
                .setTlsSecret("cert");
        if (ingressClass.equals("nginx")) {
            wanted.getIngressBuilder().setPath("/signs").setPathType("Exact");
        }
        return wanted;
    }
}
