package com.dotscience.system;

import static com.dotscience.system.Installation.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dotscience.api.Deployment;
import com.dotscience.api.management.OldToken;
import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.deployer.DeployerApplication;
import com.dotscience.testing.Embedded;
import com.dotscience.testing.EmbeddedCluster;
import com.dotscience.testing.GoDeployer;
import com.dotscience.testing.released.RecordedInstallation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole deployer is given another token: nothing that runs in its cluster is touched, and nothing orphaned. */
@Embedded
class RotatedTokenTest {

    @TempDir
    private Path folder;

    private EmbeddedCluster cluster;
    private Installation installation;
    private String token;
    private Path tokenFile;
    private Path identityFile;
    private Deployment wanted;

    @BeforeEach
    void install() throws Exception {
        cluster = EmbeddedCluster.start();
        installation = new Installation(folder, cluster.kubeconfig());
        var created = installation.gateway().createDeployer("demo");
        token = created.getToken();
        // As the Secret is mounted.
        tokenFile = Files.writeString(folder.resolve("token"), token);
        identityFile = folder.resolve("identity");
        Files.writeString(identityFile, created.getIdentity());
        wanted = installation.gateway().create("demo", model("models", "roadsigns1"));
    }

    @AfterEach
    void uninstall() {
        installation.close();
        cluster.close();
    }

    @Test
    void aTokenInAFileIsExchangedWhileItRunsAndNothingIsWritten() throws Exception {
        startWithFiles();
        awaitObjectsOf(wanted);
        Map<String, String> before = versions();

        RotateTokenResponse rotated = rotate(3_600);
        assertThat(rotated.getIdentity()).isEmpty();
        await().until(() -> oldTokens().stream().allMatch(OldToken::getUsed));
        Files.writeString(tokenFile, rotated.getToken());
        await().until(() -> oldTokens().stream().noneMatch(OldToken::getUsed));
        // Nobody has to confirm: it is not cut off.
        installation
                .gateway()
                .revokeToken(RevokeTokenRequest.newBuilder().setDeployer("demo").build());

        awaitObjectsOf(installation.gateway().create("demo", model("models", "another")));
        assertThat(versions()).containsAllEntriesOf(before);
        assertThat(identities()).hasSize(1);
    }

    @Test
    void aTokenOfAVariableIsExchangedByARestartAndNothingIsWritten() throws Exception {
        Map<String, String> identity = Map.of("deployer.identity", Files.readString(identityFile));
        DeployerApplication first = installation.start(token, identity);
        awaitObjectsOf(wanted);
        Map<String, String> before = versions();

        RotateTokenResponse rotated = rotate(3_600);
        first.close();
        installation.start(rotated.getToken(), identity);

        awaitObjectsOf(installation.gateway().create("demo", model("models", "another")));
        assertThat(versions()).containsAllEntriesOf(before);
        assertThat(identities()).hasSize(1);
    }

    @Test
    void oneWhoseIdentityHangsOnItsTokenIsRefusedUntilItIsSetBesideIt() throws Exception {
        String identity = Files.readString(identityFile);
        Files.delete(identityFile);
        startWithFiles();
        awaitObjectsOf(wanted);
        Map<String, String> before = versions();
        assertThatThrownBy(() -> rotate(0)).hasMessageContaining("put identity=" + identity);

        Files.writeString(identityFile, identity);

        await().ignoreExceptions().until(() -> rotateInto(tokenFile));
        awaitObjectsOf(installation.gateway().create("demo", model("models", "another")));
        assertThat(versions()).containsAllEntriesOf(before);
        assertThat(identities()).containsExactly(identity);
    }

    /** What 0.1.0 stored is all there is: nobody was heard of since. */
    @Test
    void aDatabaseOf010KnowsOldTokensOnceItIsOpened(@TempDir Path other) throws Exception {
        RecordedInstallation recorded = RecordedInstallation.of010();
        String first = recorded.token(RecordedInstallation.TOKEN);
        recorded.copyDatabaseTo(Installation.data(other));
        try (Installation upgraded =
                new Installation(other, cluster.kubeconfig(), recorded.token(RecordedInstallation.ADMIN_TOKEN))) {
            String name = upgraded.gateway().deployers().get(0).getName();
            int wanted = upgraded.gateway().list().size();

            RotateTokenResponse rotated = upgraded.gateway()
                    .rotateToken(RotateTokenRequest.newBuilder()
                            .setDeployer(name)
                            .setOverlapSeconds(3_600)
                            .setForce(true)
                            .build());

            for (String each : List.of(first, rotated.getToken())) {
                try (GoDeployer deployer = GoDeployer.connect(upgraded.gatewayPort(), each, Duration.ofSeconds(1))) {
                    await().until(() -> deployer.wanted().size() == wanted);
                }
            }
            assertThat(wanted).isPositive();
        }
    }

    private boolean rotateInto(Path file) throws Exception {
        Files.writeString(file, rotate(3_600).getToken());
        return true;
    }

    private void startWithFiles() {
        installation.start(
                "",
                Map.of("deployer.token-file", tokenFile.toString(), "deployer.identity-file", identityFile.toString()));
    }

    private RotateTokenResponse rotate(long overlapSeconds) {
        return installation
                .gateway()
                .rotateToken(RotateTokenRequest.newBuilder()
                        .setDeployer("demo")
                        .setOverlapSeconds(overlapSeconds)
                        .build());
    }

    private List<OldToken> oldTokens() {
        return installation.gateway().deployers().get(0).getOldTokensList();
    }

    private void awaitObjectsOf(Deployment deployment) {
        await().until(() -> RecordedInstallation.madeByDeployers(cluster.client()).stream()
                        .filter(object -> object.getMetadata().getName().startsWith("ds-" + deployment.getName()))
                        .count()
                == 3);
    }

    /** Of each object the uid and the resourceVersion: whatever is written makes another. */
    private Map<String, String> versions() {
        return RecordedInstallation.madeByDeployers(cluster.client()).stream()
                .collect(Collectors.toMap(
                        object -> object.getKind() + " " + object.getMetadata().getName(),
                        object -> object.getMetadata().getUid() + " "
                                + object.getMetadata().getResourceVersion()));
    }

    private Set<String> identities() {
        return RecordedInstallation.madeByDeployers(cluster.client()).stream()
                .map(object -> object.getMetadata().getAnnotations().get("deployer.dotscience.com/identifier"))
                .collect(Collectors.toSet());
    }
}
