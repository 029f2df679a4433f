package com.dotscience.modelproxy.health;

/** What a model says of itself in one form. */
sealed interface Saying {

    /** It can answer. */
    record Yes(String reason) implements Saying {}

    /** It speaks this form, and cannot answer. */
    record No(String reason) implements Saying {}

    /** It does not speak this form. */
    record Unspoken(String reason) implements Saying {}
}
