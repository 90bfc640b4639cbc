package io.leadservice.cli.dev;

import io.leadservice.cli.LeadCommand;
import io.leadservice.cli.Subcommand;
import io.leadservice.embedded.BackEndProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Back ends beside the service, in {@code DATA_DIR} or {@code .data}, for several nodes on one machine to share. */
@Command(
        name = "backends",
        description = "Runs Kafka, Redis and MongoDB's stand-in as processes of their own.",
        mixinStandardHelpOptions = true)
public final class BackEndsCommand implements Subcommand {

    private static final List<String> NAMES = List.of("mongodb", "redis", "kafka");
    private static final int MAX_PORT = 65_535;

    @ParentCommand
    private LeadCommand lead;

    @Spec
    private CommandSpec spec;

    /** For {@link java.util.ServiceLoader}. */
    public BackEndsCommand() {}

    @Command(
            description = "Starts what does not run and waits until it answers.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit code 1 if one does not start, such as for a port that is taken."})
    int up(
            @Option(names = "--mongodb-port", defaultValue = "27117", description = "Default: ${DEFAULT-VALUE}.")
                    int mongodbPort,
            @Option(names = "--redis-port", defaultValue = "26379", description = "Default: ${DEFAULT-VALUE}.")
                    int redisPort,
            @Option(names = "--kafka-port", defaultValue = "29092", description = "Default: ${DEFAULT-VALUE}.")
                    int kafkaPort,
            @Option(names = "--only", description = "mongodb, redis or kafka; several with commas", split = ",")
                    List<String> only)
            throws IOException, InterruptedException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("mongodb", mongodbPort);
        ports.put("redis", redisPort);
        ports.put("kafka", kafkaPort);
        check(only == null || NAMES.containsAll(only), "--only takes " + NAMES + ", not " + only);
        ports.forEach((name, port) ->
                check(port >= 1 && port <= MAX_PORT, "--" + name + "-port takes 1 to " + MAX_PORT + ", not " + port));
        if (only != null) {
            ports.keySet().retainAll(only);
        }
        processes().up(ports);
        return print(ports.keySet());
    }

    @Command(
            description = "Prints the variables that point the service at those that run.",
            mixinStandardHelpOptions = true)
    int env() {
        print("MONGODB_URI", "mongodb", "mongodb://127.0.0.1:%d/leads");
        print("REDIS_URL", "redis", "redis://127.0.0.1:%d");
        print("KAFKA_BROKERS", "kafka", "127.0.0.1:%d");
        return 0;
    }

    @Command(description = "Says which run; exit code 0 only if all do.", mixinStandardHelpOptions = true)
    int status() {
        return print(NAMES);
    }

    @Command(description = "Stops them; their data stay.", mixinStandardHelpOptions = true)
    int down() throws IOException, InterruptedException {
        for (String name : List.of("kafka", "redis", "mongodb")) {
            processes().down(name);
        }
        return 0;
    }

    private void print(String variable, String name, String address) {
        BackEndProcesses processes = processes();
        if (processes.running(name).isPresent()) {
            say("export " + variable + "='" + String.format(address, processes.port(name)) + "'");
        } else {
            spec.commandLine().getErr().println(name + " does not run: bin/lead backends up");
        }
    }

    private int print(Iterable<String> names) {
        BackEndProcesses processes = processes();
        int down = 0;
        for (String name : names) {
            boolean up = processes.answers(name);
            down += up ? 0 : 1;
            String where = processes
                    .running(name)
                    .map(process -> " pid=" + process.pid() + " port=" + processes.port(name))
                    .orElse("");
            say(name + (up ? " up" : " down") + where);
        }
        return down == 0 ? 0 : 1;
    }

    private void check(boolean right, String message) {
        if (!right) {
            throw new ParameterException(spec.subcommands().get("up"), message);
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private BackEndProcesses processes() {
        return new BackEndProcesses(Path.of(lead.env().getOrDefault("DATA_DIR", ".data")));
    }
}
