package com.dotscience.system.node;

import com.dotscience.testing.NeedsNode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives a test class the {@link InstalledProduct} of this JVM, on its node. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@NeedsNode
@ExtendWith(InstalledProductExtension.class)
@interface OnANode {}
