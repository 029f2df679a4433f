/**
 * The rules for requests, and the messages that report a mistake. The code here is pure: it returns a value or throws a refusal.
 */
package com.dotscience.gateway.validation;
