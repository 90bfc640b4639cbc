package io.leadservice.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** Asks an instance of this node, and others if that one is full or about to end, which has done nothing. */
final class LocalSend {

    private static final String DISCARDED = "Discarded the request";

    private final EventBus bus;
    private final NodeCapacity capacity;

    LocalSend(Vertx vertx) {
        this.bus = vertx.eventBus();
        this.capacity = NodeCapacity.of(vertx);
    }

    /** Fails at once if none is here. */
    Future<Message<Object>> send(String address, Object body, DeliveryOptions options) {
        return send(address, body, options.setLocalOnly(true), 1);
    }

    /** As often as there are instances: when a stage shrinks, several give back at once what waits for them. */
    private Future<Message<Object>> send(String address, Object body, DeliveryOptions options, int tries) {
        return bus.request(address, body, options)
                .recover(cause -> discarded(cause) && tries <= capacity.most(address)
                        ? send(address, body, options, tries + 1)
                        : Future.failedFuture(cause));
    }

    /** Whether the request was not begun: nobody is here, or no room. */
    static boolean notDelivered(Throwable cause) {
        return cause instanceof ReplyException reply
                && (reply.failureType() == ReplyFailure.NO_HANDLERS || discarded(reply));
    }

    /** Whether an instance gave it back. */
    static boolean discarded(Throwable cause) {
        if (!(cause instanceof ReplyException reply)) {
            return false;
        }
        String message = reply.getMessage();
        return reply.failureType() == ReplyFailure.TIMEOUT && message != null && message.startsWith(DISCARDED);
    }
}
