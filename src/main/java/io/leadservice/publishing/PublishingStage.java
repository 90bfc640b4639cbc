package io.leadservice.publishing;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.PublishEvents;
import io.leadservice.pipeline.PublishResult;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

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
        return publisher.publish(request.events(), deadline);
    }
}
