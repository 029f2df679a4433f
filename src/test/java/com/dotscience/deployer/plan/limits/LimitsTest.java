package com.dotscience.deployer.plan.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.dotscience.api.Deployment;
import com.dotscience.testing.Pure;
import com.google.protobuf.TextFormat;
import com.google.protobuf.TextFormat.ParseException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Pure
class LimitsTest {

    private static final String UUID = "0ddb4984-f1b4-4c8c-9d3c-5d0f0f6c2f4e";
    private static final String WHO = "; only who runs the deployer in this cluster can change that, no Gateway can";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "images          | registry.example.com/team | deployment { image: 'registry.example.com/team/a' }",
                "images          | registry.example.com,nginx | deployment { image: 'nginx' } metrics { image: 'registry.example.com/p' }",
                "images          | | deployment { image: 'what Ever' }",
                "hosts           | | service { ports { port: 80 } } ingress { host: 'a.example.com' class: 'nginx' }",
                "hosts           | a.example.com | service { ports { port: 80 } } ingress { host: 'a.example.com' }",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: 'a.example.com' }",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: '*.example.com' }",
                "hosts           | b.org,none    | service { ports { port: 80 } } ingress { class: 'relay' }",
                "hosts           | *             | service { ports { port: 80 } } ingress { class: 'relay' }",
                "hosts           | *             | service { ports { port: 80 } } ingress { host: '*.example.com' }",
                "hosts           | b.org         | ingress { host: 'without.a.service' }",
                "hosts           | b.org         | service { ports { port: 80 } }",
                "ingress-classes | internal,none | service { ports { port: 80 } } ingress { host: 'a.b' class: 'internal' }",
                "ingress-classes | internal,none | service { ports { port: 80 } } ingress { host: 'a.b' }",
                "ingress-classes | internal      | service { ports { port: 80 } }",
                "service-types   | clusterip     | deployment { }",
                "service-types   | ClusterIP     | service { ports { port: 80 } }",
                "service-types   | ClusterIP,NodePort | service { ports { port: 80 } type: 'nodeport' }",
                "namespaces      |               | namespace: 'models'",
                "namespaces      | models,team-* | namespace: 'team-a'",
                "namespaces      | default       | deployment { }",
                "namespaces      | *,kube-public | namespace: 'kube-public'",
                "namespaces      | *,kube-public | namespace: 'models'",
                "namespaces      | dotscience-deployer | namespace: 'dotscience-deployer'",
                "max-replicas    | 5             | deployment { replicas: 5 }",
                "max-replicas    | 5             | deployment { autoscaling { max_replicas: 5 } }",
                "labels          |               | labels { key: 'app.kubernetes.io/name' value: 'x' }",
                "labels          |               | labels { key: 'team' value: 'x' } labels { key: 'example.com/Team_1' value: 'x' }",
                "labels          | team,app.kubernetes.io/* | labels { key: 'app.kubernetes.io/name' value: 'x' }",
                "secrets         | model-*       | deployment { env { name: 'P' value_from { secret_key_ref { name: 'model-db' key: 'k' } } } }",
                "secrets         | models/db     | namespace: 'models' deployment { env { name: 'P' value_from { secret_key_ref { name: 'db' key: 'k' } } } }",
                "secrets         |               | deployment { env { name: 'P' value: 'x' } }",
                "secrets         | models/cert   | namespace: 'models' ingress { host: 'a.example.com' tls_secret: 'cert' }",
                "secrets         | hub           | deployment { image_pull_secrets { name: 'hub' } }",
                "config-maps     | site          | deployment { env { name: 'P' value_from { config_map_key_ref { name: 'site' key: 'k' } } } }",
                "config-maps     | site          | deployment { volumes { config_map: 'site' } }",
                "volume-claims   | models/llama  | namespace: 'models' deployment { volumes { claim: 'llama' } }",
                "volume-claims   |               | deployment { volumes { name: 'a' } }",
                "service-accounts | reader       | deployment { service_account: 'reader' }",
                "service-accounts |              | deployment { service_account: '' }",
                "priority-classes | models-*     | deployment { priority_class: 'models-high' }",
                "tolerations     | nvidia.com/gpu,spot | deployment { tolerations { key: 'nvidia.com/gpu' } tolerations { key: 'spot' } }",
                "tolerations     | *             | deployment { tolerations { operator: 'Exists' } }",
                "pod-annotations | example.com/* | deployment { pod_annotations { key: 'example.com/a' value: 'b' } }",
                "pod-labels      | team          | deployment { pod_labels { key: 'team' value: 'a' } }",
                "hosts           | a.example.com,b.example.com | service { ports { port: 80 } } ingress { host: 'a.example.com' additional_hosts: 'b.example.com' }",
                "ingress-annotations | example.com/* | service { ports { port: 80 } } ingress { host: 'a.b' annotations { key: 'example.com/a' value: 'b' } }",
                "route-parents   | infra/public  | service { ports { port: 80 } } ingress { host: 'a.b' route_parents { namespace: 'infra' name: 'public' } }",
                "route-parents   | public        | service { ports { port: 80 } } ingress { host: 'a.b' route_parents { namespace: 'infra' name: 'public' } }",
                "route-parents   | models/public | namespace: 'models' service { ports { port: 80 } } ingress { host: 'a.b' route_parents { name: 'public' section_name: 'https' } }",
                "record-sinks    |               | metrics { image: 'p' classes: '[]' }",
                "record-sinks    | sink.logs.svc | metrics { record_url: 'http://sink.logs.svc:8080/events?key=k' }",
                "record-sinks    | sink.logs.svc:8080 | metrics { record_url: 'http://SINK.logs.svc:8080' }",
                "record-sinks    | sink:80,sink:443 | metrics { record_url: 'https://sink' }",
                "record-sinks    | *.logs.svc    | metrics { record_url: 'HTTP://sink.logs.svc' }",
                "record-sinks    | [::1]         | metrics { record_url: 'http://[::1]:8080' }",
                "ids             | uuid          | deployment { }",
                "ids             | *             | id: 'roadsigns'",
                "ids             | uuid,road*    | id: 'roadsigns'"
            })
    void whatIsAllowedBreaksNothing(String setting, String value, String wanted) throws ParseException {
        assertThat(breaches(setting, value, wanted)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "images          | registry.example.com/team | deployment { image: 'registry.example.com/team-evil' } | IMAGE",
                "images          | registry.example.com | metrics { image: 'registry.example.com.evil.io/p' } | PROXY_IMAGE",
                "images          | registry.example.com | deployment { image: 'what Ever' } | IMAGE",
                "hosts           | a.example.com | service { ports { port: 80 } } ingress { host: 'a.example.com.evil.io' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: 'example.com' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: 'a.b.example.com' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: 'a.evil-example.com' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: 'evilexample.com' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: 'a.example.com.' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: 'A.example.com' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: '.example.com' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { host: '*.com' } | HOST",
                "hosts           | a.example.com | service { ports { port: 80 } } ingress { host: '*.example.com' } | HOST",
                "hosts           | *.example.com | service { ports { port: 80 } } ingress { class: 'relay' } | HOST",
                "hosts           |               | service { ports { port: 80 } } ingress { class: 'relay' } | HOST",
                "hosts           |               | service { ports { port: 80 } } ingress { host: '*.example.com' } | HOST",
                "hosts           |               | service { ports { port: 80 } } ingress { host: '*' } | HOST",
                "ingress-classes | internal      | service { ports { port: 80 } } ingress { host: 'a.b' class: 'internal2' } | INGRESS_CLASS",
                "ingress-classes | internal      | service { ports { port: 80 } } ingress { host: 'a.b' } | INGRESS_CLASS",
                "service-types   | ClusterIP     | service { ports { port: 80 } type: 'LOADBALANCER' } | SERVICE_TYPE",
                "service-types   | ClusterIP     | service { ports { port: 80 } type: 'ExternalName' } | SERVICE_TYPE",
                "namespaces      |               | namespace: 'kube-system' | NAMESPACE",
                "namespaces      |               | namespace: 'dotscience-deployer' | NAMESPACE",
                "namespaces      | *             | namespace: 'kube-system' | NAMESPACE",
                "namespaces      | *             | namespace: 'dotscience-deployer' | NAMESPACE",
                "namespaces      | models        | namespace: 'models2' | NAMESPACE",
                "namespaces      | models        | deployment { } | NAMESPACE",
                "max-replicas    | 5             | deployment { replicas: 6 } | REPLICAS",
                "max-replicas    | 5             | deployment { autoscaling { max_replicas: 6 } } | MAX_REPLICAS",
                "labels          |               | labels { key: 'deployment' value: 'x' } | LABEL",
                "labels          | *             | labels { key: 'owner' value: 'x' } | LABEL",
                "labels          | *             | labels { key: 'deployer.dotscience.com/applied' value: 'x' } | LABEL",
                "labels          |               | labels { key: 'kubernetes.io/hostname' value: 'x' } | LABEL",
                "labels          |               | labels { key: 'service.kubernetes.io/headless' value: 'x' } | LABEL",
                "labels          |               | labels { key: 'a b' value: 'x' } | LABEL",
                "labels          |               | labels { key: '' value: 'x' } | LABEL",
                "labels          |               | labels { key: 'a/b/c' value: 'x' } | LABEL",
                "labels          |               | labels { key: 'Example.com/a' value: 'x' } | LABEL",
                "labels          | team          | labels { key: 'teams' value: 'x' } | LABEL",
                "secrets         |               | deployment { env { name: 'P' value_from { secret_key_ref { name: 'db' key: 'k' } } } } | SECRET",
                "secrets         | model-*       | deployment { env { name: 'P' value_from { secret_key_ref { name: 'db' key: 'k' } } } } | SECRET",
                "secrets         | models/db     | namespace: 'other' deployment { env { name: 'P' value_from { secret_key_ref { name: 'db' key: 'k' } } } } | SECRET",
                "secrets         | models/db     | deployment { env { name: 'P' value_from { secret_key_ref { name: 'models/db' key: 'k' } } } } | SECRET",
                "secrets         | model-*       | deployment { image_pull_secrets { name: 'hub' } } | SECRET",
                "secrets         |               | ingress { host: 'a.example.com' tls_secret: 'cert' } | SECRET",
                "config-maps     |               | deployment { env { name: 'P' value_from { config_map_key_ref { name: 'site' key: 'k' } } } } | CONFIG_MAP",
                "config-maps     | other         | deployment { volumes { config_map: 'site' } } | CONFIG_MAP",
                "volume-claims   |               | deployment { volumes { claim: 'llama' } } | VOLUME_CLAIM",
                "volume-claims   | models/llama  | namespace: 'other' deployment { volumes { claim: 'llama' } } | VOLUME_CLAIM",
                "service-accounts |              | deployment { service_account: 'reader' } | SERVICE_ACCOUNT",
                "service-accounts | reader       | deployment { service_account: 'default' } | SERVICE_ACCOUNT",
                "priority-classes |              | deployment { priority_class: 'high' } | PRIORITY_CLASS",
                "tolerations     |               | deployment { tolerations { key: 'spot' } } | TOLERATION",
                "tolerations     | spot,nvidia.com/* | deployment { tolerations { operator: 'Exists' } } | TOLERATION",
                "pod-annotations |               | deployment { pod_annotations { key: 'a' value: 'b' } } | POD_ANNOTATION",
                "pod-annotations | a             | deployment { pod_annotations { key: 'a.b' value: 'b' } } | POD_ANNOTATION",
                "pod-labels      |               | deployment { pod_labels { key: 'app' value: 'shop' } } | POD_LABEL",
                "hosts           | a.example.com | service { ports { port: 80 } } ingress { host: 'a.example.com' additional_hosts: 'b.example.com' } | HOST",
                "hosts           |               | service { ports { port: 80 } } ingress { host: 'a.b' additional_hosts: '*.example.com' } | HOST",
                "hosts           |               | service { ports { port: 80 } } ingress { additional_hosts: '*.example.com' } | HOST",
                "ingress-annotations |           | service { ports { port: 80 } } ingress { host: 'a.b' annotations { key: 'a' value: 'b' } } | INGRESS_ANNOTATION",
                "ingress-annotations | b         | service { ports { port: 80 } } ingress { host: 'a.b' annotations { key: 'a' value: 'b' } } | INGRESS_ANNOTATION",
                "route-parents   |               | service { ports { port: 80 } } ingress { host: 'a.b' route_parents { name: 'public' } } | ROUTE_PARENT",
                "route-parents   | infra/public  | service { ports { port: 80 } } ingress { host: 'a.b' route_parents { namespace: 'other' name: 'public' } } | ROUTE_PARENT",
                "route-parents   | infra/public  | service { ports { port: 80 } } ingress { host: 'a.b' route_parents { name: 'public' } } | ROUTE_PARENT",
                "record-sinks    |               | metrics { record_url: 'http://sink' } | RECORD_SINK",
                "record-sinks    | sink:80       | metrics { record_url: 'https://sink' } | RECORD_SINK",
                "record-sinks    | sink.logs.svc | metrics { record_url: 'http://sink.logs.svc.evil.io' } | RECORD_SINK",
                "record-sinks    | sink.logs.svc | metrics { record_url: 'http://sink.logs.svc@evil.io/sink.logs.svc' } | RECORD_SINK",
                "record-sinks    | *.logs.svc    | metrics { record_url: 'http://evil.io/x.logs.svc' } | RECORD_SINK",
                "record-sinks    | sink          | metrics { record_url: 'no URL' } | RECORD_SINK",
                "ids             |               | id: 'roadsigns' | ID",
                "ids             | uuid          | id: '0ddb4984-f1b4-4c8c-9d3c-5d0f0f6c2f4' | ID"
            })
    void whatBreaksALimitIsFound(String setting, String value, String wanted, Breach.What what) throws ParseException {
        assertThat(breaches(setting, value, wanted)).extracting(Breach::what).containsExactly(what);
    }

    @Test
    void theSentenceNamesTheFieldTheLimitAndWhoCanChangeIt() throws ParseException {
        assertThat(breaches("images", "registry.example.com", "deployment { image: 'evil.io/\\u202ea' }"))
                .extracting(Breach::sentence)
                .containsExactly("deployment.image is evil.io/?a, but deployer.allowed.images allows only"
                        + " registry.example.com" + WHO);
        assertThat(breaches("hosts", "", "service { ports { port: 80 } } ingress { class: 'relay' }"))
                .extracting(Breach::sentence)
                .containsExactly(
                        "ingress.host is empty, but deployer.allowed.hosts has to name none for an Ingress that"
                                + " takes every host that nobody else has" + WHO);
        assertThat(breaches(
                        "secrets",
                        "",
                        "deployment { env { name: 'P' value_from { secret_key_ref { name: 'db' key: 'k' } } } }"))
                .extracting(Breach::sentence)
                .containsExactly("deployment.env[P].value_from.secret_key_ref.name is db, but deployer.allowed.secrets"
                        + " allows none unless it is set" + WHO);
        assertThat(breaches("volume-claims", "a,b", "deployment { volumes { name: 'w' claim: 'c' } }"))
                .extracting(Breach::sentence)
                .containsExactly(
                        "deployment.volumes[w].claim is c, but deployer.allowed.volume-claims allows only a,b" + WHO);
        assertThat(breaches("tolerations", "", "deployment { tolerations { operator: 'Exists' } }"))
                .extracting(Breach::sentence)
                .containsExactly(
                        "a key of deployment.tolerations is empty, but deployer.allowed.tolerations allows none"
                                + " unless it is set" + WHO);
        assertThat(breaches("record-sinks", "", "metrics { record_url: 'http://sink/a?key=k' }"))
                .extracting(Breach::sentence)
                .containsExactly(
                        "the host of metrics.record_url is sink:80, but deployer.allowed.record-sinks allows none"
                                + " unless it is set" + WHO);
        assertThat(breaches("labels", "", "labels { key: 'owner' value: 'x' }"))
                .extracting(Breach::sentence)
                .containsExactly("labels has the key owner, by which Kubernetes or the deployer tells objects apart:"
                        + " choose another key");
    }

    @Test
    void whoeverPushesOrIsNoGatewayOfOursGivesAnyIdAndWhatOwnsObjectsKeepsIts() throws ParseException {
        Deployment wanted = TextFormat.parse("id: 'roadsigns'", Deployment.class);
        Limits limits = limits(Map.of());
        assertThat(limits.breaches(new Asked(wanted, false, false))).isEmpty();
        assertThat(limits.breaches(new Asked(wanted, false, true)))
                .extracting(Breach::what)
                .containsExactly(Breach.What.ID);
    }

    @Test
    void anIdThatPodsOfOthersCarryIsRefusedWhateverTheLimitSays() {
        Deployment wanted = Deployment.newBuilder().setId(UUID).build();
        assertThat(limits(Map.of("ids", "*")).breaches(new Asked(wanted, true, true)))
                .extracting(Breach::what)
                .containsExactly(Breach.What.ID);
    }

    @Test
    void aNamespaceThatTheDeployerIsToldToServeIsNamed() {
        Deployment wanted =
                Deployment.newBuilder().setId(UUID).setNamespace("kube-models").build();
        Limits limits = Limits.of(setting -> "", "dotscience-deployer", List.of("kube-models"));
        assertThat(limits.breaches(new Asked(wanted, true, false))).isEmpty();
    }

    @Test
    void aLimitThatCannotBeUnderstoodIsNamed() {
        assertThatThrownBy(() -> limits(Map.of("images", "registry.example.com,*")))
                .isInstanceOf(WrongLimitException.class)
                .hasMessage("must be registries and repositories, separated by commas, such as registry.example.com,"
                        + " registry.example.com/team or nginx")
                .extracting("setting")
                .isEqualTo("deployer.allowed.images");
        assertThatThrownBy(() -> limits(Map.of("hosts", "Example.com"))).isInstanceOf(WrongLimitException.class);
        assertThatThrownBy(() -> limits(Map.of("max-replicas", "-1"))).isInstanceOf(WrongLimitException.class);
    }

    private static List<Breach> breaches(String setting, String value, String text) throws ParseException {
        Deployment wanted = TextFormat.parse(text, Deployment.class);
        Deployment complete =
                wanted.getId().isEmpty() ? wanted.toBuilder().setId(UUID).build() : wanted;
        return limits(Map.of(setting, value == null ? "" : value)).breaches(new Asked(complete, true, false));
    }

    private static Limits limits(Map<String, String> allowed) {
        return Limits.of(
                name -> allowed.getOrDefault(name.substring("deployer.allowed.".length()), ""),
                "dotscience-deployer",
                List.of());
    }

    /** The limits of hosts are those of HTTPRoutes, too, and those of Ingresses alone are not. */
    @Test
    void anHttpRouteKeepsToTheHostsAndNotToTheClasses() throws ParseException {
        String route = "service { ports { port: 80 } } ingress { host: 'a.evil.org' additional_hosts: 'b.example.com'"
                + " route_parents { name: 'public' } }";
        assertThat(limitedBy(Map.of("hosts", "*.example.com", "route-parents", "*"), route))
                .extracting(Breach::what, Breach::value)
                .containsExactly(tuple(Breach.What.HOST, "a.evil.org"));
        assertThat(limitedBy(Map.of("route-parents", "*", "ingress-classes", "nginx"), route))
                .isEmpty();
        assertThat(limitedBy(
                        Map.of("route-parents", "*"),
                        "service { ports { port: 80 } } ingress { route_parents { name: 'public' } }"))
                .extracting(Breach::what)
                .containsExactly(Breach.What.HOST);
    }

    private static List<Breach> limitedBy(Map<String, String> allowed, String text) throws ParseException {
        Deployment wanted =
                TextFormat.parse(text, Deployment.class).toBuilder().setId(UUID).build();
        return limits(allowed).breaches(new Asked(wanted, true, false));
    }
}
