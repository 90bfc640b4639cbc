package io.leadservice.publishing;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.PublishResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One batch of events on its way to Kafka. Sent by one thread, acknowledged by the producer's, read by an event loop;
 * hence the concurrent map.
 */
final class Batch {

    private static final String NO_ANSWER = "no answer in time";
    private static final String NOT_SENT = "not sent";

    private final List<LeadEvent> events;
    /** By event id: empty once the event is written, else why it is not. */
    private final Map<String, Optional<String>> outcomes = new ConcurrentHashMap<>();

    private final AtomicInteger open;
    private final Promise<Void> written = Promise.promise();
    private volatile boolean absent;

    Batch(List<LeadEvent> events) {
        this.events = events;
        this.open = new AtomicInteger(events.size());
    }

    /** Hands the events over in order; gives up at the first one for which no broker is found. Blocks. */
    void send(Producer<String, byte[]> producer, Deadline deadline) {
        for (LeadEvent event : events) {
            if (absent || deadline.passed()) {
                finish(event, Optional.of(NOT_SENT));
            } else {
                send(producer, event);
            }
        }
    }

    private void send(Producer<String, byte[]> producer, LeadEvent event) {
        try {
            var unused = producer.send(CloudEvents.record(event), (metadata, error) -> {
                absent = absent || error instanceof TimeoutException;
                finish(
                        event,
                        Optional.ofNullable(error).map(cause -> cause.getClass().getSimpleName()));
            });
        } catch (RuntimeException e) {
            finish(event, Optional.of(e.getClass().getSimpleName()));
        }
    }

    private void finish(LeadEvent event, Optional<String> failure) {
        if (outcomes.putIfAbsent(event.id(), failure) == null && open.decrementAndGet() == 0) {
            written.tryComplete();
        }
    }

    /** Completes once every event has an outcome. */
    Future<Void> written() {
        return written.future();
    }

    /** What is known now. */
    PublishResult result() {
        List<String> published = new ArrayList<>();
        Map<String, String> failed = new LinkedHashMap<>();
        for (LeadEvent event : events) {
            Optional<String> outcome = outcomes.getOrDefault(event.id(), Optional.of(NO_ANSWER));
            outcome.ifPresentOrElse(reason -> failed.put(event.id(), reason), () -> published.add(event.id()));
        }
        return new PublishResult(published, failed);
    }
}
