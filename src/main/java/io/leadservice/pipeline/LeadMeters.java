package io.leadservice.pipeline;

import io.leadservice.bus.Failure;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Fault;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Score;
import io.leadservice.lead.TimelineStep;
import io.leadservice.lead.Vertical;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The leads of a node in numbers: {@code lead.outcomes} by vertical and outcome, {@code lead.findings} by rule,
 * {@code lead.faults} by the contract's code, {@code lead.scores} by vertical, {@code lead.degraded} by step. Codes may come
 * from an outside service, so past a number of them they are counted as {@code other}. Thread-safe.
 */
public final class LeadMeters implements LeadObserver {

    /** So many codes have a label of their own. */
    static final int MOST_CODES = 100;

    private static final String UNKNOWN = "unknown";
    private static final double[] DECILES = {10, 20, 30, 40, 50, 60, 70, 80, 90, 100};

    private final MeterRegistry registry;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, Counter> codes = new ConcurrentHashMap<>();
    private final Map<Vertical, DistributionSummary> scores = new EnumMap<>(Vertical.class);
    private final Map<Degradation, Counter> degraded = new EnumMap<>(Degradation.class);

    public LeadMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Vertical vertical : Vertical.values()) {
            scores.put(
                    vertical,
                    DistributionSummary.builder("lead.scores")
                            .description(
                                    "Percentiles of accepted leads; even over the deciles while leads are as the model's")
                            .tag("vertical", vertical.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(DECILES)
                            .register(registry));
        }
        for (Degradation step : Degradation.values()) {
            degraded.put(
                    step,
                    Counter.builder("lead.degraded")
                            .description("Leads with a step that was done without the service that should have done it")
                            .tag("step", step.key())
                            .register(registry));
        }
    }

    @Override
    public void ended(Submission submission, Outcome outcome, List<TimelineStep> timeline) {
        if (outcome instanceof Outcome.Accepted accepted) {
            Vertical vertical = accepted.lead().vertical();
            count(vertical.name(), "accepted");
            found(accepted.lead().findings());
            score(vertical, accepted.lead().score());
            for (Degradation step : accepted.lead().degraded()) {
                Counter counter = degraded.get(step);
                if (counter != null) {
                    counter.increment();
                }
            }
        } else if (outcome instanceof Outcome.Rejected rejected) {
            count(rejected.vertical().name(), "rejected");
            found(rejected.findings());
        } else if (outcome instanceof Outcome.Duplicate duplicate) {
            count(duplicate.vertical().name(), "duplicate");
        } else if (outcome instanceof Outcome.Queued) {
            count(UNKNOWN, "queued");
        } else if (outcome instanceof Outcome.Malformed malformed) {
            count(UNKNOWN, "malformed");
            for (Fault fault : malformed.faults()) {
                code("lead.faults", "code", fault.code(), "Faults of submissions that do not fit the contract");
            }
        }
    }

    @Override
    public void failed(Submission submission, Throwable cause) {
        count(UNKNOWN, "failed_" + Failure.codeOf(cause).key());
    }

    private void found(List<Finding> findings) {
        for (Finding finding : findings) {
            code("lead.findings", "rule", finding.code(), "Findings on leads that were kept");
        }
    }

    private void score(Vertical vertical, Score score) {
        DistributionSummary summary = scores.get(vertical);
        if (summary != null) {
            summary.record(score.percentile());
        }
    }

    private void count(String vertical, String outcome) {
        String key = vertical + ' ' + outcome;
        Counter known = counters.get(key);
        if (known == null) {
            known = counters.computeIfAbsent(
                    key,
                    unused -> Counter.builder("lead.outcomes")
                            .description("What became of submissions")
                            .tag("vertical", vertical.toLowerCase(Locale.ROOT))
                            .tag("outcome", outcome)
                            .register(registry));
        }
        known.increment();
    }

    private void code(String name, String label, String code, String description) {
        String key = name + ' ' + code;
        Counter known = codes.get(key);
        if (known == null) {
            boolean room = codes.size() < MOST_CODES;
            String told = room ? code : "other";
            known = Counter.builder(name)
                    .description(description)
                    .tag(label, told)
                    .register(registry);
            if (room) {
                codes.put(key, known);
            }
        }
        known.increment();
    }
}
