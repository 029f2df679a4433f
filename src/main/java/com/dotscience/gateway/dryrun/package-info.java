/**
 * Passes on to deployers what somebody asks about a change before it is made, and their answers to whoever asked. Nothing is stored.
 */
package com.dotscience.gateway.dryrun;
