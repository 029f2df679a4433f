package com.dotscience.validation;

import com.dotscience.api.SecurityContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be asked for of the user as whom a model runs: only what the pod security standard {@code restricted} allows. */
final class SecurityRules {

    private static final long MOST = Integer.MAX_VALUE;
    private static final Pattern CAPABILITY = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");

    private SecurityRules() {}

    /** @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed */
    static void check(SecurityContext asked) {
        if (asked.hasRunAsUser()) {
            between("run as user", 1, asked.getRunAsUser());
        }
        if (asked.hasRunAsGroup()) {
            between("run as group", 0, asked.getRunAsGroup());
        }
        if (asked.hasFsGroup()) {
            between("fs group", 0, asked.getFsGroup());
        }
        for (long group : asked.getSupplementalGroupsList()) {
            between("supplemental group", 0, group);
        }
        unique("supplemental group", asked.getSupplementalGroupsList());
        for (String capability : asked.getDropCapabilitiesList()) {
            if (!CAPABILITY.matcher(capability).matches()) {
                throw Syntax.invalid(
                        "dropped capability must be ALL or one such as NET_RAW, not " + Syntax.quoted(capability));
            }
        }
        unique("dropped capability", asked.getDropCapabilitiesList());
    }

    private static void between(String field, long least, long id) {
        if (id < least || id > MOST) {
            throw Syntax.invalid(field + " must be " + least + " to " + MOST + ", not " + id);
        }
    }

    private static void unique(String field, List<?> values) {
        Set<Object> seen = new HashSet<>();
        for (Object value : values) {
            if (!seen.add(value)) {
                throw Syntax.invalid(field + " '" + value + "' is given twice");
            }
        }
    }
}
