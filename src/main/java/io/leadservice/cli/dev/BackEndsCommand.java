package io.leadservice.cli.dev;

import io.leadservice.cli.Subcommand;
import io.leadservice.embedded.BackEndProcesses;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Back ends beside the service, in {@code DATA_DIR} or {@code .data}, for several nodes on one machine to share. */
@Command(name = "backends", description = "Run Kafka, Redis and MongoDB's stand-in as processes of their own.")
public final class BackEndsCommand implements Subcommand {

    private final Path dataDir = Path.of(System.getenv().getOrDefault("DATA_DIR", ".data"));
    private final BackEndProcesses processes = new BackEndProcesses(dataDir);

    /** For {@link java.util.ServiceLoader}. */
    public BackEndsCommand() {}

    @Command(description = "Start what does not run and wait until it answers.")
    int up(
            @Option(names = "--mongodb-port", defaultValue = "27117") int mongodbPort,
            @Option(names = "--redis-port", defaultValue = "26379") int redisPort,
            @Option(names = "--kafka-port", defaultValue = "29092") int kafkaPort,
            @Option(names = "--only", defaultValue = "", description = "mongodb, redis or kafka") String only)
            throws Exception {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("mongodb", mongodbPort);
        ports.put("redis", redisPort);
        ports.put("kafka", kafkaPort);
        if (!only.isEmpty() && !ports.containsKey(only)) {
            System.err.println("--only takes mongodb, redis or kafka, not " + only);
            return 2;
        }
        try {
            for (Map.Entry<String, Integer> port : ports.entrySet()) {
                if (only.isEmpty() || only.equals(port.getKey())) {
                    processes.up(port.getKey(), port.getValue());
                }
            }
        } catch (IllegalStateException e) {
            System.err.println(e.getMessage());
            return 1;
        }
        int all = status();
        return only.isEmpty() ? all : 0;
    }

    @Command(description = "Print the variables that point the service at them.")
    int env() {
        print("MONGODB_URI", "mongodb", "mongodb://127.0.0.1:%d/leads");
        print("REDIS_URL", "redis", "redis://127.0.0.1:%d");
        print("KAFKA_BROKERS", "kafka", "127.0.0.1:%d");
        return 0;
    }

    private void print(String variable, String name, String address) {
        if (processes.running(name).isPresent()) {
            System.out.println("export " + variable + "=" + String.format(address, processes.port(name)));
        }
    }

    @Command(description = "Say which run; exit code 0 only if all do.")
    int status() {
        int down = 0;
        for (String name : new String[] {"mongodb", "redis", "kafka"}) {
            boolean up = processes.answers(name);
            down += up ? 0 : 1;
            String where = processes
                    .running(name)
                    .map(process -> " pid=" + process.pid() + " port=" + processes.port(name))
                    .orElse("");
            System.out.println(name + (up ? " up" : " down") + where);
        }
        return down == 0 ? 0 : 1;
    }

    @Command(description = "Stop them; their data stays.")
    int down() throws Exception {
        for (String name : new String[] {"kafka", "redis", "mongodb"}) {
            processes.down(name);
        }
        return 0;
    }
}
