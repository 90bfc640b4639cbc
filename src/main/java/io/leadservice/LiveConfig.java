package io.leadservice;

import io.leadservice.config.ConfigSnapshot;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.pipeline.StageName;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration as it is now, and what a change of it does to a node that runs: instance counts are followed, rates of clients
 * hold at once, and where a stage reads what was changed when an instance is made, new instances take the place of the old ones.
 * Of all else the log says that it needs a restart. Thread-safe.
 */
final class LiveConfig {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConfig.class);
    private static final List<String> AT_ONCE = List.of(
            "rate-limit.submit", "rate-limit.batch", "rate-limit.read", "rate-limit.change", "rate-limit.clients");
    /** The stages whose instances read it, by the beginning of the key. */
    private static final Map<String, Set<StageName>> BY_RENEWAL = Map.of(
            "validation.rules.", EnumSet.of(StageName.VALIDATION, StageName.PERSISTENCE),
            "validation.age.", EnumSet.of(StageName.VALIDATION),
            "validation.consent-limit", EnumSet.of(StageName.VALIDATION),
            "validation.shortest-session", EnumSet.of(StageName.VALIDATION),
            "validation.verticals.", EnumSet.of(StageName.VALIDATION, StageName.PERSISTENCE),
            "duplicates.", EnumSet.of(StageName.PERSISTENCE),
            "validation-service.cache-ttl", EnumSet.of(StageName.VALIDATION),
            "scoring.remote.cache-ttl", EnumSet.of(StageName.SCORING));

    private final StageGroups stages;
    private final int factor;
    private volatile LeadServiceConfig now;

    /** @param factor by what every instance count is multiplied */
    LiveConfig(LeadServiceConfig config, StageGroups stages, int factor) {
        this.now = config;
        this.stages = stages;
        this.factor = factor;
    }

    LeadServiceConfig now() {
        return now;
    }

    void change(ConfigSnapshot before, ConfigSnapshot after) {
        NavigableSet<String> keys = after.changedSince(before);
        now = after.config();
        Set<StageName> renewed = EnumSet.noneOf(StageName.class);
        for (String key : keys) {
            Optional<StageName> counted = Arrays.stream(StageName.values())
                    .filter(stage -> key.equals("stages." + stage.key() + ".instances"))
                    .findFirst();
            Set<StageName> readers = readers(key);
            renewed.addAll(readers);
            if (counted.isPresent()) {
                scale(key, counted.get());
            } else if (readers.isEmpty() && AT_ONCE.stream().noneMatch(key::startsWith)) {
                LOG.warn("configuration changed key={} effect=needs restart", key);
            } else {
                LOG.info("configuration changed key={} effect=now", key);
            }
        }
        renewed.forEach(stages::renew);
    }

    private void scale(String key, StageName stage) {
        int instances = Stages.configOf(now.stages(), stage).instances() * factor;
        stages.scale(stage, instances)
                .ifPresent(reason -> LOG.error("configuration not taken key={} reason={}", key, reason));
    }

    private static Set<StageName> readers(String key) {
        return BY_RENEWAL.entrySet().stream()
                .filter(entry -> key.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Set.of());
    }
}
