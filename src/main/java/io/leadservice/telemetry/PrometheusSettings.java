package io.leadservice.telemetry;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** How meters are shown to Prometheus. */
final class PrometheusSettings implements PrometheusConfig {

    /**
     * How often a series looks for an exemplar. Each look wakes a thread, whether there is a kept trace or not: with the library's
     * 90 ms and some fifty series at work, five hundred times a second.
     */
    private static final String EXEMPLAR_INTERVAL_MILLIS = "500";

    @Override
    public @Nullable String get(String key) {
        return null;
    }

    @Override
    public Properties prometheusProperties() {
        Properties properties = new Properties();
        properties.setProperty("io.prometheus.exemplars.sample_interval_milliseconds", EXEMPLAR_INTERVAL_MILLIS);
        return properties;
    }
}
