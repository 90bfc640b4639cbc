package io.leadservice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundsTest {

    private final Bounds bounds = Bounds.stated();

    @ParameterizedTest
    @EnumSource
    void statesABoundForEachScenario(Scenario scenario) {
        assertThat(bounds.broken(scenario, new Figures(), false)).isNotEmpty();
    }

    @Test
    void isStricterWithAStoreOfOnesOwn() {
        Figures figures = new Figures().put("errors", 0).put("p99-ms", 100);

        assertThat(bounds.broken(Scenario.STEADY, figures, false)).isEmpty();
        assertThat(bounds.broken(Scenario.STEADY, figures, true)).containsExactly("p99-ms 100.00 > 50");
    }

    @Test
    void tellsWhichFigureIsTooLow() {
        Figures figures = new Figures().put("errors", 0).put("insert-ratio", 2).put("service-cpu-us", 300);

        assertThat(bounds.broken(Scenario.MAX, figures, false)).containsExactly("insert-ratio 2.00 < 2.5");
    }

    @Test
    void callsARatioWorseThatLostMoreThan15PerCent() {
        Map<String, Double> recorded = Map.of("insert-ratio", 4.0, "cpu-ratio", 8.0);

        assertThat(bounds.worse(Scenario.MAX, ratios(3.5, 9.0), recorded)).isEmpty();
        assertThat(bounds.worse(Scenario.MAX, ratios(3.3, 9.0), recorded))
                .containsExactly("insert-ratio 3.30, recorded 4.00");
        assertThat(bounds.worse(Scenario.MAX, ratios(9.0, 10.0), recorded))
                .containsExactly("cpu-ratio 10.00, recorded 8.00");
    }

    private static Figures ratios(double inserts, double cpu) {
        return new Figures().put("insert-ratio", inserts).put("cpu-ratio", cpu);
    }
}
