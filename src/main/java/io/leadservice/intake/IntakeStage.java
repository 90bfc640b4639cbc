package io.leadservice.intake;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.kafka.Outgoing;
import io.leadservice.kafka.RecordWriter;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.TakeIn;
import io.leadservice.pipeline.TakenIn;
import io.vertx.core.Future;
import java.util.List;

/**
 * Puts submissions into the queue.
 *
 * <p>Takes a submission that fits the contract. Answers once all in-sync replicas have it. Fails with BACK_END if Kafka does
 * not take it in time, and then it may be in the queue.
 */
final class IntakeStage implements Stage<TakeIn, TakenIn> {

    private final RecordWriter writer;
    private final SubmissionRecords records;
    private final IntakeConsumer consumer;
    private final IntakeMeters meters;

    /** @param consumer of this instance alone: it is started and stopped with it */
    IntakeStage(RecordWriter writer, SubmissionRecords records, IntakeConsumer consumer, IntakeMeters meters) {
        this.writer = writer;
        this.records = records;
        this.consumer = consumer;
        this.meters = meters;
    }

    @Override
    public Channel<TakeIn, TakenIn> channel() {
        return Channels.TAKE_IN;
    }

    @Override
    public Future<?> start() {
        consumer.start();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        return consumer.stop();
    }

    @Override
    public Future<TakenIn> process(TakeIn request, Deadline deadline) {
        String id = request.submission().leadId();
        return writer.write(List.of(new Outgoing(id, records.write(request))), deadline)
                .compose(result -> {
                    if (result.published().isEmpty()) {
                        return Future.failedFuture(new Failure(
                                FailureCode.BACK_END,
                                "Kafka: " + result.failed().get(id)));
                    }
                    meters.queued(request.reason());
                    return Future.succeededFuture(new TakenIn());
                });
    }
}
