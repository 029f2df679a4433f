package com.dotscience.resource;

import com.dotscience.api.EnvVar;
import com.dotscience.api.EnvVarSource;
import com.dotscience.api.KeySelector;
import com.dotscience.api.LocalObjectReference;
import com.dotscience.api.ResourceRequirements;
import com.dotscience.api.SecurityContext;
import com.dotscience.api.Toleration;
import com.dotscience.api.TopologySpread;
import com.dotscience.api.Volume;
import com.google.protobuf.Descriptors.Descriptor;
import java.util.List;

/** The part of the {@link Descriptions} that says what pods are made of: variables, resources, placement, security and volumes. */
final class PodDescriptions {

    private PodDescriptions() {}

    static List<Field> variable() {
        Descriptor message = EnvVar.getDescriptor();
        return List.of(
                Field.of(message, "name", "The name of the variable.").isRequired(),
                Field.of(
                        message,
                        "value",
                        "Its value, in which $(OTHER) stands for a variable before it. Never that of a secret."),
                Field.of(message, "value_from", "Where its value comes from when a pod starts."));
    }

    static List<Field> variableSource() {
        Descriptor message = EnvVarSource.getDescriptor();
        return List.of(
                Field.of(message, "secret_key_ref", "A key of a Secret in the namespace."),
                Field.of(message, "config_map_key_ref", "A key of a ConfigMap in the namespace."));
    }

    static List<Field> key() {
        Descriptor message = KeySelector.getDescriptor();
        return List.of(
                Field.of(message, "name", "The name of the Secret or the ConfigMap.")
                        .isRequired(),
                Field.of(message, "key", "The key in it.").isRequired());
    }

    static List<Field> reference() {
        Descriptor message = LocalObjectReference.getDescriptor();
        return List.of(Field.of(message, "name", "The name of the object.").isRequired());
    }

    static List<Field> resources() {
        Descriptor message = ResourceRequirements.getDescriptor();
        return List.of(
                Field.of(
                                message,
                                "limits",
                                "The most it gets, by resource: cpu, memory, nvidia.com/gpu or another"
                                        + " extended one.")
                        .as(Format.QUANTITY),
                Field.of(message, "requests", "What it is guaranteed, by resource.")
                        .as(Format.QUANTITY)
                        .byDefault("as much as the limit"));
    }

    static List<Field> toleration() {
        Descriptor message = Toleration.getDescriptor();
        return List.of(
                Field.of(message, "key", "The key of the taint.").byDefault("every taint, with the operator Exists"),
                Field.of(message, "operator", "Whether the taint has to have the value, or only to exist.")
                        .oneOf("Equal", "Exists")
                        .byDefault("Equal"),
                Field.of(message, "value", "The value of the taint."),
                Field.of(message, "effect", "The effect of the taint.")
                        .oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")
                        .byDefault("every effect"),
                Field.of(message, "toleration_seconds", "For how many seconds, with the effect NoExecute.")
                        .byDefault("for ever"));
    }

    static List<Field> spread() {
        Descriptor message = TopologySpread.getDescriptor();
        return List.of(
                Field.of(message, "topology_key", "The label of nodes over whose values the pods are spread.")
                        .isRequired(),
                Field.of(message, "max_skew", "By how many pods two values may differ.")
                        .byDefault("1"),
                Field.of(message, "when_unsatisfiable", "What becomes of a pod that cannot be placed so.")
                        .oneOf("DoNotSchedule", "ScheduleAnyway")
                        .byDefault("ScheduleAnyway"));
    }

    static List<Field> security() {
        Descriptor message = SecurityContext.getDescriptor();
        return List.of(
                Field.of(message, "run_as_user", "The id of the model's user, from 1.")
                        .byDefault("the image's"),
                Field.of(message, "run_as_group", "The id of the model's group.")
                        .byDefault("the image's"),
                Field.of(message, "run_as_non_root", "Whether pods that would run as root are not started.")
                        .byDefault("false"),
                Field.of(message, "read_only_root_filesystem", "Whether the files of the model's image are read-only.")
                        .byDefault("false"),
                Field.of(message, "drop_capabilities", "The capabilities of Linux that are taken away, such as ALL."),
                Field.of(message, "fs_group", "The group that volumes belong to."),
                Field.of(message, "supplemental_groups", "More groups of every process."));
    }

    static List<Field> volume() {
        Descriptor message = Volume.getDescriptor();
        return List.of(
                Field.of(message, "name", "The name of the volume.").isRequired(),
                Field.of(message, "claim", "A PersistentVolumeClaim in the namespace."),
                Field.of(message, "config_map", "A ConfigMap in the namespace, of which each key is a file."),
                Field.of(message, "mount_path", "Where the model finds it.").isRequired(),
                Field.of(message, "sub_path", "The directory or file in the volume that is shown there.")
                        .byDefault("all of it"));
    }
}
