package com.dotscience.cli.command.deployment.spec;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.SecurityContext;
import com.dotscience.cli.output.DsException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** As whom the model runs, and what it does without; null is what was not given. */
final class SecurityOptions {

    @Option(
            names = "--run-as-user",
            paramLabel = "ID",
            description = "The id of the user as whom the model runs, from 1; '' for the image's own. Default: that.")
    private String user;

    @Option(
            names = "--run-as-group",
            paramLabel = "ID",
            description = "The id of its group; '' for the image's own. Default: that.")
    private String group;

    @Option(
            names = "--fs-group",
            paramLabel = "ID",
            description = "The id of the group that the model's volumes belong to; '' for none. Default: none.")
    private String fsGroup;

    @Option(
            names = "--supplemental-group",
            paramLabel = "ID",
            arity = "1",
            description = "A group that the model belongs to besides; ID- takes it off. Can be given more than once.")
    private String[] groups = {};

    @Option(
            names = "--run-as-non-root",
            negatable = true,
            defaultValue = Option.NULL_VALUE,
            fallbackValue = "true",
            description = "Whether pods that would run as root are not started. Default: not.")
    private Boolean nonRoot;

    @Option(
            names = "--read-only-root",
            negatable = true,
            defaultValue = Option.NULL_VALUE,
            fallbackValue = "true",
            description = "Whether the model can write nothing of its image's files. Default: not.")
    private Boolean readOnlyRoot;

    @Option(
            names = "--drop-capability",
            paramLabel = "NAME",
            arity = "1",
            description = "A capability of Linux that the model does without, such as ALL; NAME- takes it off. Can be"
                    + " given more than once.")
    private String[] dropped = {};

    boolean isEmpty() {
        return groups.length + dropped.length == 0
                && Stream.of(user, group, fsGroup, nonRoot, readOnlyRoot).allMatch(Objects::isNull);
    }

    /** @throws DsException if an option is wrong */
    void applyTo(DeploymentSpec.Builder model) {
        if (isEmpty()) {
            return;
        }
        SecurityContext.Builder context = model.getSecurityContext().toBuilder();
        id("--run-as-user", user, context::clearRunAsUser, context::setRunAsUser);
        id("--run-as-group", group, context::clearRunAsGroup, context::setRunAsGroup);
        id("--fs-group", fsGroup, context::clearFsGroup, context::setFsGroup);
        if (nonRoot != null) {
            context.setRunAsNonRoot(nonRoot);
        }
        if (readOnlyRoot != null) {
            context.setReadOnlyRootFilesystem(readOnlyRoot);
        }
        Set<Long> ids = new LinkedHashSet<>(context.getSupplementalGroupsList());
        for (String given : groups) {
            boolean off = given.endsWith("-");
            long id = number("--supplemental-group", off ? given.substring(0, given.length() - 1) : given);
            if (off) {
                ids.remove(id);
            } else {
                ids.add(id);
            }
        }
        Set<String> capabilities = new LinkedHashSet<>(context.getDropCapabilitiesList());
        for (String given : dropped) {
            String name = given.toUpperCase(Locale.ROOT);
            if (name.endsWith("-")) {
                capabilities.remove(name.substring(0, name.length() - 1));
            } else {
                capabilities.add(name);
            }
        }
        context.clearSupplementalGroups().addAllSupplementalGroups(ids);
        context.clearDropCapabilities().addAllDropCapabilities(capabilities);
        if (context.build().equals(SecurityContext.getDefaultInstance())) {
            model.clearSecurityContext();
        } else {
            model.setSecurityContext(context);
        }
    }

    private static void id(String option, String given, Runnable clear, LongConsumer set) {
        if (given == null) {
            return;
        }
        if (given.isEmpty()) {
            clear.run();
        } else {
            set.accept(number(option, given));
        }
    }

    private static long number(String option, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw DsException.usage(option + ": '" + text + "' is no id, which is a number such as 1001");
        }
    }
}
