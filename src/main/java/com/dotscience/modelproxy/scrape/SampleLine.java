package com.dotscience.modelproxy.scrape;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A sample of the text format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/, in canonical form.
 *
 * @param name of the metric
 * @param labels with their braces; empty if there are none
 * @param others the labels except {@code le}
 * @param bound the value of {@code le}, the upper bound of a bucket; NaN if there is none
 * @param value as it is written
 * @param time with a blank before it; empty if there is none
 */
record SampleLine(String name, String labels, String others, double bound, String value, String time) {

    @Override
    public String toString() {
        return name + labels + " " + value + time;
    }

    double number() {
        return number(value);
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    /** Parses a line; empty if it is malformed. */
    static Optional<SampleLine> parse(String line) {
        Parser parser = new Parser(line);
        try {
            return Optional.of(parser.sample());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isName(String text) {
        if (text.isEmpty() || isDigit(text.charAt(0))) {
            return false;
        }
        return text.chars().allMatch(each -> isLabelCharacter((char) each) || each == ':');
    }

    private static boolean isLabelCharacter(char each) {
        return each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z' || each == '_' || isDigit(each);
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    /** Parses by hand, because a regular expression overflows the stack on a label of some thousand characters. */
    private static final class Parser {

        private final String line;
        private final StringBuilder labels = new StringBuilder();
        private final StringBuilder others = new StringBuilder();
        private final Set<String> names = new HashSet<>();
        private double bound = Double.NaN;
        private int at;

        Parser(String line) {
            this.line = line;
        }

        SampleLine sample() {
            blanks();
            String name = word();
            require(isName(name));
            blanks();
            if (next() == '{') {
                labels();
                blanks();
            }
            String value = numeral(word());
            blanks();
            String time = word();
            require(time.isEmpty() || isInteger(time));
            blanks();
            require(at == line.length());
            return new SampleLine(
                    name, labels.toString(), others.toString(), bound, value, time.isEmpty() ? "" : " " + time);
        }

        private void labels() {
            at++;
            blanks();
            while (next() != '}') {
                int start = at;
                while (isLabelCharacter(next())) {
                    at++;
                }
                String name = line.substring(start, at);
                require(!name.isEmpty() && !isDigit(name.charAt(0)) && names.add(name));
                blanks();
                require(next() == '=');
                at++;
                blanks();
                String value = quoted();
                labels.append(labels.length() == 0 ? "{" : ",")
                        .append(name)
                        .append('=')
                        .append(value);
                if (name.equals("le")) {
                    bound = number(numeral(value.substring(1, value.length() - 1)));
                } else {
                    others.append(name).append('=').append(value).append(',');
                }
                blanks();
                if (next() == ',') {
                    at++;
                    blanks();
                } else {
                    require(next() == '}');
                }
            }
            at++;
            if (labels.length() > 0) {
                labels.append('}');
            }
        }

        private String quoted() {
            int start = at;
            require(next() == '"');
            at++;
            while (next() != '"') {
                if (next() == '\\') {
                    at++;
                    require(next() == '\\' || next() == '"' || next() == 'n');
                }
                require(at < line.length());
                at++;
            }
            at++;
            return line.substring(start, at);
        }

        private static String numeral(String word) {
            return switch (word) {
                case "NaN", "+Inf", "-Inf" -> word;
                case "Inf" -> "+Inf";
                default -> {
                    require(word.length() < 64 && word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?"));
                    yield word;
                }
            };
        }

        private static boolean isInteger(String word) {
            return word.length() < 20 && word.matches("-?\\d+");
        }

        /** Reads up to a blank, a brace or the end. */
        private String word() {
            int start = at;
            while (at < line.length() && next() != ' ' && next() != '\t' && next() != '{') {
                at++;
            }
            return line.substring(start, at);
        }

        private void blanks() {
            while (next() == ' ' || next() == '\t') {
                at++;
            }
        }

        /** The next character; 0 at the end. */
        private char next() {
            return at < line.length() ? line.charAt(at) : 0;
        }

        private static void require(boolean holds) {
            if (!holds) {
                throw new IllegalArgumentException();
            }
        }
    }
}
