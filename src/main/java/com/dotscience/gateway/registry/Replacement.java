package com.dotscience.gateway.registry;

import com.dotscience.api.Deployment;
import com.dotscience.gateway.validation.Rules;
import com.dotscience.gateway.validation.Syntax;
import io.grpc.Status;

/** Checks a changed model deployment against the present one. This is pure: values in, a value or a refusal out. */
final class Replacement {

    private Replacement() {}

    /**
     * Returns the model deployment that takes the place of the present one.
     *
     * @throws io.grpc.StatusRuntimeException ABORTED if somebody else changed it meanwhile, INVALID_ARGUMENT if it may not be changed so
     */
    static Deployment of(Deployment current, Deployment asked) {
        if (asked.getRevision() != 0 && asked.getRevision() != current.getRevision()) {
            throw Status.ABORTED
                    .withDescription("model deployment '" + current.getName()
                            + "' was changed meanwhile: read it again and repeat your change")
                    .asRuntimeException();
        }
        refuseMove("name", current.getName(), asked.getName());
        refuseMove("namespace", current.getNamespace(), asked.getNamespace());
        Deployment.Builder wanted = asked.toBuilder().setName(current.getName()).setNamespace(current.getNamespace());
        return Rules.checked(wanted.build(), current).toBuilder()
                .setRevision(current.getRevision())
                .build();
    }

    private static void refuseMove(String field, String current, String asked) {
        if (!asked.isEmpty() && !asked.equals(current)) {
            throw Syntax.invalid(field + " cannot be changed from '" + current + "' to " + Syntax.quoted(asked)
                    + ": create another model deployment and delete this one");
        }
    }
}
