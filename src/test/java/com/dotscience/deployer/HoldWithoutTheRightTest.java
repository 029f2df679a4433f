package com.dotscience.deployer;

import static org.awaitility.Awaitility.await;

import com.dotscience.testing.Embedded;
import com.dotscience.testing.go.Deployment;
import com.dotscience.testing.go.DeploymentSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployer whose role is of before there was a hold. */
@Embedded
class HoldWithoutTheRightTest {

    @Test
    void itWorksAllTheSame(@TempDir Path folder) throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        try (WholeDeployer deployer = new WholeDeployer(folder)) {
            deployer.cluster()
                    .expect()
                    .get()
                    .withPath("/api/v1/namespaces/dotscience-deployer/configmaps"
                            + "?fieldSelector=metadata.name%3Ddotscience-hold&limit=250")
                    .andReply(403, request -> {
                        refusals.incrementAndGet();
                        return "not yours to read";
                    })
                    .always();
            deployer.gateway()
                    .put(Deployment.newBuilder()
                            .setId("a")
                            .setName("a")
                            .setDeployment(DeploymentSpec.newBuilder().setImage("image:1"))
                            .build());

            deployer.start();

            await().until(() -> deployer.objects().equals(List.of("Deployment default/ds-a-a")));
            await().until(() -> refusals.get() > 0);
        }
    }
}
