package com.dotscience.deployer.plan;

/** What is decided for one object; the sentences are for people. */
sealed interface Decision {

    record Write(Change change) implements Decision {}

    record Conflict(String sentence) implements Decision {}

    record Wait(String sentence) implements Decision {}
}
