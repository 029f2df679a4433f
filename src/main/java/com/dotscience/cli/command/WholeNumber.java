package com.dotscience.cli.command;

import java.math.BigInteger;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number, and says what is wrong with another text in words that are no programming language's. */
public final class WholeNumber {

    private WholeNumber() {}

    /** Has all options of a command line that are numbers read so. */
    public static CommandLine readBy(CommandLine command) {
        return command.registerConverter(
                        Integer.class, text -> read(text, Integer.MAX_VALUE).intValueExact())
                .registerConverter(
                        Long.class, text -> read(text, Long.MAX_VALUE).longValueExact());
    }

    private static BigInteger read(String text, long most) {
        if (!text.matches("[+-]?\\d+")) {
            throw new TypeConversionException("'" + text + "' is no whole number");
        }
        BigInteger number = new BigInteger(text);
        if (number.abs().compareTo(BigInteger.valueOf(most)) > 0) {
            throw new TypeConversionException("'" + text + "' is not within -" + most + " and " + most);
        }
        return number;
    }
}
