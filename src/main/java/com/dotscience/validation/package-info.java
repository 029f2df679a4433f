/**
 * The rules for what may be asked for, and the messages that report a mistake: one set for the Gateway and for resources in a cluster, so
 * that both refuse the same in the same words. The code here is pure: it returns a value or throws a refusal.
 */
package com.dotscience.validation;
