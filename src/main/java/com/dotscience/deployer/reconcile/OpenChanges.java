package com.dotscience.deployer.reconcile;

import com.dotscience.deployer.plan.Change;
import com.dotscience.deployer.plan.Kind;
import java.util.List;
import java.util.Set;

/**
 * What a model deployment still needs.
 *
 * @param changes those that can be planned, including the ones that have to wait; none if all its objects are as wanted
 * @param kinds the kinds of object that are not yet as wanted: all of a model deployment that cannot be made. Differences that an
 *     admission makes do not count, because the deployer cannot end them
 */
public record OpenChanges(List<Change> changes, Set<Kind> kinds) {}
