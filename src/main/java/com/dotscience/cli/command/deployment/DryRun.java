package com.dotscience.cli.command.deployment;

import java.util.Locale;

/** Whether a command only says what it would do, and who says it. */
enum DryRun {
    NONE(""),
    CLIENT(" (dry run: nothing was changed)"),
    SERVER(" (server dry run: nothing was changed)");

    private final String remark;

    DryRun(String remark) {
        this.remark = remark;
    }

    /** Returns what follows each result for people. */
    String remark() {
        return remark;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
