package io.leadservice;

import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigFile;
import io.leadservice.config.ConfigLoader;
import io.leadservice.config.LeadServiceConfig;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the stock {@code vertx} command line lacks: a configuration file in YAML or JSON that must be there and right, and
 * the configured address for the event bus.
 *
 * <p>The stock command line takes a file that is missing or not JSON as an empty configuration and runs on.
 */
final class LaunchArguments {

    private static final Set<String> RUN_COMMANDS = Set.of("run", "start");
    private static final Set<String> CONF_FLAGS = Set.of("-conf", "--conf");
    private static final Set<String> CLUSTER_FLAGS = Set.of("-cluster", "--cluster");

    private static final AtomicReference<Path> FILE = new AtomicReference<>();

    private LaunchArguments() {}

    /** The configuration file that the command line of this process named; none if it held the content. */
    static Optional<Path> file() {
        return Optional.ofNullable(FILE.get());
    }

    /**
     * Checks the file and puts its content in its place.
     *
     * @throws ConfigException if a verticle is run without a file, or the file cannot be used
     */
    static String[] prepare(String[] arguments, Map<String, String> env) {
        if (arguments.length == 0 || !RUN_COMMANDS.contains(arguments[0])) {
            return arguments;
        }
        List<String> prepared = new ArrayList<>(List.of(arguments));
        // A redeploying parent (vertx-launcher-legacy-cli 5.0.10) gives its child the command twice.
        if (prepared.size() > 1 && prepared.get(1).equals(prepared.get(0))) {
            prepared.remove(1);
        }
        int value = indexOfConfValue(prepared);
        JsonObject file = fileOf(prepared.get(value));
        if (!prepared.get(value).startsWith("{")) {
            FILE.set(Path.of(prepared.get(value)).toAbsolutePath());
        }
        LeadServiceConfig config = ConfigLoader.load(file.getMap(), env, LeadService.systemProperties());
        prepared.set(
                value,
                handsOn(prepared)
                        ? Path.of(prepared.get(value)).toAbsolutePath().toString()
                        : file.encode());
        if (clustered(arguments)) {
            BusTransport.check(config);
        }
        if (clustered(arguments) && prepared.stream().noneMatch(argument -> argument.contains("-cluster-host"))) {
            prepared.add("-cluster-host");
            prepared.add(config.cluster().host());
            if (config.cluster().busPort() != 0) {
                prepared.add("-cluster-port");
                prepared.add(Integer.toString(config.cluster().busPort()));
            }
        }
        return prepared.toArray(String[]::new);
    }

    /**
     * Whether another process of ours will run the verticle: it reads the file itself, and so again at each redeployment.
     * The library would put the content between quotes that its child does not take off.
     */
    private static boolean handsOn(List<String> arguments) {
        return arguments.get(0).equals("start")
                || arguments.stream().anyMatch(argument -> argument.startsWith("--redeploy"));
    }

    static boolean clustered(String[] arguments) {
        return Arrays.stream(arguments).anyMatch(CLUSTER_FLAGS::contains);
    }

    /** Splits {@code -conf=FILE} so that the value stands alone. */
    private static int indexOfConfValue(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (equals > 0 && CONF_FLAGS.contains(argument.substring(0, equals))) {
                arguments.set(i, argument.substring(0, equals));
                arguments.add(i + 1, argument.substring(equals + 1));
                return i + 1;
            }
            if (CONF_FLAGS.contains(argument) && i + 1 < arguments.size()) {
                return i + 1;
            }
        }
        throw new ConfigException(List.of("-conf FILE is missing; try -conf conf/lead-service.yaml"));
    }

    private static JsonObject fileOf(String value) {
        if (!value.startsWith("{")) {
            return new JsonObject(ConfigFile.read(Path.of(value)));
        }
        try { // the content itself, which Vert.x takes, too, and a redeploying parent hands to its child
            return new JsonObject(value);
        } catch (DecodeException e) {
            throw new ConfigException(List.of("-conf is no JSON object, nor a file"));
        }
    }
}
