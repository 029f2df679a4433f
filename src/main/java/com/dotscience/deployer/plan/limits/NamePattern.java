package com.dotscience.deployer.plan.limits;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A name, in which each {@code *} stands for any characters, or none. */
record NamePattern(String text) {

    static final String ANY = "*";

    boolean matches(String name) {
        String regex = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
    }
}
