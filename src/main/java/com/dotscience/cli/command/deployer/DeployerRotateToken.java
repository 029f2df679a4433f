package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.RotateTokenRequest;
import com.dotscience.api.management.RotateTokenResponse;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.Fields;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rotate-token",
        description = {
            "Give a deployer another API token and print it, this once, with the commands that put it into its Secret.",
            "Its identity stays, so that it goes on with what runs. It is refused while the identity is the md5 of the token,"
                    + " as with the Go program, or nobody knows."
        },
        footerHeading =
                "%nJSON fields: those of 'ds deployer ls', token and identity (null if it stays as it is set).%n"
                        + "%nExamples:%n",
        footer = {
            "  ds deployer rotate-token minikube",
            "  ds deployer rotate-token minikube --overlap 2d",
            "  ds deployer rotate-token minikube --overlap 0 --force"
        })
public final class DeployerRotateToken extends OneDeployer {

    @Option(
            names = "--overlap",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = OverlapConverter.class,
            description = "How long the token before is accepted yet, such as 10m or 2d, 30d at most; 0: no longer."
                    + " Default: ${DEFAULT-VALUE}.")
    private Duration overlap;

    @Option(
            names = "--force",
            description =
                    "Rotate although its identity is the md5 of its token, or nobody knows: you give it the identity"
                            + " with the new token.")
    private boolean force;

    public DeployerRotateToken(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            var request = RotateTokenRequest.newBuilder()
                    .setDeployer(choice.nameOrId())
                    .setOverlapSeconds(overlap.toSeconds())
                    .setForce(force)
                    .build();
            session.show(new Rotated(gateway.callIfSupported(management -> management.rotateToken(request))));
        } catch (DsException e) {
            throw GatewayFailures.withOption("--force", e);
        }
    }

    private record Rotated(RotateTokenResponse rotated) implements View {

        @Override
        public void text(Terminal terminal) {
            var deployer = rotated.getDeployer();
            var fields = new Fields(20)
                    .add("Deployer ID", deployer.getId())
                    .add("Deployer name", deployer.getName())
                    .add("Deployer API token", rotated.getToken())
                    .addIfAny("Deployer identity", rotated.getIdentity());
            deployer.getOldTokensList()
                    .forEach(old -> fields.add("Accepted as well", DeployerJson.shown(old, terminal.ellipsis())));
            fields.lines().forEach(terminal::line);
            terminal.line("");
            terminal.line("This puts it into its Secret, where it is installed as 'ds deployer manifest' has it:");
            terminal.line(
                    "kubectl -n dotscience-deployer patch secret dotscience-deployer --patch-file /dev/stdin <<'EOF'");
            terminal.lineOfJson(Map.of("stringData", secret()));
            terminal.line("EOF");
            terminal.line(
                    "It reads that by itself within a minute or two; one that has its token from a variable, when it"
                            + " is started again.");
        }

        private Map<String, Object> secret() {
            var data = new LinkedHashMap<String, Object>();
            data.put("token", rotated.getToken());
            if (!rotated.getIdentity().isEmpty()) {
                data.put("identity", rotated.getIdentity());
            }
            return data;
        }

        @Override
        public Map<String, Object> json() {
            var json = DeployerJson.of(rotated.getDeployer());
            json.put("token", rotated.getToken());
            json.put("identity", Absent.nullIfEmpty(rotated.getIdentity()));
            return json;
        }
    }
}
