package com.dotscience.deployer.plan.limits;

import com.dotscience.api.Deployment;
import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.Volume;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the objects that pods and Ingresses refer to and that are not the model's own, both in what is asked for and in what exists:
 * comparing the two shows which references are new.
 */
final class References {

    /**
     * One reference.
     *
     * @param field the field that refers, in the words of the protocol
     * @param name the object that it refers to
     */
    record Reference(String field, String name) {}

    private References() {}

    static Stream<Reference> secrets(Deployment asked) {
        return Stream.concat(
                secrets(asked.getDeployment()),
                one("ingress.tls_secret", asked.getIngress().getTlsSecret()));
    }

    private static Stream<Reference> secrets(DeploymentSpec asked) {
        return Stream.concat(
                variables(asked, source -> source.hasSecretKeyRef())
                        .map(variable -> new Reference(
                                field(variable) + "secret_key_ref.name",
                                variable.getValueFrom().getSecretKeyRef().getName())),
                asked.getImagePullSecretsList().stream()
                        .map(secret -> new Reference("deployment.image_pull_secrets.name", secret.getName())));
    }

    static Stream<Reference> configMaps(DeploymentSpec asked) {
        return Stream.concat(
                variables(asked, source -> source.hasConfigMapKeyRef())
                        .map(variable -> new Reference(
                                field(variable) + "config_map_key_ref.name",
                                variable.getValueFrom().getConfigMapKeyRef().getName())),
                asked.getVolumesList().stream()
                        .filter(Volume::hasConfigMap)
                        .map(volume -> new Reference(field(volume) + "config_map", volume.getConfigMap())));
    }

    static Stream<Reference> claims(DeploymentSpec asked) {
        return asked.getVolumesList().stream()
                .filter(Volume::hasClaim)
                .map(volume -> new Reference(field(volume) + "claim", volume.getClaim()));
    }

    static Stream<Reference> serviceAccounts(DeploymentSpec asked) {
        return one("deployment.service_account", asked.getServiceAccount());
    }

    static Stream<Reference> priorityClasses(DeploymentSpec asked) {
        return one("deployment.priority_class", asked.getPriorityClass());
    }

    static Stream<String> secrets(PodSpec there) {
        return Stream.concat(
                sources(there)
                        .map(EnvVarSource::getSecretKeyRef)
                        .filter(key -> key != null)
                        .map(key -> key.getName()),
                there.getImagePullSecrets().stream().map(secret -> secret.getName()));
    }

    static Stream<String> secrets(Ingress there) {
        return there.getSpec().getTls().stream().map(IngressTLS::getSecretName).filter(name -> name != null);
    }

    static Stream<String> configMaps(PodSpec there) {
        return Stream.concat(
                sources(there)
                        .map(EnvVarSource::getConfigMapKeyRef)
                        .filter(key -> key != null)
                        .map(key -> key.getName()),
                there.getVolumes().stream()
                        .filter(volume -> volume.getConfigMap() != null)
                        .map(volume -> volume.getConfigMap().getName()));
    }

    static Stream<String> claims(PodSpec there) {
        return there.getVolumes().stream()
                .filter(volume -> volume.getPersistentVolumeClaim() != null)
                .map(volume -> volume.getPersistentVolumeClaim().getClaimName());
    }

    private static Stream<Reference> one(String field, String name) {
        return name.isEmpty() ? Stream.empty() : Stream.of(new Reference(field, name));
    }

    private static String field(Volume volume) {
        return "deployment.volumes[" + Breach.shown(volume.getName()) + "].";
    }

    private static Stream<com.dotscience.api.EnvVar> variables(
            DeploymentSpec asked, Predicate<com.dotscience.api.EnvVarSource> from) {
        return asked.getEnvList().stream().filter(variable -> from.test(variable.getValueFrom()));
    }

    private static String field(com.dotscience.api.EnvVar variable) {
        return "deployment.env[" + Breach.shown(variable.getName()) + "].value_from.";
    }

    private static Stream<EnvVarSource> sources(PodSpec there) {
        return there.getContainers().stream()
                .map(Container::getEnv)
                .flatMap(List::stream)
                .map(EnvVar::getValueFrom)
                .filter(source -> source != null);
    }
}
