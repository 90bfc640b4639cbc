package io.leadservice.cli;

import io.leadservice.LeadService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the service against the back ends that the environment names. */
@Command(
        name = "serve",
        description = "Starts the service against the back ends that the environment names.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    /** The service goes on after the command returned. */
    public static final int KEEP_RUNNING = Integer.MIN_VALUE;

    @Option(names = "--conf", paramLabel = "FILE", description = "Configuration file, YAML or JSON.")
    private Optional<Path> conf = Optional.empty();

    @Option(names = "--cluster", description = "Join other nodes.")
    private boolean cluster;

    @Override
    public Integer call() {
        LeadService.main(arguments(conf, cluster).toArray(String[]::new));
        return KEEP_RUNNING;
    }

    /** The same as typed for {@code bin/vertx}. */
    public static List<String> arguments(Optional<Path> conf, boolean cluster) {
        Path home = Path.of(Optional.ofNullable(System.getenv("LEAD_HOME")).orElse("."));
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "io.leadservice.MainVerticle",
                "-conf",
                conf.orElse(home.resolve("conf/lead-service.yaml")).toString()));
        if (cluster) {
            arguments.add("-cluster");
        }
        return arguments;
    }
}
