package com.dotscience.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Says of a test class that it brings along whatever it talks to (an {@link EmbeddedCluster}, a Gateway, a database, a
 * program of this class path), all on free ports of loopback, or that it computes for seconds.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("embedded")
public @interface Embedded {}
