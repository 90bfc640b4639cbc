package io.leadservice.cli.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What became of leads that were sent; never holds what is in them. Thread-safe. */
final class SendReport {

    private static final int MAX_LINES = 20;
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(1);

    private final Histogram latency = new Histogram(MAX_MICROS, 3);
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, int[]> cases = new TreeMap<>();
    private final List<Integer> differing = new ArrayList<>();
    private int errors;

    synchronized void answer(LabelledLead lead, int status, String body, long nanos) {
        latency.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
        statuses.merge(status, 1, Integer::sum);
        lead.label().ifPresent(label -> {
            boolean matches = lead.matches(status, body);
            int[] counts = cases.computeIfAbsent(label, key -> new int[2]);
            counts[0]++;
            if (matches) {
                counts[1]++;
            } else {
                differing.add(lead.line());
            }
        });
    }

    synchronized void error(LabelledLead lead) {
        errors++;
        differing.add(lead.line());
    }

    /** Whether every answer came and every labelled row got what it expects. */
    synchronized boolean asExpected() {
        return errors == 0 && differing.isEmpty();
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder();
        statuses.forEach((status, count) -> text.append(String.format(Locale.ROOT, "%-8d %d%n", status, count)));
        text.append(String.format(Locale.ROOT, "errors   %d%n", errors));
        text.append(String.format(
                Locale.ROOT,
                "latency  p50 %.1f ms  p90 %.1f ms  p99 %.1f ms  max %.1f ms%n",
                millis(50),
                millis(90),
                millis(99),
                millis(100)));
        if (!cases.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%n%-32s %8s %8s%n", "case", "expected", "got"));
            cases.forEach((label, counts) ->
                    text.append(String.format(Locale.ROOT, "%-32s %8d %8d%n", label, counts[0], counts[1])));
        }
        if (!differing.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%d lines differ: %s%n",
                    differing.size(),
                    differing.stream().sorted().limit(MAX_LINES).toList()));
        }
        return text.toString();
    }

    private double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
