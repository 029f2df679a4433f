package com.dotscience.cli.connection;

import com.dotscience.api.AnsweredBy;
import com.dotscience.cli.output.DsException;
import com.dotscience.cli.output.ExitCode;
import com.dotscience.text.Causes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import javax.net.ssl.SSLException;

/** Turns the status of a failed call into a message that tells people what to do. */
public final class GatewayFailures {

    private GatewayFailures() {}

    static DsException of(StatusRuntimeException e, Settings settings) {
        Status status = e.getStatus();
        String description = status.getDescription() == null ? "" : status.getDescription();
        if (e.getTrailers() != null && e.getTrailers().containsKey(AnsweredBy.KEY) && isAboutADeployer(status)) {
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

    /** Whether a Gateway reports that a deployer is unavailable. Without an answer of a Gateway, the code means that there is none. */
    private static boolean isAboutADeployer(Status status) {
        return status.getCode() == Status.Code.UNAVAILABLE && status.getDescription() != null;
    }

    /** Returns the failure for a call that the Gateway does not know although it may know others. */
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

    /** Adds to a refusal the option by which this command goes on all the same, which the Gateway does not know. */
    public static DsException withOption(String option, DsException e) {
        return isOf(Status.Code.FAILED_PRECONDITION, e)
                ? new DsException(e.code(), e.getMessage() + " (" + option + ")", e)
                : e;
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
