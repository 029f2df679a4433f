package com.dotscience.deployer.reconcile;

import com.dotscience.api.Deployment;
import com.dotscience.deployer.desired.Update;
import com.dotscience.deployer.desired.Update.Snapshot;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.camel.Body;

/** Steps for operators' routes that change or add updates before they reach the desired state (see {@code docs/routes.md}). */
public final class UpdateSteps {

    private final LongSupplier position;

    /** @param position gives the position of the desired state */
    public UpdateSteps(LongSupplier position) {
        this.position = position;
    }

    /**
     * Returns the same updates, in which every model deployment has this label. It replaces a label of that name.
     *
     * @param updates one update, or a list of them
     */
    public Object label(@Body Object updates, String name, String value) {
        return updates instanceof Collection<?> all
                ? all.stream().map(each -> label((Update) each, name, value)).toList()
                : label((Update) updates, name, value);
    }

    private static Update label(Update update, String name, String value) {
        return update.with(wanted -> wanted.toBuilder().putLabels(name, value).build());
    }

    /**
     * Returns a complete list of the model deployments in a folder: each file {@code *.json} holds one, in the form
     * that {@code /cache} shows.
     *
     * @throws IOException if a file cannot be used; the message names it. No list is made then, because a list that
     *     lacks a model deployment would remove it
     */
    public Update inFolder(String folder) throws IOException {
        long before = position.getAsLong();
        List<Deployment> wanted = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                wanted.add(read(file));
            }
        }
        return new Snapshot(Update.PUSH, wanted, List.of(), 0, before, false);
    }

    private static Deployment read(Path file) throws IOException {
        Deployment.Builder deployment = Deployment.newBuilder();
        try {
            JsonFormat.parser().merge(Files.readString(file), deployment);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(file + " is no model deployment: " + e.getMessage(), e);
        }
        require(file, "id", deployment.getId());
        require(file, "name", deployment.getName());
        require(file, "deployment.image", deployment.getDeployment().getImage());
        return deployment.build();
    }

    private static void require(Path file, String field, String value) throws IOException {
        if (value.isBlank()) {
            throw new IOException(file + " is no model deployment: " + field + " is missing");
        }
    }
}
