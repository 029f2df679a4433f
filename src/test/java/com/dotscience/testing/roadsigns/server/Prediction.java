package com.dotscience.testing.roadsigns.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the model says of one picture.
 *
 * @param seen for people: the likeliest sign and its probability
 */
record Prediction(float[] probabilities, String seen) {

    /** More would only be noise: a weight has a byte. */
    private static final int DECIMALS = 3;

    void writeTo(ArrayNode list) {
        for (float probability : probabilities) {
            BigDecimal rounded = BigDecimal.valueOf(probability)
                    .setScale(DECIMALS, RoundingMode.HALF_UP)
                    .stripTrailingZeros();
            list.add(DecimalNode.valueOf(rounded.setScale(Math.max(1, rounded.scale()))));
        }
    }
}
