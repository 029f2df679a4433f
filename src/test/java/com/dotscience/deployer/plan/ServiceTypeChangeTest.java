package com.dotscience.deployer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.api.Deployment;
import com.dotscience.api.ServicePort;
import com.dotscience.testing.Pure;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Changes of a Service's type, as they are written. */
@Pure
class ServiceTypeChangeTest {

    private static final String ALL_OF_A_LOAD_BALANCER = """
            {"type": "LoadBalancer",
             "allocateLoadBalancerNodePorts": true,
             "clusterIP": "10.0.0.7",
             "externalIPs": ["192.0.2.9"],
             "externalTrafficPolicy": "Local",
             "healthCheckNodePort": 31000,
             "loadBalancerClass": "example.com/internal",
             "loadBalancerIP": "192.0.2.1",
             "loadBalancerSourceRanges": ["192.0.2.0/24"],
             "sessionAffinity": "ClientIP",
             "ports": [
               {"name": "theirs", "port": 7, "protocol": "TCP", "targetPort": 7, "nodePort": 30007},
               {"name": "model-http", "port": 80, "protocol": "TCP", "targetPort": 80, "nodePort": 30080}]}
            """;

    private final FakeCluster cluster = new FakeCluster();
    private final Deployment.Builder wanted = Deployment.newBuilder().setId("a").setName("model");

    @Test
    void whatBecomesAClusterIpLosesAllThatOnlyALoadBalancerMayHave() {
        changes(ALL_OF_A_LOAD_BALANCER, "ClusterIP", """
                {"type": "ClusterIP",
                 "clusterIP": "10.0.0.7",
                 "externalIPs": ["192.0.2.9"],
                 "sessionAffinity": "ClientIP",
                 "ports": [
                   {"name": "theirs", "port": 7, "protocol": "TCP", "targetPort": 7},
                   {"name": "model-http", "port": 80, "protocol": "TCP", "targetPort": 80}],
                 "selector": {"deployment": "a"}}
                """);
    }

    @Test
    void whatBecomesANodePortKeepsWhatItSharesWithALoadBalancer() {
        changes(ALL_OF_A_LOAD_BALANCER, "NodePort", """
                {"type": "NodePort",
                 "clusterIP": "10.0.0.7",
                 "externalIPs": ["192.0.2.9"],
                 "externalTrafficPolicy": "Local",
                 "sessionAffinity": "ClientIP",
                 "ports": [
                   {"name": "theirs", "port": 7, "protocol": "TCP", "targetPort": 7, "nodePort": 30007},
                   {"name": "model-http", "port": 80, "protocol": "TCP", "targetPort": 80, "nodePort": 30080}],
                 "selector": {"deployment": "a"}}
                """);
    }

    @Test
    void aNodePortBecomesAClusterIpWithoutItsPortsOnNodes() {
        changes("""
                {"type": "NodePort",
                 "externalTrafficPolicy": "Cluster",
                 "ports": [{"name": "model-http", "port": 80, "protocol": "TCP", "targetPort": 80, "nodePort": 30080}]}
                """, "ClusterIP", """
                {"type": "ClusterIP",
                 "ports": [{"name": "model-http", "port": 80, "protocol": "TCP", "targetPort": 80}],
                 "selector": {"deployment": "a"}}
                """);
    }

    /** Such as somebody made of it. */
    @Test
    void anExternalNameBecomesAClusterIpAgain() {
        changes("""
                {"type": "ExternalName", "externalName": "elsewhere.example.com",
                 "ports": [{"name": "model-http", "port": 80, "protocol": "TCP", "targetPort": 80}]}
                """, "ClusterIP", """
                {"type": "ClusterIP",
                 "ports": [{"name": "model-http", "port": 80, "protocol": "TCP", "targetPort": 80}],
                 "selector": {"deployment": "a"}}
                """);
    }

    /** R6: what others set where the type may have it is theirs. */
    @Test
    void aLoadBalancerThatStaysOneKeepsEverything() {
        Map<String, String> patch = patch(ALL_OF_A_LOAD_BALANCER, "LoadBalancer");

        assertThat(patch.keySet())
                .containsExactlyInAnyOrder(
                        "replace /metadata/annotations/deployer.dotscience.com~1applied",
                        "add /metadata/annotations/name",
                        "add /metadata/labels",
                        "add /spec/selector",
                        "replace /metadata/resourceVersion");
    }

    private void changes(String from, String type, String to) {
        Change change = change(from, type);
        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(cluster.patched(change).path("spec")).isEqualTo(cluster.read(to));
    }

    private Map<String, String> patch(String from, String type) {
        return cluster.operations(change(from, type));
    }

    private Change change(String from, String type) {
        wanted.getDeploymentBuilder().setImage("model:1").addPorts(80);
        wanted.getServiceBuilder()
                .setType(type)
                .addPorts(ServicePort.newBuilder().setName("model-http").setPort(80));
        ObjectNode service = (ObjectNode) cluster.read("""
                {"kind": "Service",
                 "metadata": {
                   "namespace": "default",
                   "name": "ds-model-a",
                   "uid": "1",
                   "resourceVersion": "1",
                   "annotations": {
                     "deployer.dotscience.com/identifier": "us",
                     "deployer.dotscience.com/applied": "{}",
                     "deployment": "a"}}}
                """);
        cluster.put(service.<ObjectNode>set("spec", cluster.read(from)));
        return new Planner()
                .plan(wanted.build(), "us", cluster.observed(), Optional.empty()).changes().stream()
                        .filter(each -> each.kind() == Kind.SERVICE)
                        .findFirst()
                        .orElseThrow();
    }
}
