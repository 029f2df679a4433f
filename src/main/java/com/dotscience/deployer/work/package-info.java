/**
 * A work queue with the contract of client-go's {@code workqueue}, and the component {@code work:} that puts it in front of a
 * route. It decides which item is worked on next, when, and by which worker. It knows nothing of the work itself.
 *
 * <p>Not {@code seda:}: an id would wait there as often as it is reported, two workers would have the same id at a time, and a
 * route that is replaced would drop what waits.
 */
package com.dotscience.deployer.work;
