package io.leadservice.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** {@code eventloop.lag}: by how much a timer of each event loop comes late, which is how long work waits for its turn. */
public final class EventLoopLag implements AutoCloseable {

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final List<Future<?>> timers = new ArrayList<>();

    private EventLoopLag() {}

    /** Begins to watch all event loops; the caller closes it. */
    public static EventLoopLag watch(Vertx vertx, MeterRegistry registry) {
        EventLoopLag watch = new EventLoopLag();
        Timer lag = Timer.builder("eventloop.lag")
                .description("By how much a timer of an event loop comes late")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            watch.timers.add(
                    loop.scheduleWithFixedDelay(new Look(lag), INTERVAL_NANOS, INTERVAL_NANOS, TimeUnit.NANOSECONDS));
        }
        return watch;
    }

    @Override
    public void close() {
        timers.forEach(timer -> timer.cancel(false));
    }

    /** Confined to its event loop. */
    private static final class Look implements Runnable {

        private final Timer lag;
        private long due = System.nanoTime() + INTERVAL_NANOS;

        Look(Timer lag) {
            this.lag = lag;
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            lag.record(Math.max(0, now - due), TimeUnit.NANOSECONDS);
            due = System.nanoTime() + INTERVAL_NANOS;
        }
    }
}
