package com.dotscience.resource;

import com.dotscience.api.Deployment;
import com.dotscience.api.EnvVar;
import com.dotscience.api.management.CreateDeploymentRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A resource that a cluster keeps. It asks for the same as a file with the same content, but for what the cluster decides: the namespace
 * is the one that it is in, and the deployer is that of the cluster, whichever it names.
 *
 * @param labels those of the resource; the marks by which a tool finds again what it applied are not passed on, because the tool would
 *     take the objects of the model for its own, and remove them
 * @param annotations those of the resource
 * @param spec maps, lists, texts, numbers and booleans
 */
public record ResourceInCluster(
        String namespace,
        String name,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, ?> spec) {

    /** The annotation by which a resource says that no value in it is a secret, whatever the names of its variables look like. */
    private static final String PLAIN = "dotscience.com/plain";

    /** The UUID of version 5 of the name {@code modeldeployments.dotscience.com} in the namespace of DNS names (RFC 4122). */
    private static final UUID NAMESPACE = UUID.fromString("ad530b5c-de4b-52d4-ad83-cafeecc90d20");

    private static final List<String> MARKS_OF_TOOLS = List.of(
            "app.kubernetes.io/instance",
            "app.kubernetes.io/managed-by",
            "argocd.argoproj.io/",
            "kustomize.toolkit.fluxcd.io/",
            "helm.toolkit.fluxcd.io/",
            "helm.sh/");

    /** Returns the id of the model deployment: that of a namespace and a name is always the same. */
    public String id() {
        return id(namespace, name);
    }

    /**
     * Returns the id of the model deployment that a resource asks for: the UUID of version 5 (RFC 4122) of {@code namespace/name}, so
     * that a resource that is deleted and applied again asks for the same one.
     */
    public static String id(String namespace, String name) {
        ByteBuffer text = ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits());
        MessageDigest sha1 = sha1();
        sha1.update(text.array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest((namespace + "/" + name).getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & ~0xf000L | 0x5000L;
        long low = hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    /** Returns what is wrong with it. */
    public List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        CreateDeploymentRequest request = ResourceReader.read(tree(), "", problems);
        if (!"true".equals(annotations.get(PLAIN))) {
            problems.addAll(secrets(request.getDeployment().getDeployment().getEnvList()));
        }
        if (request.getDeployment().getMaintenanceWindowsCount() > 0) {
            problems.add(
                    new Problem(
                            "spec.maintenanceWindows",
                            "only a Gateway lets changes wait: leave it out here, or ask the Gateway for the model deployment"));
        }
        return problems;
    }

    private List<Problem> secrets(List<EnvVar> variables) {
        var problems = new ArrayList<Problem>();
        for (int i = 0; i < variables.size(); i++) {
            EnvVar variable = variables.get(i);
            if (!variable.getValue().isEmpty() && SecretNames.include(variable.getName())) {
                problems.add(new Problem(
                        Paths.child(Paths.element("spec.env", i), "value"),
                        SecretNames.refusal(
                                variable.getName(),
                                namespace,
                                "give valueFrom: {secretKeyRef: {name: SECRET, key: KEY}} instead; or annotate the"
                                        + " resource with " + PLAIN + ": \"true\", if it is none")));
            }
        }
        return problems;
    }

    /**
     * Returns what it asks for.
     *
     * @param defaults what stands for the fields that it does not have
     * @throws IllegalArgumentException if there are {@link #problems}
     */
    public Deployment read(Defaults defaults) {
        return withId(ResourceReader.read(tree(), defaults));
    }

    /** Returns as much of what it asks for as can be read in spite of its problems. */
    public Deployment readable() {
        return withId(ResourceReader.read(tree(), "", new ArrayList<>()));
    }

    private Deployment withId(CreateDeploymentRequest request) {
        return request.getDeployment().toBuilder().setId(id()).build();
    }

    private Map<String, Object> tree() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("name", name);
        metadata.put("namespace", namespace);
        var passedOn = new LinkedHashMap<>(labels);
        passedOn.keySet().removeIf(ResourceInCluster::isMarkOfATool);
        metadata.put("labels", passedOn);
        var asked = new LinkedHashMap<String, Object>(spec);
        asked.putIfAbsent(CustomResource.DEPLOYER, namespace);
        var tree = new LinkedHashMap<String, Object>();
        tree.put("apiVersion", ResourceReader.API_VERSION);
        tree.put("kind", ResourceReader.KIND);
        tree.put("metadata", metadata);
        tree.put("spec", asked);
        return tree;
    }

    private static boolean isMarkOfATool(String key) {
        return MARKS_OF_TOOLS.stream().anyMatch(mark -> mark.endsWith("/") ? key.startsWith(mark) : key.equals(mark));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
