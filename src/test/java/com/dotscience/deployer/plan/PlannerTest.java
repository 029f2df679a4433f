package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import com.dotscience.deployer.manifest.IngressClassForm;
import com.dotscience.deployer.manifest.ServedVersions;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@Pure
class PlannerTest {

    private static final String ID = "0ddb4984-802b-4a0f-a81e-9479f280b1ea";
    private static final String NAME = "default/ds-roadsigns1-0ddb4984";
    private static final String OTHER_ID = "7c0e1f52-11aa-4b6c-9c3e-5d2f0a8b7e10";
    private static final String IDENTITY = "us";
    private static final String CLASS_ANNOTATION = "/metadata/annotations/kubernetes.io~1ingress.class";

    private final Planner planner = new Planner();
    private final FakeCluster cluster = new FakeCluster();
    private final Deployment.Builder wanted = roadsigns();
    private Optional<Set<String>> ingressClasses = Optional.of(Set.of("nginx", "webrelay"));

    @Nested
    class Created {

        @Test
        void isWhatIsMissing() {
            assertThat(plan().changes())
                    .extracting(Change::toString)
                    .containsExactly("CREATE Deployment " + NAME, "CREATE Service " + NAME, "CREATE Ingress " + NAME);
            assertThat(plan().changes().get(1).reason()).isEqualTo("Service " + NAME + " is missing");

            cluster.apply(plan());
            cluster.apply(new Change(
                    ID,
                    Kind.SERVICE,
                    Action.DELETE,
                    cluster.observed().objects().get(1),
                    "",
                    ""));

            assertThat(plan().changes()).extracting(Change::toString).containsExactly("CREATE Service " + NAME);
        }

        @Test
        void withTheRecordOfWhatIsOurs() {
            wanted.clearMetrics();
            assertThat(plan().changes().get(0).object().getMetadata().getAnnotations())
                    .containsEntry(
                            "deployer.dotscience.com/applied",
                            "{\"metadata\":{\"annotations\":{\"deployer.dotscience.com/identifier\":{},"
                                    + "\"deployment\":{},\"name\":{}},\"labels\":{\"owner\":{},\"team\":{}}},"
                                    + "\"spec\":{\"replicas\":{},\"template\":{\"metadata\":{\"labels\":"
                                    + "{\"deployment\":{}}},\"spec\":{\"automountServiceAccountToken\":{},"
                                    + "\"containers\":{\"model\":{\"image\":{},"
                                    + "\"name\":{},\"ports\":{\"8501/TCP\":{\"containerPort\":{},"
                                    + "\"protocol\":{}}},\"securityContext\":{\"allowPrivilegeEscalation\":{}}}},"
                                    + "\"securityContext\":{\"seccompProfile\":{\"type\":{}}}}}}}");
        }
    }

    /** R9: what did not change is not compared again. */
    @Nested
    class FoundInSync {

        @Test
        void isEachObjectThatIsAsItIsWanted() {
            cluster.apply(plan());
            wanted.getDeploymentBuilder().setImage("another/image:1");

            List<HasMetadata> there = cluster.observed().objects();
            assertThat(compared().synced().objects())
                    .containsExactly(SyncedObject.of(there.get(1)), SyncedObject.of(there.get(2)));
        }

        @Test
        void isNotComparedAgainUntilItChanges() {
            cluster.apply(plan());
            cluster.tree(Kind.SERVICE).withObject("/spec").put("type", "NodePort");
            Observed changed = cluster.observed();
            Synced claimed = new Synced(
                    wanted.build(),
                    IDENTITY,
                    IngressClassForm.FIELD,
                    ServedVersions.NONE,
                    Scaling.NONE,
                    List.of(SyncedObject.of(changed.objects().get(1))));

            assertThat(plan().changes()).hasSize(1);
            assertThat(planner.plan(wanted.build(), IDENTITY, changed, ingressClasses, claimed)
                            .plan()
                            .changes())
                    .as("who believes the claim compares nothing")
                    .isEmpty();
        }
    }

    /** R3: only its own. */
    @Nested
    class SomebodyElses {

        @Test
        void isNeverWrittenToAndLetsNothingNewBeMade() {
            put(Kind.SERVICE, "them", ID);

            assertThat(plan())
                    .isEqualTo(new Plan(
                            ID,
                            List.of(),
                            List.of("Service " + NAME + " belongs to another deployer; it is left alone. "
                                    + "Remove it, or rename the model deployment"),
                            List.of(
                                    "Deployment " + NAME + " is not made while there is a conflict",
                                    "Ingress " + NAME + " is not made while there is a conflict")));
        }

        @Test
        void isWhatAnotherModelDeploymentOfOursHasUnderTheSameName() {
            put(Kind.DEPLOYMENT, IDENTITY, OTHER_ID);
            assertThat(plan().conflicts())
                    .containsExactly("Deployment " + NAME + " belongs to the model deployment " + OTHER_ID
                            + "; it is left alone. Remove it, or rename the model deployment");
        }

        @Test
        void isWhatNoDeployerMade() {
            put(Kind.INGRESS, null, null);
            assertThat(plan().conflicts())
                    .containsExactly("Ingress " + NAME + " was not made by a deployer; it is left alone. "
                            + "Remove it, or rename the model deployment");
        }

        @Test
        void doesNotKeepOurOwnFromBeingUpdated() {
            cluster.apply(plan());
            put(Kind.SERVICE, "them", ID);
            wanted.getDeploymentBuilder().setImage("model:2");

            assertThat(plan().changes())
                    .extracting(Change::toString)
                    .containsExactly("UPDATE_IMAGE Deployment " + NAME);
        }

        @Test
        void isNoConflictWhereNothingOfOursShallBe() {
            put(Kind.INGRESS, "them", ID);
            wanted.clearIngress();

            assertThat(plan().conflicts()).isEmpty();
            assertThat(plan().changes())
                    .extracting(Change::toString)
                    .containsExactly("CREATE Deployment " + NAME, "CREATE Service " + NAME);
        }

        @Test
        void staysWhenOursGo() {
            cluster.apply(plan());
            put(Kind.SERVICE, "them", ID);

            assertThat(removal().changes())
                    .extracting(Change::toString)
                    .containsExactly("DELETE Deployment " + NAME, "DELETE Ingress " + NAME);
        }
    }

    /** R5: until it is gone, it is neither patched nor made again. */
    @Test
    void whatIsBeingDeletedIsWaitedFor() {
        cluster.apply(plan());
        cluster.tree(Kind.DEPLOYMENT)
                .withObject("/metadata")
                .put("deletionTimestamp", "2026-11-22T06:48:28Z")
                .putArray("finalizers")
                .add("somebody/else");
        wanted.getDeploymentBuilder().setImage("model:2");

        List<String> waiting = List.of("Deployment " + NAME + " is being deleted");
        assertThat(plan()).isEqualTo(new Plan(ID, List.of(), List.of(), waiting));
        assertThat(removal().changes())
                .extracting(Change::toString)
                .containsExactly("DELETE Service " + NAME, "DELETE Ingress " + NAME);
        assertThat(removal().waiting()).isEqualTo(waiting);
    }

    /** R6: in sync means silent, and drift is set back. */
    @Nested
    class InSync {

        @Test
        void whateverTheServerFilledIn() {
            wanted.getServiceBuilder().setType("LoadBalancer");
            cluster.apply(plan());
            assertThat(plan()).isEqualTo(new Plan(ID, List.of(), List.of(), List.of()));
        }

        @Test
        void whateverOthersAdded() {
            cluster.apply(plan());
            cluster.tree(Kind.DEPLOYMENT)
                    .withObject("/metadata/annotations")
                    .put("deployment.kubernetes.io/revision", "1");
            cluster.tree(Kind.DEPLOYMENT).withObject("/metadata/labels").put("theirs", "1");
            cluster.tree(Kind.SERVICE)
                    .withObject("/metadata")
                    .putArray("finalizers")
                    .add("service.kubernetes.io/load-balancer-cleanup");
            containers().addObject().put("name", "injected").put("image", "mesh:1");
            container(0).withArray("env").addObject().put("name", "INJECTED").put("value", "1");

            assertThat(plan().changes()).isEmpty();
        }

        @Test
        void exceptForWhatSomebodyChangedInAFieldOfOurs() {
            cluster.apply(plan());
            container(0).put("image", "by-hand:1");
            cluster.tree(Kind.DEPLOYMENT).withObject("/spec").put("replicas", 7);
            cluster.tree(Kind.DEPLOYMENT).withObject("/metadata/labels").put("team", "by hand");

            assertThat(patchOf(Kind.DEPLOYMENT))
                    .isEqualTo(Map.of(
                            "replace /spec/template/spec/containers/0/image", "\"model:1\"",
                            "replace /spec/replicas", "2",
                            "replace /metadata/labels/team", "\"vision\"",
                            "replace /metadata/resourceVersion", "\"1001\""));
        }

        @Test
        void andAProbeThatSomebodyMadeAnotherIsOursAgainWithOneHandler() {
            cluster.apply(plan());
            ObjectNode probe = (ObjectNode) container(1).get("readinessProbe");
            probe.remove("httpGet");
            probe.withObject("/exec").putArray("command").add("true");

            assertThat(patchOf(Kind.DEPLOYMENT))
                    .containsOnlyKeys(
                            "add /spec/template/spec/containers/1/readinessProbe/httpGet",
                            "remove /spec/template/spec/containers/1/readinessProbe/exec",
                            "replace /metadata/resourceVersion");
        }

        @Test
        void andAVariableThatSomebodyGaveASourceHasAValueAgain() {
            cluster.apply(plan());
            ObjectNode variable = (ObjectNode) container(1).get("env").get(0);
            variable.remove("value");
            variable.withObject("/valueFrom/fieldRef").put("fieldPath", "status.podIP");

            cluster.apply(plan());

            assertThat(container(1).get("env").get(0))
                    .isEqualTo(cluster.read("{\"name\":\"TF_SERVING_ADDR\",\"value\":\"http://127.0.0.1:8501\"}"));
        }

        @Test
        void andARecordThatSomebodyEditedIsMadeAnew() {
            cluster.apply(plan());
            JsonNode before =
                    cluster.tree(Kind.DEPLOYMENT).at("/metadata/annotations").deepCopy();
            cluster.tree(Kind.DEPLOYMENT)
                    .withObject("/metadata/annotations")
                    .put("deployer.dotscience.com/applied", "{broken");

            cluster.apply(plan());

            assertThat(cluster.tree(Kind.DEPLOYMENT).at("/metadata/annotations"))
                    .isEqualTo(before);
            assertThat(plan().changes()).isEmpty();
        }

        @Test
        void withTheReplicasThatAnAutoscalerSets() {
            cluster.apply(plan());
            cluster.tree(Kind.DEPLOYMENT).withObject("/spec").put("replicas", 7);

            Observed autoscaled = new Observed(cluster.observed().objects(), true);

            assertThat(planner.plan(wanted.build(), IDENTITY, autoscaled, ingressClasses)
                            .changes())
                    .isEmpty();
        }
    }

    @Nested
    class Updated {

        @Test
        void isTheImageAlone() {
            cluster.apply(plan());
            wanted.getDeploymentBuilder().setImage("model:2");

            assertThat(plan().changes()).hasSize(1);
            assertThat(plan().changes().get(0).action()).isEqualTo(Action.UPDATE_IMAGE);
            assertThat(plan().changes().get(0).patch())
                    .isEqualTo("[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\","
                            + "\"value\":\"model:2\"},"
                            + "{\"op\":\"replace\",\"path\":\"/metadata/resourceVersion\",\"value\":\"1001\"}]");
            assertThat(plan().changes().get(0).reason())
                    .isEqualTo("Deployment " + NAME + " differs in spec.template.spec.containers.0.image");
        }

        @Test
        void isTheNumberOfReplicasAlone() {
            cluster.apply(plan());
            wanted.getDeploymentBuilder().setReplicas(0);

            assertThat(plan().changes()).extracting(Change::action).containsExactly(Action.SCALE);
        }

        @Test
        void areBothAtOnce() {
            cluster.apply(plan());
            wanted.getDeploymentBuilder().setReplicas(5).setImage("model:2");

            assertThat(plan().changes()).extracting(Change::action).containsExactly(Action.UPDATE);
        }

        @Test
        void takesOutWhatWasOursAndLeavesWhatWasNot() {
            cluster.apply(plan());
            containers().insertObject(1).put("name", "injected").put("image", "mesh:1");
            cluster.tree(Kind.DEPLOYMENT)
                    .withObject("/spec/template/metadata/annotations")
                    .put("theirs", "1");
            cluster.tree(Kind.DEPLOYMENT).withObject("/metadata/labels").put("theirs", "1");
            wanted.clearMetrics().clearLabels();

            cluster.apply(plan());

            assertThat(containers())
                    .extracting(container -> container.get("name").asText())
                    .containsExactly("model", "injected");
            assertThat(cluster.tree(Kind.DEPLOYMENT).at("/spec/template/metadata/annotations"))
                    .isEqualTo(cluster.read("{\"theirs\":\"1\"}"));
            assertThat(cluster.tree(Kind.DEPLOYMENT).at("/metadata/labels"))
                    .isEqualTo(cluster.read("{\"owner\":\"ds-deployer\",\"theirs\":\"1\"}"));
            assertThat(plan().changes()).isEmpty();
        }

        @Test
        void keepsTheNodePortOfAPortThatStays() {
            wanted.getServiceBuilder().setType("NodePort");
            cluster.apply(plan());
            wanted.getServiceBuilder()
                    .addPorts(ServicePort.newBuilder().setName("more").setPort(81));

            assertThat(patchOf(Kind.SERVICE))
                    .containsEntry(
                            "add /spec/ports/1",
                            "{\"name\":\"more\",\"port\":81,\"protocol\":\"TCP\",\"targetPort\":81}")
                    .hasSize(3);
        }

        /** A port of the same name beside it would be refused by the API server. */
        @Test
        void setsAPortThatSomebodyGaveAnotherNumberBackInPlace() {
            wanted.getServiceBuilder().setType("NodePort");
            cluster.apply(plan());
            ObjectNode port = (ObjectNode) cluster.tree(Kind.SERVICE).at("/spec/ports/0");
            int wanted = port.path("port").asInt();
            port.put("port", 9999).put("nodePort", 30001);

            cluster.apply(plan());

            JsonNode ports = cluster.tree(Kind.SERVICE).at("/spec/ports");
            assertThat(ports.findValuesAsText("port"))
                    .contains(String.valueOf(wanted))
                    .doesNotContain("9999");
            assertThat(ports.path(0).path("nodePort").asInt()).isEqualTo(30001);
            assertThat(plan().changes()).isEmpty();
        }

        @Test
        void movesTheIngressToANewHostAndLeavesTheOneSomebodyAdded() {
            cluster.apply(plan());
            ((ArrayNode) cluster.tree(Kind.INGRESS).at("/spec/rules"))
                    .addObject()
                    .put("host", "theirs.example.com");
            wanted.getIngressBuilder().setHost("new.example.com");

            cluster.apply(plan());

            assertThat(cluster.tree(Kind.INGRESS).at("/spec/rules"))
                    .extracting(rule -> rule.get("host").asText())
                    .containsExactlyInAnyOrder("theirs.example.com", "new.example.com");
        }
    }

    @Nested
    class TheIngressClass {

        @Test
        void isInTheFieldWhereTheClusterHasIt() {
            cluster.apply(plan());
            assertThatTheClassIsInTheField("webrelay");
        }

        @Test
        void isInTheAnnotationWhereTheClusterDoesNotHaveIt() {
            ingressClasses = Optional.of(Set.of("nginx"));
            cluster.apply(plan());
            assertThatTheClassIsInTheAnnotation("webrelay");
        }

        @Test
        void isInTheAnnotationWhereTheClustersClassesCannotBeRead() {
            ingressClasses = Optional.empty();
            cluster.apply(plan());
            assertThatTheClassIsInTheAnnotation("webrelay");
        }

        @Test
        void keepsItsFormUntilItChanges() {
            ingressClasses = Optional.of(Set.of());
            cluster.apply(plan());

            ingressClasses = Optional.of(Set.of("nginx", "webrelay"));
            assertThat(plan().changes()).isEmpty();

            wanted.getIngressBuilder().setClass_("nginx");
            cluster.apply(plan());
            assertThatTheClassIsInTheField("nginx");

            ingressClasses = Optional.empty();
            assertThat(plan().changes()).isEmpty();
        }

        private void assertThatTheClassIsInTheField(String name) {
            assertThat(cluster.tree(Kind.INGRESS).at("/spec/ingressClassName").asText())
                    .isEqualTo(name);
            assertThat(cluster.tree(Kind.INGRESS).at(CLASS_ANNOTATION).isMissingNode())
                    .isTrue();
        }

        private void assertThatTheClassIsInTheAnnotation(String name) {
            assertThat(cluster.tree(Kind.INGRESS).at(CLASS_ANNOTATION).asText()).isEqualTo(name);
            assertThat(cluster.tree(Kind.INGRESS).at("/spec/ingressClassName").isMissingNode())
                    .isTrue();
        }
    }

    @Nested
    class Deleted {

        @Test
        void areTheServiceAndTheIngressOfAModelWithoutPorts() {
            cluster.apply(plan());
            wanted.clearService();

            assertThat(plan().changes())
                    .extracting(Change::toString)
                    .containsExactly("DELETE Service " + NAME, "DELETE Ingress " + NAME);
        }

        @Test
        void isTheIngressWithoutHostAndClass() {
            cluster.apply(plan());
            wanted.clearIngress();

            assertThat(plan().changes()).extracting(Change::toString).containsExactly("DELETE Ingress " + NAME);
            assertThat(plan().changes().get(0).reason())
                    .isEqualTo("Ingress " + NAME + ": no Ingress is wanted any more");
            assertThat(plan().changes().get(0).object().getMetadata().getUid()).startsWith("uid-");
        }

        @Test
        void isEverythingOfAModelDeploymentThatIsNotWanted() {
            cluster.apply(plan());
            assertThat(removal().changes())
                    .extracting(Change::toString)
                    .containsExactly("DELETE Deployment " + NAME, "DELETE Service " + NAME, "DELETE Ingress " + NAME);
        }

        /** R1, R2. */
        @Test
        void isNothingThatIsHeld() {
            cluster.apply(plan());
            Plan held = planner.planRemoval(ID, IDENTITY, cluster.observed(), Optional.of("no list has come yet"));
            assertThat(held).isEqualTo(new Plan(ID, List.of(), List.of(), List.of("no list has come yet")));
        }

        @Test
        void isNothingWhereNothingIs() {
            Plan nothing = planner.planRemoval(ID, IDENTITY, cluster.observed(), Optional.of("no list has come yet"));
            assertThat(nothing).isEqualTo(new Plan(ID, List.of(), List.of(), List.of()));
        }
    }

    /** The new objects are made first; the old ones go once the new are ready (R8). */
    @Nested
    class Moved {

        private static final String NEW = "models/ds-roadsigns1-0ddb4984";

        @Test
        void theNewAreMadeBeforeTheOldGo() {
            cluster.apply(plan());
            wanted.setNamespace("models");

            assertThat(plan().changes())
                    .extracting(Change::toString)
                    .containsExactly("CREATE Deployment " + NEW, "CREATE Service " + NEW, "CREATE Ingress " + NEW);
            assertThat(plan().waiting())
                    .containsExactly(
                            "Deployment " + NAME + " stays until Deployment " + NEW + " is ready",
                            "Service " + NAME + " stays until Deployment " + NEW + " is ready",
                            "Ingress " + NAME + " stays until Deployment " + NEW + " is ready");
        }

        @Test
        void theOldGoOnceTheNewAreReady() {
            cluster.apply(plan());
            wanted.setNamespace("models");
            cluster.apply(plan());
            assertThat(plan().changes()).isEmpty();

            cluster.rollOut();

            assertThat(plan().changes())
                    .extracting(Change::toString)
                    .containsExactly("DELETE Deployment " + NAME, "DELETE Service " + NAME, "DELETE Ingress " + NAME);
            assertThat(plan().waiting()).isEmpty();
        }

        @Test
        void theOldStayWhileSomebodyElseIsInTheWay() {
            cluster.apply(plan());
            wanted.setNamespace("models");
            cluster.apply(plan());
            cluster.rollOut();
            put(Kind.SERVICE, "them", ID, "models");

            assertThat(plan().changes()).isEmpty();
            assertThat(plan().waiting()).hasSize(3);
        }
    }

    private Plan plan() {
        return planner.plan(wanted.build(), IDENTITY, cluster.observed(), ingressClasses);
    }

    private PlanResult compared() {
        return planner.plan(wanted.build(), IDENTITY, cluster.observed(), ingressClasses, Synced.NOTHING);
    }

    private Plan removal() {
        return planner.planRemoval(ID, IDENTITY, cluster.observed(), Optional.empty());
    }

    private ArrayNode containers() {
        return (ArrayNode) cluster.tree(Kind.DEPLOYMENT).at("/spec/template/spec/containers");
    }

    private ObjectNode container(int index) {
        return (ObjectNode) containers().get(index);
    }

    private void put(Kind kind, String identity, String id) {
        put(kind, identity, id, "default");
    }

    /** Puts an object where ours shall be; without an identity it has no annotations. */
    private void put(Kind kind, String identity, String id, String namespace) {
        ObjectNode object = (ObjectNode) cluster.read("{\"metadata\":{},\"spec\":{}}");
        object.put("kind", kind.toString())
                .withObject("/metadata")
                .put("name", "ds-roadsigns1-0ddb4984")
                .put("namespace", namespace);
        if (identity != null) {
            object.withObject("/metadata/annotations")
                    .put("deployer.dotscience.com/identifier", identity)
                    .put("deployment", id);
        }
        cluster.put(object);
    }

    private Map<String, String> patchOf(Kind kind) {
        return plan().changes().stream()
                .filter(change -> change.kind() == kind)
                .findFirst()
                .map(cluster::operations)
                .orElseThrow();
    }

    private static Deployment.Builder roadsigns() {
        Deployment.Builder wanted =
                Deployment.newBuilder().setId(ID).setName("roadsigns1").putLabels("team", "vision");
        wanted.getDeploymentBuilder().setReplicas(2).setImage("model:1").addPorts(8501);
        wanted.getServiceBuilder()
                .addPorts(ServicePort.newBuilder().setName("model-http").setPort(8501));
        wanted.getIngressBuilder().setClass_("webrelay").setHost("my-tf-model-1.webrelay.io");
        wanted.getMetricsBuilder().setClasses("stop,go").setImage("proxy:1");
        return wanted;
    }
}
