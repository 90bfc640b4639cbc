package io.leadservice.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Asks stages for results, in time. Usable from any event loop.
 *
 * <p>A request goes to this node's instances where the placement says so, to another one of them if the first is full or about to
 * end, and from there to the cluster if none is here or all are full, none of which has done any work. A hop to the cluster that is not answered is tried once more,
 * because a broken connection shows only as silence; so every stage must stand being asked twice.
 */
public final class BusClient {

    static final String REMAINING_HEADER = "remaining-ms";
    static final String IDS_HEADER = "request-ids";
    static final String WORKED_HEADER = "worked-us";
    static final String NODE_HEADER = "node";
    static final String CACHED_HEADER = "cached";
    private static final String DISCARDED = "Discarded the request";

    private final EventBus bus;
    private final boolean clustered;
    private final Duration hopTimeout;
    private final Map<String, Placement> placements;
    private final BusMeters meters;

    /**
     * @param hopTimeout the longest wait for one hop
     * @param placements by address; an address that is not there is {@link Placement#LOCAL_FIRST}
     */
    public BusClient(Vertx vertx, Duration hopTimeout, Map<String, Placement> placements, BusMeters meters) {
        this.bus = vertx.eventBus();
        this.clustered = vertx.isClustered();
        this.hopTimeout = hopTimeout;
        this.placements = Map.copyOf(placements);
        this.meters = meters;
    }

    /** A client whose hops are not measured. */
    public BusClient(Vertx vertx, Duration hopTimeout, Map<String, Placement> placements) {
        this(vertx, hopTimeout, placements, BusMeters.none());
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @return the reply; fails with a {@link Failure} and nothing else
     */
    public <I extends Record, O> Future<O> ask(Channel<I, O> channel, I request, Deadline deadline) {
        return hop(channel, request, deadline).map(Reply::body);
    }

    /** As {@link #ask}, with how the reply came about. */
    public <I extends Record, O> Future<Reply<O>> hop(Channel<I, O> channel, I request, Deadline deadline) {
        long start = System.nanoTime();
        Optional<BusMeters.Asking> measure = meters.asking(channel.address());
        return route(channel, request, deadline).transform(sent -> {
            long took = System.nanoTime() - start;
            if (sent.succeeded()) {
                Reply<O> reply = reply(channel, sent.result(), took);
                measure.ifPresent(to -> to.answered(reply.hop()));
                return Future.succeededFuture(reply);
            }
            Failure failure = asFailure(sent.cause());
            measure.ifPresent(to -> to.failed(took, failure.code()));
            return Future.failedFuture(failure);
        });
    }

    /** The meters of its hops, which are those of the node's stages too. */
    public BusMeters meters() {
        return meters;
    }

    private <I extends Record, O> Future<Message<Object>> route(Channel<I, O> channel, I request, Deadline deadline) {
        if (!clustered) {
            return sendHere(channel, request, deadline);
        }
        Placement placement = placements.getOrDefault(channel.address(), Placement.LOCAL_FIRST);
        return placement == Placement.CLUSTER
                ? sendToCluster(channel, request, deadline)
                : sendHere(channel, request, deadline)
                        .recover(cause -> notDelivered(cause)
                                ? sendToCluster(channel, request, deadline)
                                : Future.failedFuture(cause));
    }

    private <I extends Record, O> Future<Message<Object>> sendHere(
            Channel<I, O> channel, I request, Deadline deadline) {
        return send(channel, request, deadline, true)
                .recover(cause -> cause instanceof ReplyException reply && discarded(reply)
                        ? send(channel, request, deadline, true)
                        : Future.failedFuture(cause));
    }

    private static <O> Reply<O> reply(Channel<?, O> channel, Message<Object> message, long tookNanos) {
        MultiMap headers = message.headers();
        String worked = headers.get(WORKED_HEADER);
        String node = headers.get(NODE_HEADER);
        Duration took = Duration.ofNanos(tookNanos);
        // Nodes of an earlier version do not tell.
        Duration work = worked == null ? took : Duration.of(Long.parseLong(worked), ChronoUnit.MICROS);
        return new Reply<>(
                channel.reply().cast(message.body()),
                new Reply.Hop(
                        node == null ? "" : node,
                        took,
                        work.compareTo(took) > 0 ? took : work,
                        headers.contains(CACHED_HEADER)));
    }

    private <I extends Record, O> Future<Message<Object>> sendToCluster(
            Channel<I, O> channel, I request, Deadline deadline) {
        return send(channel, request, deadline, false)
                .recover(cause -> unanswered(cause) && !deadline.passed()
                        ? send(channel, request, deadline, false)
                        : Future.failedFuture(cause));
    }

    private <I extends Record, O> Future<Message<Object>> send(
            Channel<I, O> channel, I request, Deadline deadline, boolean local) {
        long millis = Math.min(hopTimeout.toMillis(), deadline.remaining().toMillis());
        if (millis <= 0) {
            return Future.failedFuture(new Failure(FailureCode.DEADLINE, "no time left for " + channel.address()));
        }
        DeliveryOptions options = new DeliveryOptions()
                .setLocalOnly(local)
                .setSendTimeout(millis)
                .addHeader(REMAINING_HEADER, Long.toString(millis));
        RequestIds ids = RequestIds.current();
        if (!ids.isEmpty()) {
            options.addHeader(IDS_HEADER, ids.wire());
        }
        return bus.request(channel.address(), request, options);
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

    private static Failure asFailure(Throwable cause) {
        if (cause instanceof Failure failure) {
            return failure;
        }
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
