/**
 * The peers of the programs while {@code libexec/archive} records which classes they load. Nothing else uses this room, and it
 * knows none of the programs. It exists because a deployer without a cluster does not load the classes that read one.
 */
package com.dotscience.archive;
