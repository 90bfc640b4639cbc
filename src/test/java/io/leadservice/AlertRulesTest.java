package io.leadservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alerts, their tests and runbooks, and the dashboard, against the metrics that there are. */
class AlertRulesTest {

    private static final Path RULES = Path.of("deploy", "prometheus", "rules.yaml");
    private static final Path DASHBOARD = Path.of("deploy", "grafana", "lead-service.json");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Pattern METRIC = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)(?=[{\\[)])");
    private static final Pattern DOCUMENTED = Pattern.compile("\\| `([a-z_]+)`");

    @ParameterizedTest
    @CsvSource({"check,deploy/prometheus/rules.yaml", "test,deploy/prometheus/rules-test.yaml"})
    void promtoolIsContent(String what, String file) throws Exception {
        assumeThat(PROMTOOL).as("promtool, of Debian's prometheus package").exists();

        Process process = new ProcessBuilder(PROMTOOL.toString(), what, "rules", file)
                .redirectErrorStream(true)
                .start();

        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(told).isZero();
    }

    @Test
    void eachAlertHasARunbookAndATestInWhichItFires() throws IOException {
        String tests = Files.readString(RULES.resolveSibling("rules-test.yaml"));
        List<String> alerts = new YAMLMapper().readTree(RULES.toFile()).findValuesAsText("alert");

        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(Path.of("docs", "runbooks", alert + ".md")).exists();
            assertThat(tests).contains("docs/runbooks/" + alert + ".md");
        });
    }

    @Test
    void alertsAndDashboardAskForMetricsThatThereAre() throws IOException {
        Set<String> known = DOCUMENTED
                .matcher(Files.readString(Path.of("docs", "metrics.md")))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
        List<String> expressions = new ArrayList<>();
        new YAMLMapper().readTree(RULES.toFile()).findValues("expr").forEach(expr -> expressions.add(expr.asText()));
        for (JsonNode expr : new ObjectMapper().readTree(DASHBOARD.toFile()).findValues("expr")) {
            expressions.add(expr.asText());
        }

        assertThat(expressions).hasSizeGreaterThan(40);
        assertThat(expressions.stream()
                        .flatMap(expression ->
                                METRIC.matcher(expression).results().map(MatchResult::group))
                        .filter(name -> !name.startsWith("jvm_") && !name.startsWith("process_"))
                        .filter(name -> !name.equals("http_response_status_code"))
                        .map(name -> name.replaceAll("_(bucket|count|sum)$", "")))
                .allSatisfy(name -> assertThat(known).contains(name));
    }
}
