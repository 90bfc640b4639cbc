package io.leadservice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What figures must be, as {@code bounds.yaml} states it. */
final class Bounds {

    private static final String FILE = "bounds.yaml";
    /** What a ratio may lose against the recorded one. */
    private static final double TOLERANCE = 0.15;

    private final JsonNode scenarios;

    private Bounds(JsonNode scenarios) {
        this.scenarios = scenarios;
    }

    static Bounds stated() {
        try (InputStream stream = Bounds.class.getResourceAsStream(FILE)) {
            return new Bounds(new YAMLMapper().readTree(stream));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    /** Each bound that does not hold, in words. */
    List<String> broken(Scenario scenario, Figures figures, boolean outsideStore) {
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : scenarios.path(scenario.key()).properties()) {
            double value = figures.get(entry.getKey());
            JsonNode bound = entry.getValue();
            JsonNode most = outsideStore && bound.has("with-outside-store")
                    ? bound.get("with-outside-store")
                    : bound.path("at-most");
            // what was not measured keeps no bound
            if (most.isNumber() && !(value <= most.asDouble())) {
                broken.add(sentence(entry.getKey(), value, ">", most));
            }
            if (bound.path("at-least").isNumber()
                    && !(value >= bound.get("at-least").asDouble())) {
                broken.add(sentence(entry.getKey(), value, "<", bound.get("at-least")));
            }
        }
        return broken;
    }

    private static String sentence(String name, double value, String is, JsonNode bound) {
        return String.format(Locale.ROOT, "%s %.2f %s %s", name, value, is, bound.asText());
    }

    /**
     * Each ratio that is worse than the recorded one by more than 15 %, in words.
     *
     * @param recorded figures of an earlier run
     */
    List<String> worse(Scenario scenario, Figures figures, Map<String, Double> recorded) {
        List<String> worse = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : scenarios.path(scenario.key()).properties()) {
            if (entry.getValue().path("ratio").asBoolean()) {
                double before = recorded.getOrDefault(entry.getKey(), Double.NaN);
                double now = figures.get(entry.getKey());
                boolean lowerIsBetter = entry.getValue().path("lower-is-better").asBoolean();
                double kept = lowerIsBetter ? before / now : now / before;
                if (!(kept >= 1 - TOLERANCE)) {
                    worse.add(String.format(Locale.ROOT, "%s %.2f, recorded %.2f", entry.getKey(), now, before));
                }
            }
        }
        return worse;
    }
}
