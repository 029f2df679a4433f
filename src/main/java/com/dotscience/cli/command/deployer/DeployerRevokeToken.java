package com.dotscience.cli.command.deployer;

import com.dotscience.api.management.RevokeTokenRequest;
import com.dotscience.api.management.RevokeTokenRequest.Which;
import com.dotscience.api.management.RevokeTokenResponse;
import com.dotscience.cli.command.Session;
import com.dotscience.cli.connection.GatewayFailures;
import com.dotscience.cli.connection.ManagementClient;
import com.dotscience.cli.output.Absent;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.Terminal;
import com.dotscience.cli.output.View;
import io.grpc.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "revoke-token",
        description = {
            "Refuse API tokens of a deployer from now on, and end at once what was opened with them.",
            "While tokens from before a rotation are accepted, it revokes those; otherwise the only one there is, so that the"
                    + " deployer is cut off until 'ds deployer rotate-token' gives it another. What runs in its cluster stays.",
            "Where a deployer that is online would be cut off, ds asks, or is given --yes."
        },
        footerHeading =
                "%nJSON fields: deployer, revoked (the first characters of each), tokenPrefix (of the one that is"
                        + " accepted).%n%nExamples:%n",
        footer = {
            "  ds deployer revoke-token minikube",
            "  ds deployer revoke-token minikube --old",
            "  ds deployer revoke-token minikube --all --yes"
        })
public final class DeployerRevokeToken extends OneDeployer {

    @ArgGroup
    private Tokens tokens = new Tokens();

    @Option(
            names = {"-y", "--yes"},
            description = "Cut off also a deployer that is online, as in a script.")
    private boolean yes;

    private static final class Tokens {

        @Option(names = "--old", description = "Those from before a rotation only, never the last one.")
        private boolean old;

        @Option(names = "--all", description = "All of them, the last one as well.")
        private boolean all;

        private Which which() {
            return all ? Which.ALL : old ? Which.REPLACED : Which.REPLACED_ELSE_CURRENT;
        }
    }

    public DeployerRevokeToken(Session session) {
        super(session);
    }

    @Override
    public void run() {
        try (var gateway = session.connect()) {
            session.show(new Revoked(revoked(gateway)));
        }
    }

    private RevokeTokenResponse revoked(ManagementClient gateway) {
        var request = RevokeTokenRequest.newBuilder()
                .setDeployer(choice.nameOrId())
                .setWhich(tokens.which())
                .setConfirmed(yes)
                .build();
        try {
            return gateway.callIfSupported(management -> management.revokeToken(request));
        } catch (DsException e) {
            if (!GatewayFailures.isOf(Status.Code.FAILED_PRECONDITION, e)) {
                throw e;
            }
            if (!session.canAsk()) {
                throw GatewayFailures.withOption("--yes", e);
            }
            session.hint(e.getMessage());
            session.confirm("revoke it");
            var confirmed = request.toBuilder().setConfirmed(true).build();
            return gateway.callIfSupported(management -> management.revokeToken(confirmed));
        }
    }

    private record Revoked(RevokeTokenResponse revoked) implements View {

        @Override
        public void text(Terminal terminal) {
            String name = revoked.getDeployer().getName();
            String current = revoked.getDeployer().getTokenPrefix();
            for (String prefix : revoked.getRevokedList()) {
                terminal.line("Token " + prefix + terminal.ellipsis() + " of deployer " + name + " revoked");
            }
            if (revoked.getRevokedCount() == 0) {
                terminal.line("Deployer " + name + " has no such token");
            }
            terminal.line(
                    current.isEmpty()
                            ? "It has no token any more: 'ds deployer rotate-token " + name + "' gives it another"
                            : "Its token " + current + terminal.ellipsis() + " is accepted");
        }

        @Override
        public Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("deployer", revoked.getDeployer().getName());
            json.put("revoked", revoked.getRevokedList());
            json.put("tokenPrefix", Absent.nullIfEmpty(revoked.getDeployer().getTokenPrefix()));
            return json;
        }
    }
}
