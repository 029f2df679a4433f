/** How it ends: unhealthy first, then no new connections, then what is under way is finished, and the model's end let go on. */
package com.dotscience.modelproxy.drain;
