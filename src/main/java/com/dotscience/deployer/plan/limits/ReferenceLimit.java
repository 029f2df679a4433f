package com.dotscience.deployer.plan.limits;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.deployer.manifest.ObjectName;
import com.dotscience.deployer.plan.limits.Breach.What;
import com.dotscience.deployer.plan.limits.References.Reference;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Limits which objects of their namespace pods and an Ingress may refer to beyond the model's own, such as Secrets. Without patterns it allows
 * none: otherwise whoever may ask for a model could read everything that is kept there.
 *
 * @param patterns for names in any namespace, or for {@code namespace/name}
 */
record ReferenceLimit(
        What what,
        String setting,
        Function<Deployment, Stream<Reference>> references,
        List<NamePattern> patterns,
        String given)
        implements Limit {

    static ReferenceLimit secrets(List<NamePattern> patterns, String given) {
        return new ReferenceLimit(What.SECRET, "deployer.allowed.secrets", References::secrets, patterns, given);
    }

    static ReferenceLimit configMaps(List<NamePattern> patterns, String given) {
        return new ReferenceLimit(
                What.CONFIG_MAP, "deployer.allowed.config-maps", inPods(References::configMaps), patterns, given);
    }

    static ReferenceLimit claims(List<NamePattern> patterns, String given) {
        return new ReferenceLimit(
                What.VOLUME_CLAIM, "deployer.allowed.volume-claims", inPods(References::claims), patterns, given);
    }

    static ReferenceLimit serviceAccounts(List<NamePattern> patterns, String given) {
        return new ReferenceLimit(
                What.SERVICE_ACCOUNT,
                "deployer.allowed.service-accounts",
                inPods(References::serviceAccounts),
                patterns,
                given);
    }

    static ReferenceLimit priorityClasses(List<NamePattern> patterns, String given) {
        return new ReferenceLimit(
                What.PRIORITY_CLASS,
                "deployer.allowed.priority-classes",
                inPods(References::priorityClasses),
                patterns,
                given);
    }

    private static Function<Deployment, Stream<Reference>> inPods(
            Function<DeploymentSpec, Stream<Reference>> references) {
        return wanted -> references.apply(wanted.getDeployment());
    }

    @Override
    public Stream<Breach> breaches(Asked asked) {
        String namespace = ObjectName.of(asked.wanted()).namespace();
        return references
                .apply(asked.wanted())
                .filter(reference ->
                        patterns.stream().noneMatch(pattern -> allows(pattern, namespace, reference.name())))
                .map(reference -> Breach.of(what, reference.name(), reference.field(), rule(), setting));
    }

    private String rule() {
        return patterns.isEmpty() ? "allows none unless it is set" : "allows only " + given;
    }

    private static boolean allows(NamePattern pattern, String namespace, String name) {
        return pattern.matches(pattern.text().indexOf('/') < 0 ? name : namespace + "/" + name);
    }
}
