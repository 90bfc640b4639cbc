package io.leadservice.cli.dev;

import io.leadservice.cli.LeadCommand;
import io.leadservice.cli.Subcommand;
import io.leadservice.torture.Course;
import io.leadservice.torture.Plan;
import io.leadservice.torture.Report;
import io.leadservice.torture.Torture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Breaks a service at work and counts broken promises. */
@Command(
        name = "torture",
        description =
                "Sends leads to service nodes of its own while it kills, stops and pauses them and their back ends,"
                        + " then verifies that nothing acknowledged is lost or doubled.",
        footer = {
            "",
            "Exit codes: 0 if every promise was kept, 1 on any miss, 2 for wrong arguments. Everything runs in processes of"
                    + " its own in a temporary folder, which stays after a miss. With MONGODB_URI set that server is used"
                    + " and never broken."
        },
        mixinStandardHelpOptions = true)
public final class TortureCommand implements Callable<Integer>, Subcommand {

    private static final double FAULTS_A_SECOND = 8 / 60.0;

    @ParentCommand
    private LeadCommand lead;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", description = "Of schedule and payloads. Default: drawn, and printed.")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "60", description = "Default: ${DEFAULT-VALUE}.")
    private long seconds = 60;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "Leads a second, whatever the answers. Default: ${DEFAULT-VALUE}.")
    private int rate = 200;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Service nodes. Default: ${DEFAULT-VALUE}.")
    private int nodes = 2;

    @Option(names = "--faults", paramLabel = "K", description = "How many. Default: 8 a minute, at least 1.")
    private Optional<Integer> faults = Optional.empty();

    @Option(
            names = "--course",
            paramLabel = "C",
            defaultValue = "random",
            description =
                    "random; kill: one node, and 15 s later no attempt fails but at a closed port; rolling: each node in turn stops and"
                            + " starts again, and none fails but at a closed port. Default: ${DEFAULT-VALUE}.")
    private Course course = Course.RANDOM;

    @Option(names = "--cluster", description = "Let the nodes join each other.")
    private boolean cluster;

    @Option(names = "--report", paramLabel = "FILE.md", description = "Add a row to this file's last table.")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Report report;
        try (RunBar bar = new RunBar("torture", spec.commandLine().getOut(), lead.env())) {
            report = Torture.run(plan(), RunSecrets.draw().credentials("torture"), bar);
        }
        spec.commandLine().getOut().print(report.text());
        spec.commandLine().getOut().flush();
        if (file.isPresent()) {
            add(report, file.get());
        }
        return report.clean() ? 0 : 1;
    }

    private Plan plan() {
        try {
            return new Plan(
                    seed.orElseGet(() -> (long) new SecureRandom().nextInt(Integer.MAX_VALUE)),
                    Duration.ofSeconds(seconds),
                    rate,
                    nodes,
                    faults.orElseGet(() -> (int) Math.max(1, Math.round(seconds * FAULTS_A_SECOND))),
                    course,
                    cluster,
                    Path.of(lead.env().getOrDefault("LEAD_HOME", "."), "conf", "lead-service.yaml"),
                    Optional.ofNullable(lead.env().get("MONGODB_URI")).filter(uri -> !uri.isBlank()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void add(Report report, Path file) throws IOException {
        boolean fresh = !Files.exists(file) || !Files.readString(file).contains(Report.HEADER);
        Files.writeString(
                file,
                (fresh ? Report.HEADER : "") + report.row(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
