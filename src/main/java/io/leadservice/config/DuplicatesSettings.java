package io.leadservice.config;

import io.leadservice.config.DuplicatesConfig.Rule;
import io.leadservice.lead.Vertical;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads what counts as a duplicate. What stands below {@code duplicates.verticals.AUTO} goes before the same key below
 * {@code duplicates}, for leads of that vertical.
 */
final class DuplicatesSettings {

    private static final String PREFIX = "duplicates.";
    private static final String VERTICALS = PREFIX + "verticals";
    /** YAML 1.1 takes the plain word off for a truth value. */
    private static final String YAML_OFF = "false";

    private static final Duration MIN_WINDOW = Duration.ofSeconds(1);
    private static final Duration MAX_WINDOW = Duration.ofDays(3_650);

    /** Every key there is, as it stands in the file. */
    static final List<String> KEYS = List.of(PREFIX + "policy", PREFIX + "window", VERTICALS);

    /** The keys of single verticals, which the file need not hold. */
    static final List<String> VERTICAL_KEYS = Arrays.stream(Vertical.values())
            .flatMap(vertical -> Stream.of(prefix(vertical) + "policy", prefix(vertical) + "window"))
            .toList();

    private DuplicatesSettings() {}

    static DuplicatesConfig read(Settings settings) {
        Rule common = rule(settings, PREFIX, new Rule(DuplicatePolicy.REJECT, Duration.ofDays(30)));
        Map<Vertical, Rule> rules = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            rules.put(vertical, rule(settings, prefix(vertical), common));
        }
        settings.text(VERTICALS);
        return new DuplicatesConfig(rules);
    }

    private static Rule rule(Settings settings, String prefix, Rule otherwise) {
        return new Rule(
                policy(settings, prefix + "policy", otherwise.policy()),
                settings.duration(prefix + "window", otherwise.window(), MIN_WINDOW, MAX_WINDOW));
    }

    private static DuplicatePolicy policy(Settings settings, String key, DuplicatePolicy otherwise) {
        if (settings.text(key).filter(YAML_OFF::equals).isPresent()) {
            return DuplicatePolicy.OFF;
        }
        String value = settings.choice(key, otherwise.key(), "reject", "flag", "off");
        return DuplicatePolicy.valueOf(value.toUpperCase(Locale.ROOT));
    }

    private static String prefix(Vertical vertical) {
        return VERTICALS + "." + vertical + ".";
    }
}
