/** What a process of a benchmark uses, with all that it starts: processor time and memory; and how several figures are summed up. */
package com.dotscience.testing.bench.meter;
