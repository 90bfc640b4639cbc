package io.leadservice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a scenario has shown, for a terminal and for files. */
public final class BenchReport {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double PRECISION = 1_000;

    private final Scenario scenario;
    private final BenchPlan plan;
    private final Figures figures;
    private final List<String> broken;

    BenchReport(Scenario scenario, BenchPlan plan, Figures figures) {
        this.scenario = scenario;
        this.plan = plan;
        this.figures = figures;
        this.broken =
                Bounds.stated().broken(scenario, figures, plan.mongodbUri().isPresent());
    }

    /** Whether every stated bound holds. */
    public boolean kept() {
        return broken.isEmpty();
    }

    /** The table, and the verdict in its last line. */
    public String text() {
        StringBuilder text = new StringBuilder();
        figures.values()
                .forEach((name, value) -> text.append(String.format(Locale.ROOT, "%-24s %12.2f%n", name, value)));
        if (!figures.points().isEmpty()) {
            text.append(String.format(
                    "%n%10s %10s %10s %9s %9s %9s %9s%n",
                    "offered/s", "taken/s", "refused/s", "p50 ms", "p99 ms", "p99.9 ms", "CPU us"));
            figures.points()
                    .forEach(point -> text.append(String.format(
                            Locale.ROOT,
                            "%10.0f %10.0f %10.0f %9.1f %9.1f %9.1f %9.0f%n",
                            point.offered(),
                            point.taken(),
                            point.refused(),
                            point.p50(),
                            point.p99(),
                            point.p999(),
                            point.serviceCpu())));
        }
        return text.append(verdict()).append(System.lineSeparator()).toString();
    }

    /** One line: whether the bounds hold, and which do not. */
    public String verdict() {
        return scenario.key() + ": " + (kept() ? "within its bounds" : "OUT OF BOUNDS: " + String.join("; ", broken));
    }

    /** Writes a JSON file, and a picture of a run through several rates, named by the scenario. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        ObjectNode json = JSON.createObjectNode();
        json.put("scenario", scenario.key())
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("seconds", plan.length().toSeconds())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("store", plan.mongodbUri().isPresent() ? "outside" : "embedded")
                .put("verdict", verdict());
        ObjectNode values = json.putObject("figures");
        figures.values().forEach((name, value) -> values.put(name, rounded(value)));
        json.set("points", JSON.valueToTree(figures.points()));
        if (!figures.points().isEmpty()) {
            Files.writeString(file(folder, "svg"), Picture.of(scenario.key(), figures.points()));
        }
        Files.writeString(file(folder, "json"), JSON.writeValueAsString(json) + System.lineSeparator());
    }

    private static double rounded(double value) {
        return Math.round(value * PRECISION) / PRECISION;
    }

    /**
     * What is worse than in the files of an earlier run.
     *
     * @throws IOException if there is none
     */
    public List<String> worseThan(Path folder) throws IOException {
        Map<String, Double> recorded = new TreeMap<>();
        for (Map.Entry<String, JsonNode> figure : JSON.readTree(Files.readString(file(folder, "json")))
                .path("figures")
                .properties()) {
            recorded.put(figure.getKey(), figure.getValue().asDouble());
        }
        return Bounds.stated().worse(scenario, figures, recorded);
    }

    private Path file(Path folder, String ending) {
        return folder.resolve(scenario.key() + "." + ending);
    }
}
