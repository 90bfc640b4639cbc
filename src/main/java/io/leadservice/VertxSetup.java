package io.leadservice;

import io.leadservice.config.LeadServiceConfig;
import io.leadservice.telemetry.Telemetry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import java.util.Map;

/** What every Vert.x of this service has: metrics, tracer, native transport and, where wanted, the cluster manager. */
final class VertxSetup {

    private VertxSetup() {}

    static VertxBuilder builder(
            VertxOptions options, LeadServiceConfig config, Map<String, String> env, boolean clustered) {
        VertxBuilder builder = Telemetry.attach(
                Vertx.builder().with(Telemetry.configure(options, env).setPreferNativeTransport(true)), env);
        return clustered ? builder.withClusterManager(Cluster.manager(config.cluster())) : builder;
    }
}
