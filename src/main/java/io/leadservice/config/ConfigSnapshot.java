package io.leadservice.config;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A configuration as it was read. Its values stay inside, since some are secret. */
public final class ConfigSnapshot {

    private final ConfigOrigin origin;
    private final LeadServiceConfig config;
    private final Map<String, String> values;

    ConfigSnapshot(ConfigOrigin origin, LeadServiceConfig config, Map<String, String> values) {
        this.origin = origin;
        this.config = config;
        this.values = values;
    }

    public ConfigOrigin origin() {
        return origin;
    }

    public LeadServiceConfig config() {
        return config;
    }

    /** The keys that were given another value since, or are given no longer, or now for the first time. */
    public NavigableSet<String> changedSince(ConfigSnapshot before) {
        NavigableSet<String> changed = new TreeSet<>();
        Stream.concat(values.keySet().stream(), before.values.keySet().stream())
                .filter(key -> !Objects.equals(values.get(key), before.values.get(key)))
                .forEach(changed::add);
        return changed;
    }
}
