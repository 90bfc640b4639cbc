package io.leadservice.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Map;

/**
 * Asks stages for results, in time. Usable from any event loop.
 *
 * <p>A request goes to this node's instances where the placement says so, and from there to the cluster if none is here
 * or all are full, neither of which has done any work. A hop to the cluster that is not answered is tried once more,
 * because a broken connection shows only as silence; so every stage must stand being asked twice.
 */
public final class BusClient {

    static final String REMAINING_HEADER = "remaining-ms";
    private static final String DISCARDED = "Discarded the request";

    private final EventBus bus;
    private final boolean clustered;
    private final Duration hopTimeout;
    private final Map<String, Placement> placements;

    /**
     * @param hopTimeout the longest wait for one hop
     * @param placements by address; an address that is not there is {@link Placement#LOCAL_FIRST}
     */
    public BusClient(Vertx vertx, Duration hopTimeout, Map<String, Placement> placements) {
        this.bus = vertx.eventBus();
        this.clustered = vertx.isClustered();
        this.hopTimeout = hopTimeout;
        this.placements = Map.copyOf(placements);
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @return the reply; fails with a {@link Failure} and nothing else
     */
    public <I extends Record, O> Future<O> ask(Channel<I, O> channel, I request, Deadline deadline) {
        if (!clustered) {
            return send(channel, request, deadline, true).recover(BusClient::fail);
        }
        Placement placement = placements.getOrDefault(channel.address(), Placement.LOCAL_FIRST);
        Future<O> reply = placement == Placement.CLUSTER
                ? sendToCluster(channel, request, deadline)
                : send(channel, request, deadline, true)
                        .recover(cause -> notDelivered(cause)
                                ? sendToCluster(channel, request, deadline)
                                : Future.failedFuture(cause));
        return reply.recover(BusClient::fail);
    }

    private <I extends Record, O> Future<O> sendToCluster(Channel<I, O> channel, I request, Deadline deadline) {
        return send(channel, request, deadline, false)
                .recover(cause -> unanswered(cause) && !deadline.passed()
                        ? send(channel, request, deadline, false)
                        : Future.failedFuture(cause));
    }

    private <I extends Record, O> Future<O> send(Channel<I, O> channel, I request, Deadline deadline, boolean local) {
        long millis = Math.min(hopTimeout.toMillis(), deadline.remaining().toMillis());
        if (millis <= 0) {
            return Future.failedFuture(new Failure(FailureCode.DEADLINE, "no time left for " + channel.address()));
        }
        DeliveryOptions options = new DeliveryOptions()
                .setLocalOnly(local)
                .setSendTimeout(millis)
                .addHeader(REMAINING_HEADER, Long.toString(millis));
        return bus.<Object>request(channel.address(), request, options)
                .map(Message::body)
                .map(channel.reply()::cast);
    }

    private static boolean notDelivered(Throwable cause) {
        return cause instanceof ReplyException reply
                && (reply.failureType() == ReplyFailure.NO_HANDLERS || discarded(reply));
    }

    private static boolean unanswered(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
    }

    private static boolean discarded(ReplyException reply) {
        String message = reply.getMessage();
        return reply.failureType() == ReplyFailure.TIMEOUT && message != null && message.startsWith(DISCARDED);
    }

    private static <O> Future<O> fail(Throwable cause) {
        return Future.failedFuture(cause instanceof Failure ? cause : asFailure(cause));
    }

    private static Failure asFailure(Throwable cause) {
        if (!(cause instanceof ReplyException reply)) {
            return new Failure(FailureCode.INTERNAL, "the bus refused the message", cause);
        }
        String message = String.valueOf(reply.getMessage());
        return switch (reply.failureType()) {
            case TIMEOUT ->
                new Failure(discarded(reply) ? FailureCode.OVERLOADED : FailureCode.DEADLINE, message, reply);
            case NO_HANDLERS -> new Failure(FailureCode.UNREACHABLE, message, reply);
            case RECIPIENT_FAILURE -> new Failure(FailureCode.of(reply.failureCode()), message, reply);
            case ERROR -> new Failure(FailureCode.INTERNAL, message, reply);
        };
    }
}
