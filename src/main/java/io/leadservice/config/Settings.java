package io.leadservice.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads typed values from flat keys and gathers every problem instead of stopping at the first. */
final class Settings {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/._~%-]*");

    private final Map<String, String> values;
    private final Set<String> read = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** @param values by key; the map is not copied */
    Settings(Map<String, String> values) {
        this.values = values;
    }

    Optional<String> text(String key) {
        read.add(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isBlank());
    }

    String text(String key, String fallback) {
        return text(key).orElse(fallback);
    }

    Optional<Secret> secret(String key) {
        return text(key).map(Secret::new);
    }

    int integer(String key, int fallback, int min, int max) {
        String value = text(key, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        return refuse(key, value, "a whole number from " + min + " to " + max, fallback);
    }

    Duration duration(String key, Duration fallback, Duration min, Duration max) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return fallback;
        }
        Matcher matcher = DURATION.matcher(value.get().strip());
        if (matcher.matches()) {
            Duration duration = durationOf(Long.parseLong(matcher.group(1)), matcher.group(2));
            if (duration.compareTo(min) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        }
        return refuse(key, value.get(), "a duration from " + show(min) + " to " + show(max), fallback);
    }

    boolean flag(String key, boolean fallback) {
        String value = text(key, Boolean.toString(fallback));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> refuse(key, value, "true or false", fallback);
        };
    }

    String choice(String key, String fallback, String... allowed) {
        String value = text(key, fallback);
        return Arrays.asList(allowed).contains(value)
                ? value
                : refuse(key, value, "one of " + String.join(", ", allowed), fallback);
    }

    Optional<URI> url(String key) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(value.get());
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException e) {
            // told below, in the same words as an URL of another scheme
        }
        return refuse(key, value.get(), "an http or https URL", Optional.empty());
    }

    /** The path of a URL, such as {@code /api/v1/validate}. */
    String path(String key, String fallback) {
        String value = text(key, fallback);
        return PATH.matcher(value).matches()
                ? value
                : refuse(key, value, "a path that begins with a slash, without a query", fallback);
    }

    /** The path of a URL that may hold {@code {vertical}}. */
    String pathTemplate(String key, String fallback) {
        String value = text(key, fallback);
        return PATH.matcher(value.replace("{vertical}", "")).matches()
                ? value
                : refuse(key, value, "a path that begins with a slash, without a query", fallback);
    }

    /** A share above 0 and up to 1. */
    double share(String key, double fallback) {
        String value = text(key, Double.toString(fallback));
        try {
            double share = Double.parseDouble(value.strip());
            if (share > 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a share out of range
        }
        return refuse(key, value, "a number above 0 and up to 1", fallback);
    }

    List<String> list(String key) {
        return text(key).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** Every value below a key, by what follows it. */
    Map<String, String> below(String key) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(key + ".")) {
                read.add(name);
                found.put(name.substring(key.length() + 1), value);
            }
        });
        read.add(key);
        return found;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    /** @throws ConfigException if anything was wrong, or a key was given that nothing reads */
    void finish() {
        values.keySet().stream()
                .filter(key -> !read.contains(key))
                .sorted()
                .forEach(key ->
                        problems.add(key + " is no key of this service; see conf/lead-service.yaml for all there are"));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private <T> T refuse(String key, String value, String allowed, T fallback) {
        problems.add(key + " is '" + value + "', but must be " + allowed);
        return fallback;
    }

    private static Duration durationOf(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private static String show(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
