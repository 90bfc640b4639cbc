package io.leadservice.intake;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.kafka.Topics;
import io.leadservice.pipeline.AskBacklog;
import io.leadservice.pipeline.Backlog;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Tells how much of the queue is worked off, and keeps the meter of it.
 *
 * <p>Takes the question. Answers with the ends and the commits of all partitions. Fails with BACK_END if Kafka does not
 * answer in time.
 */
final class BacklogStage implements Stage<AskBacklog, Backlog> {

    private static final Duration METER_INTERVAL = Duration.ofSeconds(5);
    private static final Duration METER_LIMIT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Topics topics;
    private final IntakeMeters meters;
    private long timer;

    BacklogStage(Vertx vertx, Topics topics, IntakeMeters meters) {
        this.vertx = vertx;
        this.topics = topics;
        this.meters = meters;
    }

    @Override
    public Channel<AskBacklog, Backlog> channel() {
        return Channels.BACKLOG;
    }

    @Override
    public Future<?> start() {
        timer = vertx.setPeriodic(METER_INTERVAL.toMillis(), id -> {
            Future<Backlog> unused = process(new AskBacklog(), Deadline.after(METER_LIMIT));
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        return Future.succeededFuture();
    }

    @Override
    public Future<Backlog> process(AskBacklog request, Deadline deadline) {
        return topics.backlog(Topics.INTAKE, IntakeStages.GROUP, deadline)
                .onSuccess(backlog -> meters.behind(backlog.behind()))
                .recover(cause -> Future.failedFuture(new Failure(
                        FailureCode.BACK_END, "Kafka: " + cause.getClass().getSimpleName(), cause)));
    }
}
