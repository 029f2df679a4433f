package com.dotscience.api;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a resource, in the notation of Kubernetes: {@code 500m}, {@code 2}, {@code 1.5Gi}. Of that notation, what people write:
 * neither exponents nor anything below a thousandth.
 *
 * @param value in units of the resource
 * @param binary whether it was written with a suffix such as {@code Ki}, and is to be shown so
 */
public record ResourceQuantity(BigDecimal value, boolean binary) implements Comparable<ResourceQuantity> {

    /** What is allowed, for people. */
    public static final String ALLOWED = "a quantity such as 500m, 2 or 8Gi";

    private static final Pattern NOTATION =
            Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?");
    private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T", "P", "E");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);
    private static final BigInteger KIBI = BigInteger.valueOf(1_024);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** Empty if it is none, or more than Kubernetes can count. */
    public static Optional<ResourceQuantity> parse(String text) {
        Matcher matcher = NOTATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String suffix = matcher.group(2) == null ? "" : matcher.group(2);
        BigDecimal value = new BigDecimal(matcher.group(1)).multiply(unit(suffix));
        boolean tooFine = value.movePointRight(3).stripTrailingZeros().scale() > 0;
        return tooFine || value.compareTo(MOST) > 0
                ? Optional.empty()
                : Optional.of(new ResourceQuantity(value, suffix.endsWith("i")));
    }

    private static BigDecimal unit(String suffix) {
        if (suffix.equals("m")) {
            return new BigDecimal("0.001");
        }
        return suffix.endsWith("i")
                ? new BigDecimal(KIBI.pow(BINARY.indexOf(suffix)))
                : new BigDecimal(THOUSAND.pow(DECIMAL.indexOf(suffix)));
    }

    public boolean isWhole() {
        return value.stripTrailingZeros().scale() <= 0;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    /**
     * As the API server writes it, whatever it was given: in the largest unit that leaves a whole number. See
     * <a href="https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity">Quantity</a>.
     */
    public String canonical() {
        if (!isWhole()) {
            return value.movePointRight(3).toBigIntegerExact() + "m";
        }
        BigInteger whole = value.toBigIntegerExact();
        boolean inBinary = binary && whole.compareTo(KIBI) >= 0;
        return shortest(whole, inBinary ? KIBI : THOUSAND, inBinary ? BINARY : DECIMAL);
    }

    private static String shortest(BigInteger whole, BigInteger step, List<String> suffixes) {
        BigInteger number = whole;
        int unit = 0;
        while (number.signum() > 0
                && unit < suffixes.size() - 1
                && number.mod(step).signum() == 0) {
            number = number.divide(step);
            unit++;
        }
        return number + suffixes.get(unit);
    }

    @Override
    public int compareTo(ResourceQuantity other) {
        return value.compareTo(other.value);
    }
}
