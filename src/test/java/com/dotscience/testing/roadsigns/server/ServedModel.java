package com.dotscience.testing.roadsigns.server;

import com.dotscience.testing.roadsigns.Picture;
import com.dotscience.testing.roadsigns.RoadSigns;
import com.dotscience.testing.roadsigns.model.RoadSignModel;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * The model under the name by which it is asked for.
 *
 * @param available whether it has been loaded
 */
record ServedModel(String name, RoadSignModel model, RoadSigns signs, BooleanSupplier available) {

    String version() {
        return Integer.toString(model.version());
    }

    /** @param version as text; null for the latest */
    boolean is(String name, String version) {
        return this.name.equals(name) && (version == null || version().equals(version));
    }

    /** The answers to these pictures. */
    List<Prediction> predict(List<Picture> pictures) {
        return pictures.stream()
                .map(model::probabilities)
                .map(probabilities -> new Prediction(probabilities, seen(probabilities)))
                .toList();
    }

    private String seen(float[] probabilities) {
        int likeliest = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[likeliest]) {
                likeliest = i;
            }
        }
        return String.format(Locale.ROOT, "%s (%.2f)", signs.get(likeliest).name(), probabilities[likeliest]);
    }
}
