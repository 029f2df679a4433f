/** What a process of a benchmark uses, with all that it starts: processor time and memory. */
package com.dotscience.testing.bench.meter;
