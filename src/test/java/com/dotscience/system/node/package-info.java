/**
 * All of the product on a node whose pods really run, from the images that ship, driven by {@code ds} alone as people drive
 * it. What needs no container is tested elsewhere: here a minute is dear.
 */
package com.dotscience.system.node;
