package io.leadservice;

import io.leadservice.config.LeadServiceConfig;
import io.leadservice.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.util.Map;

/** What every Vert.x of this service has: metrics, tracer, native transport and, where wanted, the cluster manager. */
final class VertxSetup {

    private static final int FEWEST_LOOPS = 2;

    private VertxSetup() {}

    static VertxBuilder builder(
            VertxOptions options, LeadServiceConfig config, Map<String, String> env, boolean clustered) {
        VertxBuilder builder = Telemetry.attach(
                Vertx.builder()
                        .with(Telemetry.configure(options, env)
                                .setPreferNativeTransport(true)
                                .setEventLoopPoolSize(eventLoops(options))),
                env);
        return clustered ? builder.withClusterManager(Cluster.manager(config.cluster())) : builder;
    }

    /** One for each processor unless the command line says how many: ADR 56. */
    private static int eventLoops(VertxOptions options) {
        int given = options.getEventLoopPoolSize();
        return given == VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE
                ? Math.max(FEWEST_LOOPS, Runtime.getRuntime().availableProcessors())
                : given;
    }
}
