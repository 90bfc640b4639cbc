package io.leadservice;

import io.leadservice.config.ConfigSnapshot;
import io.leadservice.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** Has a node that runs follow its configuration file and the use of its stages. */
final class Tuning {

    private Tuning() {}

    /**
     * @param factor by what every instance count is multiplied
     * @param lifecycle that ends it
     */
    static void start(
            Vertx vertx, ConfigSnapshot read, int factor, LiveConfig live, StageGroups stages, Lifecycle lifecycle) {
        Autoscaler scaler = new Autoscaler(vertx, read.config().stages(), factor, stages, Telemetry.registry());
        scaler.start();
        lifecycle.onStop(() -> {
            scaler.close();
            return Future.succeededFuture();
        });
        if (!read.config().reloadInterval().isZero()) {
            read.origin().file().ifPresent(file -> {
                ConfigWatch watch = new ConfigWatch(vertx, file, read, live::change);
                watch.start(read.config().reloadInterval());
                lifecycle.onStop(watch::stop);
            });
        }
    }
}
