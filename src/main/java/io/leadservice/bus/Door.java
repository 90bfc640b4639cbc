package io.leadservice.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a node takes what other nodes send: one address for the node, so that the cluster knows nodes and not instances. Hands a
 * request to an instance of this node and its reply back. How much can be under way is bounded by the windows of the instances.
 *
 * <p>Confined to the event loop on which it is opened.
 */
final class Door {

    static final String TO_HEADER = "to";
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final String ADDRESS = "node.";

    private final EventBus bus;
    private final LocalSend local;
    private final NodeCapacity capacity;
    private final String address;
    private @Nullable MessageConsumer<Object> consumer;
    private long knockedAt = System.nanoTime();

    Door(Vertx vertx, String nodeId) {
        this.bus = vertx.eventBus();
        this.local = new LocalSend(vertx);
        this.capacity = NodeCapacity.of(vertx);
        this.address = addressOf(nodeId);
    }

    static String addressOf(String nodeId) {
        return ADDRESS + nodeId;
    }

    /** Completes once the whole cluster can see it. */
    Future<Void> open() {
        MessageConsumer<Object> opened = bus.consumer(address);
        consumer = opened;
        opened.handler(this::serve);
        return opened.completion();
    }

    Future<Void> close() {
        MessageConsumer<Object> open = consumer;
        return open == null ? Future.succeededFuture() : open.unregister();
    }

    /** Closes and opens it, so that the cluster is told of it anew. */
    Future<Void> reopen() {
        return close().transform(closed -> open());
    }

    /** How long no node has asked what this one serves. */
    long silentNanos() {
        return System.nanoTime() - knockedAt;
    }

    private void serve(Message<Object> message) {
        String to = message.headers().get(TO_HEADER);
        if (to == null) {
            knockedAt = System.nanoTime();
            message.reply(new NodeServes(capacity.now(), Optional.of(capacity.answered()), capacity.borrowing()));
            return;
        }
        Object body;
        try {
            body = message.body();
        } catch (RuntimeException e) {
            // What does not decode is shown to nobody.
            LOG.error(
                    "message does not decode channel={} error={}",
                    to,
                    e.getClass().getName());
            message.fail(FailureCode.INTERNAL.number(), "internal error");
            return;
        }
        local.send(to, body, options(message.headers()))
                .onSuccess(reply -> message.reply(reply.body(), new DeliveryOptions().setHeaders(reply.headers())))
                .onFailure(cause -> refuse(message, cause));
    }

    private static DeliveryOptions options(MultiMap headers) {
        long given = Long.parseLong(headers.get(BusClient.REMAINING_HEADER));
        // Shorter than the asker waits: a stage that is late is told to it, and is not taken for silence of the node.
        long millis = Math.max(1, given - given / 10);
        MultiMap handedOn = MultiMap.caseInsensitiveMultiMap()
                .addAll(headers)
                .remove(TO_HEADER)
                .set(BusClient.REMAINING_HEADER, Long.toString(millis));
        return new DeliveryOptions().setHeaders(handedOn).setSendTimeout(millis);
    }

    private static void refuse(Message<Object> message, Throwable cause) {
        FailureCode code = FailureCode.INTERNAL;
        if (cause instanceof ReplyException reply) {
            if (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
                message.fail(reply.failureCode(), reply.getMessage());
                return;
            }
            code = switch (reply.failureType()) {
                case NO_HANDLERS -> FailureCode.UNREACHABLE;
                case TIMEOUT -> LocalSend.discarded(reply) ? FailureCode.OVERLOADED : FailureCode.DEADLINE;
                default -> FailureCode.INTERNAL;
            };
        }
        message.fail(code.number(), "no instance of the node answers");
    }
}
