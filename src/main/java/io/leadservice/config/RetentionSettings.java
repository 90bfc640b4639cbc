package io.leadservice.config;

import io.leadservice.lead.Vertical;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how long personal data are kept. What stands below {@code retention.verticals.AUTO} goes before the same key below
 * {@code retention}, for leads of that vertical.
 */
final class RetentionSettings {

    private static final String AGE = "retention.age";
    private static final String VERTICALS = "retention.verticals";
    private static final String OFF = "off";
    /** YAML 1.1 takes the plain word off for a truth value. */
    private static final String YAML_OFF = "false";

    private static final Duration STANDARD = Duration.ofDays(90);
    private static final Duration LEAST = Duration.ofHours(1);
    private static final Duration MOST = Duration.ofDays(36_500);

    /** Every key there is, as it stands in the file. */
    static final List<String> KEYS = List.of(AGE, VERTICALS);

    /** The keys of single verticals, which the file need not hold. */
    static final List<String> VERTICAL_KEYS =
            Arrays.stream(Vertical.values()).map(RetentionSettings::key).toList();

    private RetentionSettings() {}

    static RetentionConfig read(Settings settings) {
        Optional<Duration> common = age(settings, AGE, Optional.of(STANDARD));
        Map<Vertical, Duration> ages = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            age(settings, key(vertical), common).ifPresent(age -> ages.put(vertical, age));
        }
        settings.text(VERTICALS);
        return new RetentionConfig(ages);
    }

    private static Optional<Duration> age(Settings settings, String key, Optional<Duration> otherwise) {
        Optional<String> text = settings.text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        boolean off = text.get().equals(OFF) || text.get().equals(YAML_OFF);
        return off ? Optional.empty() : Optional.of(settings.duration(key, STANDARD, LEAST, MOST));
    }

    private static String key(Vertical vertical) {
        return VERTICALS + "." + vertical + ".age";
    }
}
