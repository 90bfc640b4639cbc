package io.leadservice.cli.dev;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What became of leads that were sent; never holds what is in them, and stays small however many there are. Thread-safe. */
final class SendReport {

    private static final int MAX_LINES = 20;
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Histogram latency = new Histogram(MAX_MICROS, 3);
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<String, int[]> cases = new TreeMap<>();
    private final TreeSet<Integer> firstDiffering = new TreeSet<>();
    private int differing;
    private int errors;

    /** @param nanos from the moment that the lead was sent, or due to be sent, to its answer */
    synchronized void answer(LabelledLead lead, int status, String body, long nanos) {
        latency.recordValue(Math.min(MAX_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
        statuses.merge(status, 1, Integer::sum);
        count(lead, lead.matches(status, body));
    }

    /** No answer came. */
    synchronized void error(LabelledLead lead) {
        errors++;
        count(lead, false);
    }

    /** Whether every answer came, every labelled row got what it expects, and every plain lead a 2xx. */
    synchronized boolean asExpected() {
        return differing == 0;
    }

    private void count(LabelledLead lead, boolean matches) {
        lead.label().ifPresent(label -> {
            int[] counts = cases.computeIfAbsent(label, key -> new int[2]);
            counts[0]++;
            counts[1] += matches ? 1 : 0;
        });
        if (!matches) {
            differing++;
            firstDiffering.add(lead.line());
            if (firstDiffering.size() > MAX_LINES) {
                firstDiffering.pollLast();
            }
        }
    }

    synchronized String text() {
        StringBuilder text = new StringBuilder();
        statuses.forEach((status, count) -> text.append(line("%-8d %d%n", status, count)));
        text.append(line("%-8s %d%n", "errors", errors));
        if (latency.getTotalCount() > 0) {
            text.append(line(
                    "latency  p50 %.1f ms  p90 %.1f ms  p99 %.1f ms  max %.1f ms%n",
                    millis(50), millis(90), millis(99), millis(100)));
        }
        if (!cases.isEmpty()) {
            text.append(line("%n%-32s %8s %8s%n", "case", "expected", "got"));
            cases.forEach((label, counts) -> text.append(line("%-32s %8d %8d%n", label, counts[0], counts[1])));
        }
        if (differing > 0) {
            text.append(line(
                    "%n%d without the expected answer, in lines %s%s%n",
                    differing,
                    firstDiffering.toString().replaceAll("[\\[\\]]", ""),
                    differing > firstDiffering.size() ? " …" : ""));
        }
        return text.toString();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private double millis(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }
}
