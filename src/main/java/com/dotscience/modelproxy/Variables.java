package com.dotscience.modelproxy;

import java.util.Map;

/** Reads the environment with defaults. An empty variable counts as not set, as an empty value in a manifest is meant. */
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
            // The exception below says in one line what is wrong.
        }
        throw new SettingsException(
                name + " must be a number from " + least + " to " + most + ", but is '" + text + "'");
    }
}
