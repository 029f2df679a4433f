package com.dotscience.modelproxy;

/** A variable of the pod has a value that cannot be used. The message is one line that names the variable and the remedy. */
public final class SettingsException extends RuntimeException {
    SettingsException(String message) {
        super(message);
    }
}
