package com.dotscience.deployer.kubeconfig;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads kubeconfig files. Where several name the same cluster, user or context, or a current context, the first of them counts, as
 * Kubernetes' documentation has it.
 */
final class KubeconfigFiles {

    private static final Set<String> TOP = Set.of(
            "apiVersion", "kind", "preferences", "clusters", "users", "contexts", "current-context", "extensions");
    private static final Set<String> CONTEXT = Set.of("cluster", "user", "namespace", "extensions");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private record Content(Path file, ObjectNode fields) {}

    private final List<Content> contents;

    private KubeconfigFiles(List<Content> contents) {
        this.contents = contents;
    }

    /** Reads the file that somebody named, which has to be there. */
    static KubeconfigFiles of(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("The kubeconfig " + file + " cannot be read: name an existing file");
        }
        return new KubeconfigFiles(List.of(read(file)));
    }

    /**
     * Reads the files of {@code KUBECONFIG}, of which some may be missing, or {@code ~/.kube/config} where the variable is not set or
     * empty. Empty if there is no file.
     */
    static Optional<KubeconfigFiles> of(Map<String, String> environment) {
        String variable = environment.getOrDefault("KUBECONFIG", "");
        List<Path> there = (variable.isEmpty() ? usual(environment) : named(variable))
                .filter(Files::exists)
                .toList();
        if (there.isEmpty() && !variable.isEmpty()) {
            throw new IllegalArgumentException(
                    "The variable KUBECONFIG names no file that exists: correct or unset it");
        }
        there.stream().filter(file -> !Files.isReadable(file)).findFirst().ifPresent(KubeconfigFiles::of);
        return there.isEmpty()
                ? Optional.empty()
                : Optional.of(new KubeconfigFiles(
                        there.stream().map(KubeconfigFiles::read).toList()));
    }

    private static Stream<Path> named(String variable) {
        return Stream.of(variable.split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of);
    }

    private static Stream<Path> usual(Map<String, String> environment) {
        return Stream.of(Path.of(environment.getOrDefault("HOME", ""), ".kube", "config"));
    }

    /** The current context's cluster and user. */
    Kubeconfig current() {
        String context = contents.stream()
                .map(content -> content.fields().path("current-context").asText())
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElseThrow(() -> noContext("has no current context"));
        Section found = find("contexts", "context", context)
                .orElseThrow(() -> noContext("has no context of the name " + context + ", so has no current context"));
        found.allowOnly(CONTEXT);
        String clusterName = found.text("cluster").orElseThrow(() -> found.refuse("cluster", "is missing"));
        Section cluster = find("clusters", "cluster", clusterName)
                .orElseThrow(() -> found.refuse("cluster", "names " + clusterName + ", which stands in no file"));
        Section user = found.text("user")
                .map(name -> find("users", "user", name)
                        .orElseThrow(() -> found.refuse("user", "names " + name + ", which stands in no file")))
                .orElse(Section.empty("users", found.file()));
        return new Kubeconfig(cluster, user);
    }

    private IllegalArgumentException noContext(String what) {
        return new IllegalArgumentException("The kubeconfig " + contents.get(0).file() + " " + what
                + ": choose one with kubectl config use-context");
    }

    private Optional<Section> find(String list, String field, String name) {
        for (Content content : contents) {
            for (JsonNode entry : content.fields().path(list)) {
                if (entry.path("name").asText().equals(name)) {
                    return Optional.of(new Section(list + "[" + name + "]", entry.path(field), content.file()));
                }
            }
        }
        return Optional.empty();
    }

    private static Content read(Path file) {
        try {
            if (YAML.readTree(Files.readAllBytes(file)) instanceof ObjectNode fields && isKubeconfig(fields)) {
                new Section("it", fields, file).allowOnly(TOP);
                return new Content(file, fields);
            }
        } catch (JacksonException quoting) {
            // The parser's own message may quote the file, in which there are tokens, so nobody gets to see it.
        } catch (IOException e) {
            throw new IllegalArgumentException("The kubeconfig " + file + " cannot be read: " + e.getMessage());
        }
        throw new IllegalArgumentException(
                "The kubeconfig " + file + " is no kubeconfig: name a file that kubectl accepts");
    }

    private static boolean isKubeconfig(ObjectNode fields) {
        return !fields.isEmpty()
                && Stream.of("clusters", "users", "contexts")
                        .map(fields::path)
                        .allMatch(list -> list.isArray() || list.isMissingNode() || list.isNull());
    }
}
