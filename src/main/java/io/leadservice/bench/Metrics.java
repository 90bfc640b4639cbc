package io.leadservice.bench;

/** Reads Prometheus' text format. */
final class Metrics {

    private Metrics() {}

    /**
     * The sum of a metric's samples.
     *
     * @param label that a sample must have, such as {@code result="hit"}; empty for all
     */
    static double sum(String text, String name, String label) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
