package io.leadservice.publishing;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadEvent;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.PublishEvents;
import io.leadservice.pipeline.PublishResult;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Publishes batches of events.
 *
 * <p>Takes events in order. Answers which ones Kafka has and why not the others. Fails with nothing of its own.
 */
public final class PublishingStage implements Stage<PublishEvents, PublishResult> {

    private final EventPublisher publisher;

    /** @param publisher shared by all instances of the node */
    public PublishingStage(KafkaEventPublisher publisher) {
        this((EventPublisher) publisher);
    }

    PublishingStage(EventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public Channel<PublishEvents, PublishResult> channel() {
        return Channels.PUBLISH;
    }

    @Override
    public Future<PublishResult> process(PublishEvents request, Deadline deadline) {
        Map<String, Future<Void>> sent = new LinkedHashMap<>();
        for (LeadEvent event : request.events()) {
            sent.put(event.id(), publisher.publish(event));
        }
        // Ends before the caller stops waiting, so that it learns which ones were written.
        long limit = Math.max(1, deadline.remaining().toMillis() * 9 / 10);
        return Future.join(List.copyOf(sent.values()))
                .timeout(limit, TimeUnit.MILLISECONDS)
                .transform(done -> Future.succeededFuture(result(sent)));
    }

    private static PublishResult result(Map<String, Future<Void>> sent) {
        List<String> published = new ArrayList<>();
        Map<String, String> failed = new LinkedHashMap<>();
        sent.forEach((id, outcome) -> {
            if (outcome.succeeded()) {
                published.add(id);
            } else {
                Throwable cause = outcome.cause();
                failed.put(
                        id,
                        cause == null ? "no answer in time" : cause.getClass().getSimpleName());
            }
        });
        return new PublishResult(published, failed);
    }
}
