/** What passes through, for who counts or records it. Only interfaces and values: no thread, no network, no metric. */
package com.dotscience.modelproxy.observation;
