package io.leadservice.cli.dev;

import io.leadservice.bench.Bench;
import io.leadservice.bench.BenchPlan;
import io.leadservice.bench.BenchReport;
import io.leadservice.bench.Scenario;
import io.leadservice.cli.LeadCommand;
import io.leadservice.cli.Subcommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures a service of its own. */
@Command(
        name = "bench",
        description = "Measures a service and back ends of its own, and a bare HTTP server beside them.",
        footer = {
            "",
            "Exit codes: 0 if all is within its bounds, 1 if not, 2 for wrong arguments. With MONGODB_URI set that server is"
                    + " used, in a database for the run. LEAD_JAVA_OPTS goes to the service as well."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer>, Subcommand {

    private static final String ALL = "all";
    private static final String CHECK = "check";
    private static final List<Scenario> CHECKED = List.of(Scenario.STEADY, Scenario.MAX);
    private static final int CLIENTS = 16;

    @ParentCommand
    private LeadCommand lead;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCENARIO",
            defaultValue = "steady",
            completionCandidates = Names.class,
            description =
                    "One of ${COMPLETION-CANDIDATES}; check compares the ratios of steady and max with those recorded."
                            + " Default: ${DEFAULT-VALUE}.")
    private String scenario = "";

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "60",
            description = "How long each measurement takes. Default: ${DEFAULT-VALUE}.")
    private long seconds = 60;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1000",
            description = "Leads a second, where the scenario has a fixed rate. Default: ${DEFAULT-VALUE}.")
    private int rate = 1_000;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "128",
            description = "Posts at once, where it has none. Default: ${DEFAULT-VALUE}.")
    private int inFlight = 128;

    @Option(
            names = "--java-options",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "For java-options: what one of the two nodes gets besides, such as"
                    + " '-XX:-UseSerialGC -XX:+UseParallelGC'.")
    private String javaOptions = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where JSON and pictures go. Default: docs/benchmarks of the checkout.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchPlan plan = plan();
        List<Scenario> asked = asked(plan.mongodbUri().isPresent());
        Path folder = out.orElseGet(() -> home().resolve("docs").resolve("benchmarks"));
        boolean good = true;
        try (RunBar bar = new RunBar("bench", spec.commandLine().getOut(), lead.env())) {
            for (Scenario next : asked) {
                BenchReport report = Bench.run(next, plan, bar);
                bar.say(report.text());
                if (scenario.equals(CHECK)) {
                    List<String> worse = report.worseThan(folder);
                    bar.say(next.key() + " against the record: " + (worse.isEmpty() ? "no worse" : "WORSE: " + worse));
                    good &= worse.isEmpty();
                } else {
                    report.write(folder);
                    good &= report.kept();
                }
            }
        }
        return good ? 0 : 1;
    }

    private List<Scenario> asked(boolean outsideStore) {
        return switch (scenario) {
            case ALL ->
                Arrays.stream(Scenario.values())
                        .filter(each -> outsideStore || !each.needsOutsideStore())
                        .filter(each -> !javaOptions.isBlank() || !each.needsOtherJavaOptions())
                        .toList();
            case CHECK -> CHECKED;
            default -> List.of(one(outsideStore));
        };
    }

    private Scenario one(boolean outsideStore) {
        Scenario one = Arrays.stream(Scenario.values())
                .filter(known -> known.key().equals(scenario))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "'" + scenario + "' is no scenario; there are " + String.join(", ", new Names())));
        if (one.needsOutsideStore() && !outsideStore) {
            throw new ParameterException(
                    spec.commandLine(),
                    scenario + " needs a MongoDB, named by MONGODB_URI: the embedded one has few indexes");
        }
        if (one.needsOtherJavaOptions() == javaOptions.isBlank()) {
            throw new ParameterException(spec.commandLine(), "java-options and --java-options need each other");
        }
        return one;
    }

    private BenchPlan plan() {
        RunSecrets secrets = RunSecrets.draw();
        try {
            return new BenchPlan(
                    Duration.ofSeconds(seconds),
                    rate,
                    inFlight,
                    home().resolve("conf").resolve("lead-service.yaml"),
                    Optional.ofNullable(lead.env().get("MONGODB_URI")).filter(uri -> !uri.isBlank()),
                    secrets.credentials("bench"),
                    javaOptions,
                    IntStream.range(0, CLIENTS)
                            .mapToObj(client -> secrets.token("bench-" + client))
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Path home() {
        return Path.of(lead.env().getOrDefault("LEAD_HOME", "."));
    }

    /** All that can be asked for. */
    static final class Names implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Arrays.stream(Scenario.values()).map(Scenario::key), Stream.of(ALL, CHECK))
                    .iterator();
        }
    }
}
