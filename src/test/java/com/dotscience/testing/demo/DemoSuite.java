package com.dotscience.testing.demo;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All that run {@code hack/demo}, one after the other: it keeps its files in {@code target/demo}, which there is once. */
@Suite
@SelectPackages("com.dotscience.testing.demo")
@IncludeClassNamePatterns(".*IT")
class DemoSuite {}
