package com.dotscience.resource;

import com.dotscience.api.Autoscaling;
import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.IngressSpec;
import com.dotscience.api.MaintenanceWindow;
import com.dotscience.api.MetricsSpec;
import com.dotscience.api.RouteParent;
import com.dotscience.api.ServicePort;
import com.dotscience.api.ServiceSpec;
import com.dotscience.api.management.CreateDeploymentRequest;
import com.google.protobuf.Descriptors.Descriptor;
import java.util.List;

/**
 * The one description of the fields of the resource: reading and writing of files, JSON Schema, {@code ds deployment explain} and
 * the table in the docs are made of it. A field that is new in the protocol needs a line here, under its message and by its name there.
 * A message that is new needs a method here, and its name in {@link #ofMessages}.
 */
final class Descriptions {

    private Descriptions() {}

    /** Returns the fields of each message that is in a spec. */
    static List<List<Field>> ofMessages() {
        return List.of(
                pods(),
                service(),
                servicePort(),
                ingress(),
                routeParent(),
                proxy(),
                PodDescriptions.variable(),
                PodDescriptions.variableSource(),
                PodDescriptions.key(),
                PodDescriptions.reference(),
                PodDescriptions.resources(),
                PodDescriptions.toleration(),
                PodDescriptions.spread(),
                PodDescriptions.security(),
                PodDescriptions.volume(),
                window(),
                autoscaling(),
                LifeDescriptions.readiness(),
                LifeDescriptions.drain(),
                LifeDescriptions.rollout());
    }

    static List<Field> pods() {
        Descriptor message = DeploymentSpec.getDescriptor();
        return List.of(
                Field.of(message, "image", "The image of the model.").isRequired(),
                Field.of(message, "replicas", "How many copies of the model run.")
                        .filledIn("1"),
                Field.of(message, "ports", "The ports that the model listens on. Predictions go to the first.")
                        .filledIn("[8501]"),
                Field.of(message, "service_account_token", "Whether pods have the token of their service account.")
                        .byDefault("false"),
                Field.of(
                                message,
                                "privilege_escalation",
                                "Whether processes may gain more privileges than they start with.")
                        .byDefault("false"),
                Field.of(
                                message,
                                "unconfined",
                                "Whether pods may make every system call, and not only those that the container"
                                        + " runtime takes for harmless.")
                        .byDefault("false"),
                Field.of(message, "env", "The environment variables of the model."),
                Field.of(message, "command", "What runs instead of the image's entrypoint.")
                        .byDefault("the image's"),
                Field.of(message, "args", "The arguments instead of the image's own.")
                        .byDefault("the image's"),
                Field.of(message, "resources", "How much the model gets of its node."),
                Field.of(message, "image_pull_policy", "When the node pulls the image.")
                        .oneOf("Always", "IfNotPresent", "Never")
                        .byDefault("Always for the tag latest, else IfNotPresent"),
                Field.of(message, "image_pull_secrets", "Secrets in the namespace by which the images are pulled."),
                Field.of(
                                message,
                                "shared_memory",
                                "How much memory the model's processes may share at /dev/shm. It counts as memory of the"
                                        + " model.")
                        .as(Format.QUANTITY)
                        .byDefault("the container runtime's, 64Mi as a rule"),
                Field.of(message, "node_selector", "The labels that a node must have to run the model."),
                Field.of(message, "tolerations", "The taints of nodes in spite of which the model may run there."),
                Field.of(message, "topology_spread", "How the pods are spread, such as over nodes or zones."),
                Field.of(message, "priority_class", "The PriorityClass that says which pods make way for which.")
                        .byDefault("the cluster's"),
                Field.of(message, "service_account", "The service account that the pods run as.")
                        .byDefault("the namespace's"),
                Field.of(message, "security_context", "As whom the model runs, and what it does without."),
                Field.of(message, "volumes", "What the model reads from storage of its namespace."),
                Field.of(message, "pod_annotations", "Annotations of the pods alone."),
                Field.of(message, "pod_labels", "Labels of the pods alone."),
                Field.of(message, "readiness", "How it is found out that the model serves.")
                        .byDefault("of a new one without a proxy, TCP"),
                Field.of(
                        message,
                        "start_up_seconds",
                        "How long the model may take to become ready before it is started anew."),
                Field.of(message, "termination_grace_period_seconds", "How long a pod has to end, its drain included.")
                        .byDefault("30, and the drain beside it"),
                Field.of(message, "drain", "How long a pod that is to end serves on. A proxy drains by itself."),
                Field.of(message, "rollout", "How new pods take the place of old ones."),
                Field.of(
                                message,
                                "min_available",
                                "How many pods stay when nodes are emptied: a number, or a share such as 50%.")
                        .as(Format.NUMBER_OR_TEXT)
                        .byDefault("none"),
                Field.of(message, "autoscaling", "How many pods run, where an autoscaler decides that.")
                        .byDefault("as many as replicas says"));
    }

    static List<Field> target() {
        Descriptor message = CreateDeploymentRequest.getDescriptor();
        return List.of(Field.of(message, "deployer", "The name or id of the deployer that is to run it.")
                .isRequired());
    }

    static List<Field> parts() {
        Descriptor message = Deployment.getDescriptor();
        return List.of(
                Field.of(message, "service", "The Service in front of the pods.")
                        .filledIn("port 8501 of the cluster to the model's first"),
                Field.of(message, "ingress", "Where predictions are asked for from outside of the cluster.")
                        .byDefault("nowhere"),
                Field.of(message, "metrics", "The model-proxy, the sidecar that counts and records predictions.")
                        .named("proxy")
                        .byDefault("none"),
                Field.of(message, "maintenance_windows", "The times in which changes are handed out to the deployer.")
                        .byDefault("those of the deployer"));
    }

    static List<Field> metadata() {
        Descriptor message = Deployment.getDescriptor();
        return List.of(
                Field.of(message, "name", "What the model deployment is called.")
                        .isRequired(),
                Field.of(message, "namespace", "The Kubernetes namespace that it runs in.")
                        .filledIn("default"),
                Field.of(message, "labels", "Labels for the Kubernetes objects."));
    }

    private static List<Field> service() {
        Descriptor message = ServiceSpec.getDescriptor();
        return List.of(
                Field.of(message, "ports", "The ports of the Service.")
                        .filledIn("8501 to the proxy, or to the model without one"),
                Field.of(message, "type", "Who can reach the Service.")
                        .oneOf("ClusterIP", "NodePort", "LoadBalancer")
                        .byDefault("ClusterIP"),
                Field.of(message, "load_balancer_ip", "The address that a LoadBalancer is to have."));
    }

    private static List<Field> servicePort() {
        Descriptor message = ServicePort.getDescriptor();
        return List.of(
                Field.of(message, "name", "What the port is called; an Ingress leads to model-http."),
                Field.of(message, "protocol", "Its protocol.")
                        .oneOf("TCP", "UDP", "SCTP")
                        .filledIn("TCP"),
                Field.of(message, "port", "The port of the Service.").isRequired(),
                Field.of(message, "target_port", "The port of the pods.").filledIn("port"));
    }

    private static List<Field> ingress() {
        Descriptor message = IngressSpec.getDescriptor();
        return List.of(
                Field.of(message, "class", "Which ingress controller serves the host; '' for the cluster's default.")
                        .filledIn(Defaults.INGRESS_CLASS),
                Field.of(message, "host", "The host name."),
                Field.of(message, "tls_secret", "A Secret in the namespace with the certificate of the host.")
                        .byDefault("none"),
                Field.of(message, "additional_hosts", "More host names that lead to the model."),
                Field.of(
                                message,
                                "path",
                                "Of which requests the model gets: those whose path this is or begins with. It stays in the"
                                        + " request.")
                        .byDefault("/"),
                Field.of(message, "path_type", "How the path is compared.")
                        .oneOf("Exact", "Prefix", "ImplementationSpecific")
                        .byDefault("Prefix if there is a path, else ImplementationSpecific"),
                Field.of(message, "annotations", "Annotations of the Ingress, which are orders to its controller."),
                Field.of(
                        message,
                        "route_parents",
                        "The Gateways that serve the hosts by an HTTPRoute, in place of an Ingress; without class, secret and"
                                + " annotations."));
    }

    private static List<Field> routeParent() {
        Descriptor message = RouteParent.getDescriptor();
        return List.of(
                Field.of(message, "namespace", "The namespace of the Gateway.")
                        .byDefault("that of the model deployment"),
                Field.of(message, "name", "The name of the Gateway.").isRequired(),
                Field.of(message, "section_name", "One of its listeners.").byDefault("all of them"));
    }

    private static List<Field> proxy() {
        Descriptor message = MetricsSpec.getDescriptor();
        return List.of(
                Field.of(
                                message,
                                "classes",
                                "The classes to count: names, in the order of their indexes, or a map of"
                                        + " names by index or of indexes by name.")
                        .as(Format.CLASSES),
                Field.of(message, "image", "The image of the model-proxy.").filledIn("this project's"),
                Field.of(message, "record", "Whether the model-proxy records; nothing without recordUrl.")
                        .filledIn("true"),
                Field.of(message, "model_proxy_port", "The port on which it takes predictions.")
                        .named("port")
                        .filledIn("9501"),
                Field.of(message, "model_proxy_api_port", "The port of its health and its metrics.")
                        .named("apiPort")
                        .filledIn("9502"),
                Field.of(message, "served_name", "The name under which the model's server serves it.")
                        .byDefault("model"),
                Field.of(message, "record_url", "Where requests and answers go as CloudEvents, over http or https.")
                        .byDefault("nowhere"),
                Field.of(message, "record_percent", "How many of a hundred requests are recorded.")
                        .byDefault("100"),
                Field.of(message, "record_max_bytes", "The size up to which a request or an answer is recorded.")
                        .byDefault("the model-proxy's own limit"),
                Field.of(message, "model_metrics_path", "Where the model has metrics of its own.")
                        .byDefault("TensorFlow Serving's"),
                Field.of(message, "model_metrics_port", "The port of the model's own metrics.")
                        .byDefault("the model's first port"),
                Field.of(message, "memory_mib", "The memory that the model-proxy is given, in MiB.")
                        .byDefault("what a model-proxy of this project needs"));
    }

    private static List<Field> window() {
        Descriptor message = MaintenanceWindow.getDescriptor();
        return List.of(
                Field.of(message, "cron", "When it opens: minute, hour, day of month, month and day of week.")
                        .isRequired(),
                Field.of(message, "time_zone", "The time zone of these, such as Europe/Berlin.")
                        .byDefault("UTC"),
                Field.of(message, "length", "How long it is open, such as 90m, 2h or 1h30m; up to 7d.")
                        .isRequired());
    }

    private static List<Field> autoscaling() {
        Descriptor message = Autoscaling.getDescriptor();
        return List.of(
                Field.of(message, "min_replicas", "How many run at least.").byDefault("1"),
                Field.of(message, "max_replicas", "How many run at most; 0 for no autoscaler.")
                        .isRequired(),
                Field.of(
                                message,
                                "cpu_percent",
                                "How much of the processors that they ask for pods are to use, in percent.")
                        .byDefault("it does not count"),
                Field.of(
                                message,
                                "requests_in_flight",
                                "How many requests a pod is to have in flight, by its proxy's gauge.")
                        .byDefault("it does not count"));
    }
}
