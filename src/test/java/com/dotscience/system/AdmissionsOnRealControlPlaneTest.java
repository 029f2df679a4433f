package com.dotscience.system;

import com.dotscience.deployer.plan.Kind;
import com.dotscience.system.RewrittenFleet.When;
import com.dotscience.testing.AuditTail;
import com.dotscience.testing.GatewayApi;
import com.dotscience.testing.MutatingWebhook;
import com.dotscience.testing.NeedsControlPlane;
import com.dotscience.testing.RealControlPlane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** By a real webhook; the audit log counts. */
@NeedsControlPlane
class AdmissionsOnRealControlPlaneTest extends AdmissionsTest {

    private static final Map<String, Kind> KINDS = Map.of(
            "deployments", Kind.DEPLOYMENT,
            "services", Kind.SERVICE,
            "ingresses", Kind.INGRESS,
            "poddisruptionbudgets", Kind.POD_DISRUPTION_BUDGET,
            "horizontalpodautoscalers", Kind.HORIZONTAL_POD_AUTOSCALER,
            "httproutes", Kind.HTTP_ROUTE);

    private final RealControlPlane plane;
    private final AuditTail log;
    private final List<Write> writes = new ArrayList<>();

    AdmissionsOnRealControlPlaneTest(RealControlPlane plane) {
        this.plane = plane;
        this.log = plane.auditLog().tail();
    }

    @Override
    TestCluster start(RewrittenFleet admission, Path folder) {
        TestCluster cluster = TestCluster.in(plane);
        GatewayApi.install(cluster.client());
        MutatingWebhook webhook = MutatingWebhook.start(plane, folder, cluster.namespace(), admission);
        return new TestCluster(cluster.client(), cluster.kubeconfig(), cluster.namespace(), () -> {
            webhook.close();
            cluster.close();
        });
    }

    /** What is refused is no reason either to write without end. */
    @Override
    List<Rewriting> rewritings() {
        return Rewriting.all();
    }

    @Override
    List<When> times() {
        return List.of(When.ALWAYS, When.LATER);
    }

    @Override
    List<Write> writes() {
        log.next().stream()
                .filter(event -> event.userAgent().startsWith("ds-deployer")
                        && event.isWrite()
                        && KINDS.containsKey(event.resource()))
                .map(event -> new Write(
                        KINDS.get(event.resource()), event.name(), event.received(), String.valueOf(event.code())))
                .forEach(writes::add);
        return List.copyOf(writes);
    }
}
