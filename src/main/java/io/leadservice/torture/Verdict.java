package io.leadservice.torture;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All misses of a run; for each kind how many and which, at most a few of them by name. Not thread-safe. */
final class Verdict {

    private static final int NAMED = 5;

    private final Map<Miss, Integer> counts = new EnumMap<>(Miss.class);
    private final Map<Miss, List<String>> samples = new EnumMap<>(Miss.class);

    void add(Miss miss, String what) {
        counts.merge(miss, 1, Integer::sum);
        List<String> named = samples.computeIfAbsent(miss, kind -> new ArrayList<>());
        if (named.size() < NAMED) {
            named.add(what);
        }
    }

    int count(Miss miss) {
        return counts.getOrDefault(miss, 0);
    }

    /** How many there are of all kinds. */
    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    List<String> samples(Miss miss) {
        return List.copyOf(samples.getOrDefault(miss, List.of()));
    }
}
