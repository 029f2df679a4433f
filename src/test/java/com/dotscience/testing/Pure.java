package com.dotscience.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Says of a test class that it calls code and compares values: it opens no port, starts no server, no process and no Camel
 * context, and takes moments. {@code mvn test} runs these alone.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("pure")
public @interface Pure {}
