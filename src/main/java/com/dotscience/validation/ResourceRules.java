package com.dotscience.validation;

import com.dotscience.api.ResourceQuantity;
import com.dotscience.api.ResourceRequirements;
import java.util.Map;

/** How much of a resource may be asked for: what Kubernetes would take. */
final class ResourceRules {

    private static final String CPU = "cpu";

    private ResourceRules() {}

    /**
     * @param before what was wanted until now
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed
     */
    static void check(ResourceRequirements asked, ResourceRequirements before) {
        if (asked.equals(before)) {
            return;
        }
        asked.getLimitsMap().forEach((name, text) -> quantity("limit", name, text));
        asked.getRequestsMap().forEach((name, text) -> checkRequest(name, text, asked.getLimitsMap()));
        asked.getLimitsMap().keySet().forEach(ResourceRules::checkName);
        asked.getRequestsMap().keySet().forEach(ResourceRules::checkName);
    }

    private static void checkRequest(String name, String text, Map<String, String> limits) {
        ResourceQuantity request = quantity("request", name, text);
        if (!limits.containsKey(name)) {
            if (isDevice(name)) {
                throw Syntax.invalid(
                        "request of " + name + " needs a limit of as much: nobody shares what is asked for there");
            }
            return;
        }
        int compared = request.compareTo(quantity("limit", name, limits.get(name)));
        if (compared > 0 || isDevice(name) && compared != 0) {
            throw Syntax.invalid("request of " + name + " must be " + (isDevice(name) ? "the same as" : "at most")
                    + " its limit " + limits.get(name) + ", not " + text);
        }
    }

    private static ResourceQuantity quantity(String field, String name, String text) {
        ResourceQuantity quantity = ResourceQuantity.parse(text)
                .orElseThrow(() -> Syntax.invalid(field + " of " + Printable.cut(name, 80) + " must be "
                        + ResourceQuantity.ALLOWED + ", not " + Syntax.quoted(text)));
        if (!name.equals(CPU) && !quantity.isWhole()) {
            throw Syntax.invalid(
                    field + " of " + Printable.cut(name, 80) + " must be a whole number, not " + Syntax.quoted(text));
        }
        return quantity;
    }

    private static void checkName(String name) {
        if (name.equals(CPU) || name.equals("memory") || name.equals("ephemeral-storage")) {
            return;
        }
        if (name.indexOf('/') < 0 || name.startsWith("requests.") || name.contains("kubernetes.io/")) {
            throw Syntax.invalid(
                    "resource must be cpu, memory, ephemeral-storage or one of a device such as nvidia.com/gpu,"
                            + " not " + Syntax.quoted(name));
        }
        Syntax.LABEL_KEY.check("resource", name);
    }

    /** Of these, a node gives out whole ones only, to one pod each. */
    private static boolean isDevice(String name) {
        return name.indexOf('/') >= 0;
    }
}
