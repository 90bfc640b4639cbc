package io.leadservice.config;

import io.leadservice.lead.RuleCode;
import io.leadservice.lead.Vertical;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the rules of validation. What stands below {@code validation.verticals.AUTO} goes before the same key below
 * {@code validation}, for leads of that vertical.
 */
final class ValidationSettings {

    private static final String RULES = "rules.";
    /** YAML 1.1 takes the plain word off for a truth value. */
    private static final String YAML_OFF = "false";

    /** The keys that hold for every vertical, and can be set for each. */
    private static final List<String> LIMITS =
            List.of("age.minimum", "age.maximum", "consent-limit", "shortest-session");

    /** Every key there is, as it stands in the file. */
    static final List<String> KEYS = Stream.of(
                    keys("validation."),
                    Stream.of(
                            "validation.verticals", "validation.suppression.hmac-key", "validation.suppression.redis"),
                    SuppressionConfig.LISTS.stream().map(list -> "validation.suppression." + list))
            .flatMap(keys -> keys)
            .toList();

    /** The keys of single verticals, which the file need not hold. */
    static final List<String> VERTICAL_KEYS = Arrays.stream(Vertical.values())
            .flatMap(vertical -> keys("validation.verticals." + vertical + "."))
            .toList();

    private ValidationSettings() {}

    static ValidationConfig read(Settings settings) {
        RulesConfig common = rules(settings, "validation.", standard());
        Map<Vertical, RulesConfig> verticals = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            verticals.put(vertical, rules(settings, "validation.verticals." + vertical + ".", common));
        }
        settings.text("validation.verticals");
        return new ValidationConfig(verticals, suppression(settings));
    }

    private static RulesConfig standard() {
        Map<RuleCode, RuleAction> actions = new EnumMap<>(RuleCode.class);
        for (RuleCode code : RuleCode.values()) {
            actions.put(code, standard(code));
        }
        return new RulesConfig(actions, 18, 110, Duration.ofDays(90), Duration.ofSeconds(5));
    }

    private static RuleAction standard(RuleCode code) {
        return switch (code) {
            case CONTACT_AGE, CONTACT_SUPPRESSED -> RuleAction.REJECT;
            case CONSENT_MISSING -> RuleAction.OFF;
            default -> RuleAction.FLAG;
        };
    }

    private static RulesConfig rules(Settings settings, String prefix, RulesConfig otherwise) {
        Map<RuleCode, RuleAction> actions = new EnumMap<>(RuleCode.class);
        otherwise
                .actions()
                .forEach((code, action) ->
                        actions.put(code, action(settings, prefix + RULES + code.wireName(), action)));
        int minimum = settings.integer(prefix + "age.minimum", otherwise.minimumAge(), 0, 150);
        int maximum = settings.integer(prefix + "age.maximum", otherwise.maximumAge(), 0, 150);
        if (maximum < minimum) {
            settings.problem(prefix + "age.maximum is " + maximum + ", but must be at least age.minimum, " + minimum);
        }
        return new RulesConfig(
                actions,
                minimum,
                maximum,
                settings.duration(
                        prefix + "consent-limit",
                        otherwise.consentLimit(),
                        Duration.ofMinutes(1),
                        Duration.ofDays(3650)),
                settings.duration(
                        prefix + "shortest-session", otherwise.shortestSession(), Duration.ZERO, Duration.ofHours(1)));
    }

    private static RuleAction action(Settings settings, String key, RuleAction otherwise) {
        if (settings.text(key).filter(YAML_OFF::equals).isPresent()) {
            return RuleAction.OFF;
        }
        String value = settings.choice(key, otherwise.name().toLowerCase(Locale.ROOT), "reject", "flag", "off");
        return RuleAction.valueOf(value.toUpperCase(Locale.ROOT));
    }

    private static SuppressionConfig suppression(Settings settings) {
        Map<String, Path> files = new HashMap<>();
        for (String list : SuppressionConfig.LISTS) {
            String key = "validation.suppression." + list;
            settings.text(key).map(Path::of).ifPresent(file -> {
                if (!Files.isReadable(file)) {
                    settings.problem(key + " is '" + file + "', but there is no such file that can be read");
                }
                files.put(list, file);
            });
        }
        return new SuppressionConfig(
                files,
                settings.secret("validation.suppression.hmac-key"),
                settings.flag("validation.suppression.redis", false));
    }

    private static Stream<String> keys(String prefix) {
        return Stream.concat(
                Arrays.stream(RuleCode.values()).map(code -> prefix + RULES + code.wireName()),
                LIMITS.stream().map(limit -> prefix + limit));
    }
}
