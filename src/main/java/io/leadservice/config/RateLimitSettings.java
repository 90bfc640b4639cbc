package io.leadservice.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads how often clients may call. What stands below {@code rate-limit.clients.NAME} goes before the same key below
 * {@code rate-limit}, for that client.
 */
final class RateLimitSettings {

    private static final String PREFIX = "rate-limit.";
    private static final String CLIENTS = PREFIX + "clients";
    private static final String REFUSED = "refused-tokens";
    private static final int MOST = 1_000_000;

    /** What is limited on its own. */
    private static final Map<String, Rate> POLICIES = new TreeMap<>(Map.of(
            "submit", new Rate(2_000, 4_000),
            "batch", new Rate(50, 100),
            "read", new Rate(2_000, 4_000),
            "change", new Rate(2_000, 4_000)));

    private static final Pattern CLIENT_KEY =
            Pattern.compile("(?<client>.+)\\.(?<policy>" + String.join("|", POLICIES.keySet()) + ")\\.(rate|burst)");

    /** Every key there is, as it stands in the file. */
    static final List<String> KEYS = Stream.concat(
                    Stream.of(PREFIX + "enabled", CLIENTS),
                    Stream.concat(POLICIES.keySet().stream(), Stream.of(REFUSED))
                            .flatMap(name -> Stream.of(PREFIX + name + ".rate", PREFIX + name + ".burst")))
            .toList();

    private RateLimitSettings() {}

    static RateLimitConfig read(Settings settings) {
        Map<String, Rate> policies = policies(settings, PREFIX, POLICIES);
        Map<String, Map<String, Rate>> clients = new HashMap<>();
        for (String client : clients(settings)) {
            clients.put(client, limited(policies(settings, CLIENTS + "." + client + ".", policies)));
        }
        Rate refused = rate(settings, PREFIX + REFUSED, new Rate(10, 200));
        return settings.flag(PREFIX + "enabled", true)
                ? new RateLimitConfig(
                        limited(policies), clients, Optional.of(refused).filter(rate -> rate.perSecond() > 0))
                : new RateLimitConfig(Map.of(), Map.of(), Optional.empty());
    }

    private static Map<String, Rate> policies(Settings settings, String prefix, Map<String, Rate> otherwise) {
        Map<String, Rate> rates = new TreeMap<>();
        otherwise.forEach((name, rate) -> rates.put(name, rate(settings, prefix + name, rate)));
        return rates;
    }

    private static Rate rate(Settings settings, String key, Rate otherwise) {
        return new Rate(
                settings.integer(key + ".rate", otherwise.perSecond(), 0, MOST),
                settings.integer(key + ".burst", otherwise.burst(), 1, MOST));
    }

    private static Map<String, Rate> limited(Map<String, Rate> rates) {
        return rates.entrySet().stream()
                .filter(rate -> rate.getValue().perSecond() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** A client's name may hold dots. */
    private static List<String> clients(Settings settings) {
        return settings.below(CLIENTS).keySet().stream()
                .map(key -> {
                    Matcher matcher = CLIENT_KEY.matcher(key);
                    if (!matcher.matches()) {
                        settings.problem(
                                CLIENTS + "." + key + " is no key of this service; below a client's name stand "
                                        + String.join(", ", POLICIES.keySet()) + ", each with rate and burst");
                        return "";
                    }
                    return matcher.group("client");
                })
                .filter(client -> !client.isEmpty())
                .distinct()
                .toList();
    }
}
