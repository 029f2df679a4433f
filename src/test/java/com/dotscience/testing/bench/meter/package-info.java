/** What a process of a benchmark uses, with all that it starts: processor time and memory; and what is said of several figures. */
package com.dotscience.testing.bench.meter;
