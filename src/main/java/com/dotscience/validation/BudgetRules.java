package com.dotscience.validation;

import com.dotscience.api.DeploymentSpec;
import java.util.regex.Pattern;

/** Checks how many pods are to stay when nodes are emptied. */
final class BudgetRules {

    /** One pod to 10,000, or one percent to all of them. */
    private static final Pattern NUMBER_OR_SHARE = Pattern.compile("[1-9][0-9]{0,3}|10000|(?:[1-9][0-9]?|100)%");

    private BudgetRules() {}

    static void check(DeploymentSpec asked, DeploymentSpec before) {
        String text = asked.getMinAvailable();
        if (!text.isEmpty()
                && !text.equals(before.getMinAvailable())
                && !NUMBER_OR_SHARE.matcher(text).matches()) {
            throw Syntax.invalid("min available must be 1 to 10000 pods, or a share of them, 1% to 100%, not "
                    + Syntax.quoted(text));
        }
    }
}
