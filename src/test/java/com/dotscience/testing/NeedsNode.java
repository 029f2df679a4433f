package com.dotscience.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class on the {@link RealNode} of this JVM, which its constructor and methods may take as a parameter. Where
 * {@value RealNode#SCRIPTS} is not set the class is skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("node")
@ExtendWith(NodeExtension.class)
public @interface NeedsNode {}
