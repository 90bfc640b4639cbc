package io.leadservice.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done now and then, one round at a time; a round that fails leaves a warning. State is confined to the context
 * on which {@link #start} was called.
 */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Vertx vertx;
    private final String name;
    private final Duration interval;
    private Future<Void> round = Future.succeededFuture();
    private long timer;
    private boolean stopped;

    /** @param name in the log */
    Rounds(Vertx vertx, String name, Duration interval) {
        this.vertx = vertx;
        this.name = name;
        this.interval = interval;
    }

    /** Begins after a random part of the interval, so that nodes take turns. */
    void start(Supplier<Future<Void>> work) {
        long millis = interval.toMillis();
        timer = vertx.setPeriodic(ThreadLocalRandom.current().nextLong(1, millis), millis, id -> begin(work));
    }

    /** Ends after the round at work, which should look at {@link #stopped} between its steps. */
    Future<Void> stop() {
        stopped = true;
        vertx.cancelTimer(timer);
        return round;
    }

    boolean stopped() {
        return stopped;
    }

    private void begin(Supplier<Future<Void>> work) {
        if (!stopped && round.isComplete()) {
            round = work.get()
                    .onFailure(cause -> LOG.warn("{} sweep failed error={}", name, cause.getMessage()))
                    .otherwiseEmpty();
        }
    }
}
