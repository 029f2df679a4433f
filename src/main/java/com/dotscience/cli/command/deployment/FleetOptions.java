package com.dotscience.cli.command.deployment;

import com.dotscience.api.management.DeploymentRef;
import com.dotscience.cli.command.LabelSelector;
import com.dotscience.cli.output.DsException;
import picocli.CommandLine.Option;

/** The options that make an update one of a fleet. */
final class FleetOptions {

    private static final String SELECTOR = "--deployer-label";

    @Option(
            names = SELECTOR,
            paramLabel = "SELECTOR",
            description = "Change the model deployments of this name at all deployers with such labels, in waves:"
                    + " KEY=VALUE, KEY!=VALUE, KEY or !KEY, with commas between. The Gateway drives the waves, and stops on the"
                    + " first failure: 'ds fleet --help'.")
    private String selector;

    @Option(names = "--max-parallel", paramLabel = "N", description = "How many of them are in one wave. Default: 1.")
    private Integer maxParallel;

    @Option(
            names = "--continue",
            description = "Go on with the latest fleet update of this name, which has stopped, where it stood.")
    private boolean goOn;

    boolean isGiven() {
        return selector != null || maxParallel != null || goOn;
    }

    boolean isContinuing() {
        return goOn;
    }

    String selector() {
        return selector;
    }

    LabelSelector labels() {
        return new LabelSelector(SELECTOR, selector);
    }

    int maxParallel() {
        return maxParallel == null ? 1 : maxParallel;
    }

    /**
     * @param changes whether other options say what is to change
     * @throws DsException if options contradict each other
     */
    void check(DeploymentRef ref, boolean changes) {
        if (goOn && (changes || selector != null || maxParallel != null)) {
            throw DsException.usage("--continue: it goes on with what was asked for: give it alone");
        }
        if (!goOn && selector == null) {
            throw DsException.usage(
                    "--max-parallel: it says how many deployers change at a time: give " + SELECTOR + " too");
        }
        if (!ref.getDeployer().isEmpty()) {
            throw DsException.usage("--deployer: the deployers are those with the labels: leave it out");
        }
        if (maxParallel() < 1) {
            throw DsException.usage("--max-parallel must be 1 or more, not " + maxParallel);
        }
        if (!goOn) {
            labels();
        }
    }
}
