package com.dotscience.modelproxy;

import java.util.Map;

/** The environment, read with defaults. An empty variable counts as none, as a manifest's empty value means it. */
record Variables(Map<String, String> environment) {

    static final int MAX_PORT = 65_535;

    String text(String name, String otherwise) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    /** @throws SettingsException if it is no whole number from least to most */
    int number(String name, int otherwise, int least, int most) {
        String text = text(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The exception below says it in one line.
        }
        throw new SettingsException(
                name + " must be a number from " + least + " to " + most + ", but is '" + text + "'");
    }
}
