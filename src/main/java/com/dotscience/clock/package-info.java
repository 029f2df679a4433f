/**
 * Time for spans: how long to wait, and how often. The clock of a machine is set, by people and by NTP: an edge machine without a battery
 * starts in the past. Whatever went by it would wait for as long as it is set back, or be over at once. What people read and what
 * others wrote (dates of a hold, of Kubernetes' objects) goes by the machine's clock all the same.
 */
package com.dotscience.clock;
