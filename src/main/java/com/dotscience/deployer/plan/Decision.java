package com.dotscience.deployer.plan;

/** The decision about one object: a write, a conflict, or a wait. Its sentences are meant for people. */
sealed interface Decision {

    record Write(Change change) implements Decision {}

    record Conflict(String sentence) implements Decision {}

    record Wait(String sentence) implements Decision {}
}
