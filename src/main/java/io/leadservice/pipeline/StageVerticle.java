package io.leadservice.pipeline;

import io.leadservice.bus.BoundedConsumer;
import io.leadservice.bus.BusMeters;
import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One instance of a verticle type: serves the channels of its stages with a bounded window and tells how it is. Stopping
 * takes no new request and waits for those at work.
 */
public final class StageVerticle extends VerticleBase {

    private static final int HEALTH_WINDOW = 16;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

    private final StageName name;
    private final int window;
    private final List<Stage<?, ?>> stages;
    private final Function<Deadline, Future<StageHealth>> health;
    private final BusMeters meters;
    private List<BoundedConsumer<?, ?>> consumers = List.of();

    /**
     * @param window how many requests an instance works on at once, for each channel
     * @param stages made for this instance alone
     * @param health how the instance is; must answer within the deadline
     */
    public StageVerticle(
            StageName name,
            int window,
            List<Stage<?, ?>> stages,
            Function<Deadline, Future<StageHealth>> health,
            BusMeters meters) {
        this.name = name;
        this.window = window;
        this.stages = List.copyOf(stages);
        this.health = health;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        BoundedConsumer<?, ?> healthConsumer = new BoundedConsumer<>(
                vertx, Channels.health(name), HEALTH_WINDOW, (check, deadline) -> health.apply(deadline));
        consumers = Stream.concat(stages.stream().map(this::consumer), Stream.of(healthConsumer))
                .toList();
        return Future.join(stages.stream().map(Stage::start).toList())
                .compose(started -> Future.join(
                        consumers.stream().map(BoundedConsumer::start).toList()));
    }

    @Override
    public Future<?> stop() {
        return Future.join(consumers.stream()
                        .map(consumer -> consumer.stop(DRAIN_LIMIT))
                        .toList())
                .eventually(() -> Future.join(stages.stream().map(Stage::stop).toList()));
    }

    private <I extends Record, O> BoundedConsumer<?, ?> consumer(Stage<I, O> stage) {
        return new BoundedConsumer<>(vertx, stage.channel(), window, meters, stage::process);
    }
}
