package io.leadservice.torture;

import io.leadservice.torture.Ledger.Answer;
import io.leadservice.torture.Ledger.Sent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/** What a run has shown, for a terminal and as a row of a table. */
public final class Report {

    /** The first two lines of the table that {@link #row} adds to. */
    public static final String HEADER = """
            | seed | s | leads/s | nodes | faults | sent | 201 | 202 | retried | p50 ms | p99 ms | max ms | lost | doubled | unpublished | misses |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    private static final double MICROS_IN_MILLI = 1_000.0;

    private final Plan plan;
    private final Map<String, Integer> faults = new TreeMap<>();
    private final List<Sent> sent;
    private final int retried;
    private final Map<String, Integer> setbacks;
    private final Histogram latency;
    private final int resent;
    private final Verdict verdict;
    private final Duration took;

    Report(Plan plan, List<Fault> faults, Ledger ledger, int resent, Verdict verdict, Duration took) {
        this.plan = plan;
        faults.forEach(fault -> this.faults.merge(fault.name(), 1, Integer::sum));
        this.sent = ledger.all();
        this.retried = ledger.retried();
        this.setbacks = ledger.setbacks();
        this.latency = ledger.latency();
        this.resent = resent;
        this.verdict = verdict;
        this.took = took;
    }

    /** Whether the service kept every promise. */
    public boolean clean() {
        return verdict.total() == 0;
    }

    /** How many leads got a 201 or a 202. */
    public long acknowledged() {
        return acknowledged(201) + acknowledged(202);
    }

    /** How many attempts had to be repeated. */
    public int setbacks() {
        return setbacks.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The table of the run. */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "sent", sent.size());
        line(text, "acknowledged 201", acknowledged(201));
        line(text, "acknowledged 202", acknowledged(202));
        line(text, "refused", count(answer -> answer instanceof Answer.Refused));
        line(text, "unanswered", count(answer -> answer instanceof Answer.Open));
        line(text, "retried", retried);
        new TreeMap<>(setbacks).forEach((reason, count) -> line(text, "  " + reason, count));
        line(text, "sent again at the end", resent);
        line(text, "faults", plannedFaults());
        faults.forEach((name, count) -> line(text, "  " + name, count));
        text.append(String.format(
                Locale.ROOT,
                "%-44s p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms%n",
                "until the acknowledgement, retries included",
                millis(50),
                millis(99),
                millis(99.9),
                millis(100)));
        for (Miss miss : Miss.values()) {
            line(text, miss.meaning(), verdict.count(miss));
            verdict.samples(miss)
                    .forEach(sample -> text.append("  ").append(sample).append(System.lineSeparator()));
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%s in %d s; again: %s%n",
                        clean() ? "no miss" : verdict.total() + " MISSES",
                        took.toSeconds(),
                        plan.command()))
                .toString();
    }

    /** One line of the table under {@link #HEADER}. */
    public String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d%s | %d | %d | %d | %d | %d | %.0f | %.0f | %.0f | %d | %d | %d | %d |%n",
                plan.seed(),
                plan.length().toSeconds(),
                plan.rate(),
                plan.nodes(),
                plan.clustered() ? " clustered" : "",
                plannedFaults(),
                sent.size(),
                acknowledged(201),
                acknowledged(202),
                retried,
                millis(50),
                millis(99),
                millis(100),
                verdict.count(Miss.LOST),
                verdict.count(Miss.DOUBLED),
                verdict.count(Miss.UNPUBLISHED),
                verdict.total());
    }

    private int plannedFaults() {
        return faults.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static void line(StringBuilder text, String name, long count) {
        text.append(String.format(Locale.ROOT, "%-58s %8d%n", name, count));
    }

    private long acknowledged(int status) {
        return count(answer -> answer instanceof Answer.Acknowledged taken && taken.status() == status);
    }

    private long count(Predicate<Answer> which) {
        return sent.stream().map(Sent::answer).filter(which).count();
    }

    private double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / MICROS_IN_MILLI;
    }
}
