package com.dotscience.deployer.manifest;

import com.dotscience.api.Deployment;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The objects of a model deployment that are made only where they are asked for, of kinds that not every cluster serves. */
public final class OptionalObjects {

    private interface Builder {

        HasMetadata build(Deployment wanted, ObjectMeta metadata, String apiVersion);
    }

    private record Sort(String kind, Predicate<Deployment> isWanted, Builder builder) {}

    private static final List<Sort> SORTS = List.of(
            new Sort(AutoscalerManifest.KIND, AutoscalerManifest::isWanted, AutoscalerManifest::of),
            new Sort(BudgetManifest.KIND, BudgetManifest::isWanted, BudgetManifest::of),
            new Sort(RouteManifest.KIND, RouteManifest::isWanted, RouteManifest::of));

    private OptionalObjects() {}

    /** Returns the kinds of which this model deployment asks for an object, in the order of their names. */
    public static List<String> kinds(Deployment wanted) {
        return wantedBy(wanted).map(Sort::kind).sorted().toList();
    }

    /** Returns why an object of this kind cannot be made in this version, for people; empty if it can. */
    public static Optional<String> impossible(Deployment wanted, String kind, String apiVersion) {
        return kind.equals(AutoscalerManifest.KIND)
                ? AutoscalerManifest.impossible(wanted, apiVersion)
                : Optional.empty();
    }

    static List<HasMetadata> of(Deployment wanted, ObjectMeta metadata, ServedVersions served) {
        return wantedBy(wanted)
                .flatMap(sort ->
                        served.of(sort.kind).map(version -> sort.builder.build(wanted, metadata, version)).stream())
                .toList();
    }

    private static Stream<Sort> wantedBy(Deployment wanted) {
        return SORTS.stream().filter(sort -> sort.isWanted.test(wanted));
    }
}
