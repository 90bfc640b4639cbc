package io.leadservice.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Cuts a number so that bins hold about the same number of rows; a value that alone fills a bin stands alone. */
final class Cuts {

    private Cuts() {}

    /** @return the lowest value of each bin but the first, rising */
    static List<Double> of(SortedMap<Double, Integer> counts, int rows, int maxBins) {
        List<Double> cuts = new ArrayList<>();
        int left = rows;
        int inBin = 0;
        boolean first = true;
        for (Map.Entry<Double, Integer> value : counts.entrySet()) {
            int count = value.getValue();
            double target = counts.size() <= maxBins ? 0 : left / (double) (maxBins - cuts.size());
            boolean full = inBin >= target || (inBin > 0 && count >= target) || inBin + count / 2.0 > target;
            if (!first && inBin > 0 && full && cuts.size() < maxBins - 1) {
                cuts.add(value.getKey());
                left -= inBin;
                inBin = 0;
            }
            inBin += count;
            first = false;
        }
        return cuts;
    }
}
