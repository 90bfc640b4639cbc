package io.leadservice.publishing;

import io.leadservice.bus.Channel;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.BuryEvents;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.PublishResult;
import io.leadservice.pipeline.Stage;
import io.vertx.core.Future;

/**
 * Puts events aside that their topic refuses.
 *
 * <p>Takes events with the reason. Answers which ones the dead letter topic has. Fails with nothing of its own.
 */
public final class DeadLetterStage implements Stage<BuryEvents, PublishResult> {

    private final EventPublisher publisher;

    /** @param publisher shared by all instances of the node */
    public DeadLetterStage(KafkaEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public Channel<BuryEvents, PublishResult> channel() {
        return Channels.BURY;
    }

    @Override
    public Future<PublishResult> process(BuryEvents request, Deadline deadline) {
        return publisher.bury(request.letters(), deadline);
    }
}
