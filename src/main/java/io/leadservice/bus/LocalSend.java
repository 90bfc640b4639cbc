package io.leadservice.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;

/** Asks an instance of this node, and others if that one is full or about to end, which has done nothing. */
final class LocalSend {

    private static final String DISCARDED = "Discarded the request";
    /** When a stage shrinks several of its instances end at once, and each is asked in turn. */
    private static final int OTHERS = 7;

    private final EventBus bus;

    LocalSend(EventBus bus) {
        this.bus = bus;
    }

    /** Fails at once if none is here. */
    Future<Message<Object>> send(String address, Object body, DeliveryOptions options) {
        return send(address, body, options.setLocalOnly(true), OTHERS);
    }

    private Future<Message<Object>> send(String address, Object body, DeliveryOptions options, int others) {
        return bus.request(address, body, options)
                .recover(cause -> others > 0 && discarded(cause)
                        ? send(address, body, options, others - 1)
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
