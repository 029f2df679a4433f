package com.dotscience.validation;

import com.dotscience.api.DeploymentSpec;
import com.dotscience.api.EnvVar;
import com.dotscience.api.KeySelector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may be asked for as the environment, the command and the arguments of a model: what Kubernetes and Linux would take. */
final class EnvironmentRules {

    private EnvironmentRules() {}

    /**
     * @param before what was wanted until now
     * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT, naming the field and what is allowed
     */
    static void check(DeploymentSpec asked, DeploymentSpec before) {
        if (!asked.getEnvList().equals(before.getEnvList())) {
            checkVariables(asked.getEnvList());
        }
        asked.getCommandList().forEach(part -> checkText("command", part));
        asked.getArgsList().forEach(part -> checkText("args", part));
    }

    private static void checkVariables(List<EnvVar> variables) {
        Set<String> names = new HashSet<>();
        for (EnvVar variable : variables) {
            Syntax.VARIABLE.check("env name", variable.getName());
            String field = "env '" + variable.getName() + "'";
            if (!names.add(variable.getName())) {
                throw Syntax.invalid(field + " is given twice");
            }
            checkText(field, variable.getValue());
            if (variable.hasValueFrom()) {
                checkSource(field, variable);
            }
        }
    }

    private static void checkSource(String field, EnvVar variable) {
        if (!variable.getValue().isEmpty()) {
            throw Syntax.invalid(field + " must have a value or a source, not both");
        }
        switch (variable.getValueFrom().getSourceCase()) {
            case SECRET_KEY_REF ->
                checkKey(field + " secret", variable.getValueFrom().getSecretKeyRef());
            case CONFIG_MAP_KEY_REF ->
                checkKey(field + " ConfigMap", variable.getValueFrom().getConfigMapKeyRef());
            case SOURCE_NOT_SET ->
                throw Syntax.invalid(field + " must have a key of a Secret or a ConfigMap as its source");
        }
    }

    private static void checkKey(String field, KeySelector selector) {
        Syntax.DNS_NAME.check(field + " name", selector.getName());
        Syntax.KEY.check(field + " key", selector.getKey());
    }

    /** Linux ends a text at the first of these. The text itself is not repeated: it may be nobody's business. */
    private static void checkText(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            throw Syntax.invalid(field + " must have no zero bytes");
        }
    }
}
