package com.dotscience.cli.connection;

import com.dotscience.api.AnsweredBy;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.text.Causes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import javax.net.ssl.SSLException;

/** Says what went wrong with a call in words that tell people what to do. */
public final class GatewayFailures {

    private GatewayFailures() {}

    static DsException of(StatusRuntimeException e, Settings settings) {
        Status status = e.getStatus();
        String description = status.getDescription() == null ? "" : status.getDescription();
        if (e.getTrailers() != null
                && e.getTrailers().containsKey(AnsweredBy.KEY)
                && saysThatADeployerIsUnavailable(status)) {
            return new DsException(ExitCode.FAILED, description, e);
        }
        return switch (status.getCode()) {
            case UNAVAILABLE -> new DsException(ExitCode.UNREACHABLE, unreachable(status, settings), e);
            case DEADLINE_EXCEEDED ->
                new DsException(
                        ExitCode.UNREACHABLE, "the Gateway at " + settings + " did not answer in time: try again", e);
            case UNAUTHENTICATED ->
                new DsException(
                        ExitCode.FAILED,
                        "the Gateway at " + settings.gateway() + " refuses the " + settings.tokenSource()
                                + ": it must be the Gateway's admin token",
                        e);
            case UNIMPLEMENTED ->
                new DsException(
                        ExitCode.FAILED, "what answers at " + settings + " is no Gateway that ds can manage", e);
            default ->
                new DsException(
                        ExitCode.FAILED,
                        description.isEmpty() ? "the Gateway answered " + status.getCode() : description,
                        e);
        };
    }

    /** Of an answer that a Gateway gave: the code alone would mean that there is no Gateway. */
    private static boolean saysThatADeployerIsUnavailable(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE && status.getDescription() != null;
    }

    /** Of a call that is not known there, where others may be. */
    static DsException tooOld(Settings settings, DsException e) {
        return new DsException(
                ExitCode.FAILED,
                "the Gateway at " + settings + " does not know this command: it is older than ds, or no Gateway at all;"
                        + " upgrade it first",
                e);
    }

    /** Whether a call failed with this code. */
    public static boolean isOf(Status.Code code, DsException e) {
        return e.getCause() instanceof StatusRuntimeException failed
                && failed.getStatus().getCode() == code;
    }

    private static String unreachable(Status status, Settings settings) {
        String reason = status.getCause() == null ? status.getDescription() : Causes.root(status.getCause());
        String remedy =
                status.getCause() instanceof SSLException && !settings.gateway().plaintext()
                        ? "; DS_CA names the authority to trust, and http:// asks a Gateway without TLS"
                        : "; is it running? Set DS_GATEWAY to another";
        return "cannot reach the Gateway at " + settings + ": " + reason + remedy;
    }
}
