package io.leadservice;

import io.leadservice.config.StageConfig;
import io.leadservice.config.StagesConfig;
import io.leadservice.pipeline.StageName;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Vertx;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rescales the stages that have a {@code max} by the use of their windows, which it reads every five seconds. */
final class Autoscaler {

    private static final Logger LOG = LoggerFactory.getLogger(Autoscaler.class);
    private static final long INTERVAL_MILLIS = 5_000;

    private final Vertx vertx;
    private final StageGroups stages;
    private final MeterRegistry registry;
    private final Map<StageName, Autoscale> scaled = new EnumMap<>(StageName.class);
    private long timer;

    /**
     * @param factor by what every instance count is multiplied
     * @param registry that has the gauges of the windows
     */
    Autoscaler(Vertx vertx, StagesConfig config, int factor, StageGroups stages, MeterRegistry registry) {
        this.vertx = vertx;
        this.stages = stages;
        this.registry = registry;
        for (StageName stage : StageName.ON_THE_BUS) {
            StageConfig settings = Stages.configOf(config, stage);
            if (settings.max() > 0 && settings.instances() > 0) {
                scaled.put(stage, new Autoscale(settings.min() * factor, settings.max() * factor));
            }
        }
    }

    void start() {
        if (scaled.isEmpty()) {
            return;
        }
        if (registry instanceof CompositeMeterRegistry all
                && all.getRegistries().isEmpty()) {
            LOG.warn("stages are not scaled by their use, since there are no metrics stages={}", keys());
        } else {
            timer = vertx.setPeriodic(INTERVAL_MILLIS, id -> scaled.forEach(this::look));
        }
    }

    void close() {
        vertx.cancelTimer(timer);
    }

    private void look(StageName stage, Autoscale scale) {
        double limit = gauge("stage.window.limit", stage);
        int now = stages.wanted(stage);
        if (limit == 0 || now == 0) {
            return;
        }
        double use = gauge("stage.window.in.use", stage) / limit;
        int wanted = scale.next(use, now);
        if (wanted != now) {
            LOG.info("stage scaled by its use stage={} use={} from={} to={}", stage.key(), percent(use), now, wanted);
            stages.scale(stage, wanted);
        }
    }

    private double gauge(String name, StageName stage) {
        return registry.find(name).tag("channel", "stage." + stage.key()).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private List<String> keys() {
        return scaled.keySet().stream().map(StageName::key).toList();
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
