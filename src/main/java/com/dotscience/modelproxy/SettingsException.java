package com.dotscience.modelproxy;

/** What the pod says cannot be. The message is one line that names the variable and the remedy. */
public final class SettingsException extends RuntimeException {
    SettingsException(String message) {
        super(message);
    }
}
