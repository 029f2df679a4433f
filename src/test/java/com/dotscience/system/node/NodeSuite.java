package com.dotscience.system.node;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All that need a node, one after the other in one JVM, so that they share one: to the build they are one class, which it
 * runs beside others.
 */
@Suite
@SelectPackages("com.dotscience.system.node")
@IncludeClassNamePatterns(".*IT")
class NodeSuite {}
