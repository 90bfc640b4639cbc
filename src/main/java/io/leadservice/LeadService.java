package io.leadservice;

import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigLoader;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.telemetry.Telemetry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Launcher;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's own command line with this service's class path, metrics, tracer and cluster manager:
 * {@code run io.leadservice.MainVerticle -conf conf/lead-service.yaml [-cluster] [-instances n]}.
 */
public final class LeadService extends Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(LeadService.class);
    private static final int EXIT_BAD_CONFIGURATION = 2;
    private static final int EXIT_START_FAILED = 1;

    private Map<String, Object> file = Map.of();

    /** Runs a command; ends the process with a message and code 2 if the configuration cannot be used. */
    public static void main(String[] arguments) {
        try {
            new LeadService().dispatch(LaunchArguments.prepare(arguments, System.getenv()));
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_BAD_CONFIGURATION);
        }
    }

    @Override
    public void afterConfigParsed(JsonObject config) {
        file = config.getMap();
    }

    @Override
    public VertxBuilder createVertxBuilder(VertxOptions options) {
        LeadServiceConfig config = ConfigLoader.load(file, System.getenv(), systemProperties());
        return builder(options, config, System.getenv());
    }

    @Override
    public void handleDeployFailed(Vertx vertx, String verticle, DeploymentOptions options, Throwable cause) {
        LOG.error("start failed reason={}", cause.getMessage());
        vertx.close().onComplete(closed -> Runtime.getRuntime().halt(EXIT_START_FAILED));
    }

    /** A Vert.x as this service needs it; clustered only if built so. */
    static VertxBuilder builder(VertxOptions options, LeadServiceConfig config, Map<String, String> env) {
        VertxBuilder builder = Vertx.builder()
                .with(Telemetry.configure(options).setPreferNativeTransport(true))
                .withClusterManager(Cluster.manager(config.cluster()));
        return Telemetry.attach(builder, env);
    }

    static Map<String, String> systemProperties() {
        Map<String, String> properties = new TreeMap<>();
        System.getProperties()
                .stringPropertyNames()
                .forEach(name -> properties.put(name, System.getProperty(name)));
        return properties;
    }
}
