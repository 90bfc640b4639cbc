package io.leadservice;

import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigLoader;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.telemetry.LogLevels;
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
    private static final int EXIT_FAILED = 1;

    private final boolean clustered;
    private Map<String, Object> file = Map.of();

    private LeadService(boolean clustered) {
        this.clustered = clustered;
    }

    /** Runs a command; ends the process with a message and code 2 if the configuration cannot be used. */
    public static void main(String[] arguments) {
        BundledFiles.readAhead();
        try {
            String[] prepared = LaunchArguments.prepare(arguments, System.getenv());
            new LeadService(LaunchArguments.clustered(prepared)).dispatch(prepared);
        } catch (ConfigException e) {
            System.err.println(e.getMessage());
            System.exit(EXIT_BAD_CONFIGURATION);
        }
    }

    @Override
    public void afterConfigParsed(JsonObject config) {
        file = tree(config);
    }

    @Override
    public void beforeStartingVertx(VertxOptions options) {
        BusTransport.secure(options.getEventBusOptions(), config());
    }

    @Override
    public VertxBuilder createVertxBuilder(VertxOptions options) {
        return VertxSetup.builder(options, config(), System.getenv(), clustered);
    }

    private LeadServiceConfig config() {
        return ConfigLoader.load(file, System.getenv(), systemProperties());
    }

    /** Before Vert.x's own shutdown hook, with which a stopped process would end with 143 instead of 0. */
    @Override
    public void afterStartingVertx(Vertx vertx) {
        Signals.first().compose(signal -> vertx.close()).onComplete(closed -> {
            LogLevels.end();
            Runtime.getRuntime().halt(closed.succeeded() ? 0 : EXIT_FAILED);
        });
    }

    @Override
    public void handleDeployFailed(Vertx vertx, String verticle, DeploymentOptions options, Throwable cause) {
        LOG.error("start failed reason={}", StartException.reason(cause));
        int code = cause instanceof ConfigException ? EXIT_BAD_CONFIGURATION : EXIT_FAILED;
        vertx.close().onComplete(closed -> {
            LogLevels.end();
            Runtime.getRuntime().halt(code);
        });
    }

    /** A configuration as plain maps: Vert.x wraps the nested objects of a deployment's. */
    static Map<String, Object> tree(JsonObject config) {
        return new JsonObject(config.encode()).getMap();
    }

    static Map<String, String> systemProperties() {
        Map<String, String> properties = new TreeMap<>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return properties;
    }
}
