package io.leadservice.training;

import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFile.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model with its figures.
 *
 * @param metrics on the test rows
 * @param metricsWithGaps on the test rows with {@link #GAPS} of their cells made missing
 * @param testRows how many these are
 */
record Trained(ModelFile file, Map<String, Metric> metrics, Map<String, Metric> metricsWithGaps, int testRows) {

    static final double GAPS = 0.30;

    /** This model with the mean figures of several that were trained the same way and tested on different rows. */
    Trained with(List<Trained> parts) {
        return new Trained(
                file,
                Quality.mean(parts.stream().map(Trained::metrics).toList()),
                Quality.mean(parts.stream().map(Trained::metricsWithGaps).toList()),
                parts.stream().mapToInt(Trained::testRows).sum());
    }

    /** All figures, for the card. */
    Map<String, Metric> all() {
        Map<String, Metric> all = new LinkedHashMap<>(metrics);
        metricsWithGaps.forEach((name, metric) -> all.put(name + ", 30 % of the cells missing", metric));
        return all;
    }
}
