package io.leadservice.pipeline;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** {@code stage.instances}: how many instances of each verticle type run on this node. Thread-safe. */
public final class InstanceMeters {

    private final Map<StageName, AtomicInteger> running = new EnumMap<>(StageName.class);

    public InstanceMeters(MeterRegistry registry) {
        for (StageName stage : StageName.values()) {
            AtomicInteger count = new AtomicInteger();
            running.put(stage, count);
            Gauge.builder("stage.instances", count, AtomicInteger::get)
                    .description("Instances of a verticle type on this node")
                    .tag("stage", stage.key())
                    .strongReference(true)
                    .register(registry);
        }
    }

    /** So many run now. */
    public void run(StageName stage, int instances) {
        AtomicInteger count = running.get(stage);
        if (count != null) {
            count.set(instances);
        }
    }
}
