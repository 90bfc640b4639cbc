package io.leadservice.kafka;

import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.PublishResult;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One batch of records on its way to Kafka. Sent by one thread, acknowledged by the producer's, read by an event loop;
 * hence the concurrent map.
 */
final class Batch {

    /** Errors that lie in the record itself. */
    private static final Set<Class<? extends Exception>> LASTING = Set.of(
            InvalidRecordException.class,
            InvalidTopicException.class,
            RecordBatchTooLargeException.class,
            RecordTooLargeException.class,
            SerializationException.class);

    private static final Outcome NO_ANSWER = new Outcome(false, "no answer in time", false);
    private static final Outcome NOT_SENT = new Outcome(false, "not sent", false);
    private static final Outcome WRITTEN = new Outcome(true, "", false);

    private final List<Outgoing> records;
    private final Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger open;
    private final Promise<Void> finished = Promise.promise();
    private volatile boolean absent;

    Batch(List<Outgoing> records) {
        this.records = List.copyOf(records);
        this.open = new AtomicInteger(records.size());
    }

    /** Hands the records over in order; gives up at the first one for which no broker is found. Blocks. */
    void send(Producer<String, byte[]> producer, Deadline deadline) {
        for (Outgoing outgoing : records) {
            if (absent || deadline.passed()) {
                finish(outgoing, NOT_SENT);
            } else {
                send(producer, outgoing);
            }
        }
    }

    private void send(Producer<String, byte[]> producer, Outgoing outgoing) {
        Span span = Span.getInvalid();
        try {
            Span sending = RecordSpans.sending(outgoing.record());
            span = sending;
            var unused = producer.send(outgoing.record(), (metadata, error) -> {
                absent = absent || error instanceof TimeoutException;
                RecordSpans.end(sending, metadata, error);
                finish(outgoing, outcome(error));
            });
        } catch (RuntimeException e) {
            RecordSpans.end(span, null, e);
            finish(outgoing, outcome(e));
        }
    }

    private void finish(Outgoing outgoing, Outcome outcome) {
        if (outcomes.putIfAbsent(outgoing.id(), outcome) == null && open.decrementAndGet() == 0) {
            finished.tryComplete();
        }
    }

    /** Completes once every record has an outcome. */
    Future<Void> finished() {
        return finished.future();
    }

    /** What is known now. */
    PublishResult result() {
        List<String> published = new ArrayList<>();
        Map<String, String> failed = new LinkedHashMap<>();
        Set<String> refused = new HashSet<>();
        for (Outgoing outgoing : records) {
            Outcome outcome = outcomes.getOrDefault(outgoing.id(), NO_ANSWER);
            if (outcome.written()) {
                published.add(outgoing.id());
            } else {
                failed.put(outgoing.id(), outcome.reason());
            }
            if (outcome.lasting()) {
                refused.add(outgoing.id());
            }
        }
        return new PublishResult(published, failed, refused);
    }

    private static Outcome outcome(@Nullable Exception error) {
        return error == null
                ? WRITTEN
                : new Outcome(false, error.getClass().getSimpleName(), LASTING.contains(error.getClass()));
    }

    private record Outcome(boolean written, String reason, boolean lasting) {}
}
