/**
 * Fuzzing: what runs targets on inputs of a coverage-guided fuzzer, and says which promises they broke. A target is one way into a
 * program, and lives beside the room that it leads into.
 */
package com.dotscience.fuzz;
