/**
 * A work queue with the contract of client-go's {@code workqueue}, and the component {@code work:} that puts it in
 * front of a route. It decides which item is worked on next, when, and by which worker. It does not know the work
 * itself.
 *
 * <p>It stands in for {@code seda:}, where an id would wait as often as it is reported, two workers could have the same
 * id at a time, and a route that is replaced would drop its waiting messages.
 */
package com.dotscience.deployer.work;
