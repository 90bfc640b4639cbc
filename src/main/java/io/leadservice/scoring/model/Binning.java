package io.leadservice.scoring.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sorts the values of one feature into bins. Never fails: what it cannot read is missing. Immutable. */
final class Binning {

    private final double[] cuts;
    private final Map<String, Integer> categories = new HashMap<>();
    private final boolean numeric;
    private final int missing;

    Binning(FeatureTable table) {
        numeric = table.kind() == FeatureTable.Kind.NUMBER;
        cuts = Numbers.doubles(table.cuts());
        List<String> names = table.categories();
        for (int i = 0; i < names.size(); i++) {
            categories.put(names.get(i), i);
        }
        missing = table.weights().size() - 1;
    }

    int bin(@Nullable Object value) {
        if (numeric) {
            return value instanceof Number number ? bin(number.doubleValue()) : missing;
        }
        return value instanceof String text ? categories.getOrDefault(text, missing) : missing;
    }

    int missing() {
        return missing;
    }

    private int bin(double number) {
        if (Double.isNaN(number)) {
            return missing;
        }
        int found = Arrays.binarySearch(cuts, number == 0 ? 0.0 : number);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
