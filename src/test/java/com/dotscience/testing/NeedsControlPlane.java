package com.dotscience.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test class against the {@link RealControlPlane} of this JVM, which its constructor and methods may take as a
 * parameter. Where {@value RealControlPlane#ASSETS} is not set the class is skipped.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("control-plane")
@ExtendWith(ControlPlaneExtension.class)
public @interface NeedsControlPlane {}
