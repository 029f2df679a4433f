package com.dotscience.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.dotscience.gateway.GatewayServer;
import com.dotscience.gateway.options.GatewayOptions;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.Readme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/ds.md} shows of what pods are given, typed at a real Gateway. */
@Embedded
class WhatPodsAreGivenTest {

    @Test
    void theExamplesOfTheDocsWork(@TempDir Path data) {
        List<String> commands = Readme.document("ds.md").script("## What pods are given").stream()
                .map(command -> command.replace("\\\n", " "))
                .filter(command -> !command.startsWith("kubectl "))
                .toList();
        try (GatewayServer gateway = GatewayServer.start(GatewayOptions.onLoopback(0, data))) {
            ds(gateway, "ds deployer create minikube");

            commands.forEach(command -> ds(gateway, command));

            assertThat(commands).hasSize(4);
            assertThat(ds(gateway, "ds deployment get llama"))
                    .contains(
                            "MODE=fast",
                            "not root",
                            "OpenInference, model llama",
                            "600 s",
                            "10 s by the image's sleep",
                            "max surge 0, max unavailable 1",
                            "1 to 4 replicas, for 80% of the processors");
        }
    }

    private static String ds(GatewayServer gateway, String command) {
        DsRun.Result result = new DsRun()
                .with("HOME", "/dev/null")
                .with("DS_GATEWAY", "http://127.0.0.1:" + gateway.port())
                .with("DS_TOKEN", gateway.adminToken().orElseThrow())
                .ds(command.substring("ds ".length()).strip().split("\\s+"));
        assertThat(result.code()).as(command + "\n" + result.err()).isZero();
        return result.out();
    }
}
