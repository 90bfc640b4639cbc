package io.leadservice.scoring;

import io.leadservice.lead.Score;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.AdditiveModel;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How far models that are being tried are from those that decide: {@code lead.challenger.difference} in percentile points and
 * {@code lead.challenger.tiers} by whether both give the same tier, each by vertical.
 */
final class ChallengerMeters implements ModelWatch {

    private record Meters(DistributionSummary difference, Counter same, Counter other) {}

    private final MeterRegistry registry;
    private final Map<Vertical, Meters> meters = new EnumMap<>(Vertical.class);

    ChallengerMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Vertical vertical : Vertical.values()) {
            meters.put(vertical, meters(vertical));
        }
    }

    @Override
    public void saw(Vertical vertical, AdditiveModel champion, Score score) {
        score.challenger().ifPresent(challenger -> {
            Meters of = Objects.requireNonNull(meters.get(vertical));
            of.difference().record(Math.abs(score.percentile() - challenger.percentile()));
            boolean same = score.tier() == Score.Tier.of(challenger.percentile());
            (same ? of.same() : of.other()).increment();
        });
    }

    private Meters meters(Vertical vertical) {
        return new Meters(
                DistributionSummary.builder("lead.challenger.difference")
                        .description("Percentile points between the model that decides and the one that is tried")
                        .tag("vertical", key(vertical))
                        .register(registry),
                tiers(vertical, "true"),
                tiers(vertical, "false"));
    }

    private Counter tiers(Vertical vertical, String same) {
        return Counter.builder("lead.challenger.tiers")
                .description(
                        "Leads to which the model that is tried gives the same tier as the one that decides, or another")
                .tag("vertical", key(vertical))
                .tag("same", same)
                .register(registry);
    }

    private static String key(Vertical vertical) {
        return vertical.name().toLowerCase(Locale.ROOT);
    }
}
