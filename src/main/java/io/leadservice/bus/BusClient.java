package io.leadservice.bus;

import io.leadservice.tracing.Spans;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks stages for results, in time. Usable from any event loop.
 *
 * <p>A request goes to this node's instances where the placement says so, to another one of them if the first is full or about to
 * end, and from there to other nodes if none is here or all are full, none of which has done any work, up to four nodes in all. A
 * node that is late says so. One that says nothing at all may have a broken connection, which shows only as silence: then, if there
 * is time left, the request is sent once more, to another node if there is one; a second silence ends it. So every stage must stand
 * being asked twice.
 */
public final class BusClient {

    static final String REMAINING_HEADER = "remaining-ms";
    static final String IDS_HEADER = "request-ids";
    static final String WORKED_HEADER = "worked-us";
    static final String NODE_HEADER = "node";
    static final String CACHED_HEADER = "cached";
    private static final int MOST_NODES = 4;
    private final Vertx vertx;
    private final EventBus bus;
    private final LocalSend local;
    private final Optional<Peers> peers;
    private final Duration hopTimeout;
    private final Map<String, Placement> placements;
    private final BusMeters meters;

    /**
     * @param hopTimeout the longest wait for one hop
     * @param placements by address; an address that is not there is {@link Placement#LOCAL_FIRST}
     * @param peers the nodes of the cluster; empty for a node that is alone
     */
    public BusClient(
            Vertx vertx,
            Duration hopTimeout,
            Map<String, Placement> placements,
            BusMeters meters,
            Optional<Peers> peers) {
        this.vertx = vertx;
        this.bus = vertx.eventBus();
        this.local = new LocalSend(vertx);
        this.peers = peers;
        this.hopTimeout = hopTimeout;
        this.placements = Map.copyOf(placements);
        this.meters = meters;
    }

    /** A client of a node that is alone, whose hops are not measured. */
    public BusClient(Vertx vertx, Duration hopTimeout, Map<String, Placement> placements) {
        this(vertx, hopTimeout, placements, BusMeters.none(), Optional.empty());
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
        return BusSpans.asking(
                channel.address(),
                trace -> measured(
                        channel, () -> route(new Asked<>(channel.address(), request, deadline, hopTimeout, trace))));
    }

    private <O> Future<Reply<O>> measured(Channel<?, O> channel, Supplier<Future<Message<Object>>> send) {
        long start = System.nanoTime();
        Optional<BusMeters.Asking> measure = meters.asking(channel.address());
        return send.get().transform(sent -> {
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

    /** Asks one node before others; not within the limit of a hop, since it is more than one stage's work. */
    <I extends Record, O> Future<O> askNode(Channel<I, O> channel, I request, Deadline deadline, String node) {
        return BusSpans.asking(channel.address(), trace -> {
                    Asked<I> asked = new Asked<>(channel.address(), request, deadline, deadline.remaining(), trace);
                    return measured(channel, () -> go(new Way(peers.orElseThrow()), node, asked));
                })
                .map(Reply::body);
    }

    SlowStart startOf(Channel<?, ?> channel) {
        return NodeCapacity.of(vertx).start(channel.address());
    }

    /** The nodes of the cluster; empty for a node that is alone. */
    Optional<Peers> peers() {
        return peers;
    }

    Vertx vertx() {
        return vertx;
    }

    /** The meters of its hops, which are those of the node's stages too. */
    public BusMeters meters() {
        return meters;
    }

    private Future<Message<Object>> route(Asked<?> asked) {
        if (peers.isEmpty()) {
            return sendHere(asked);
        }
        Way way = new Way(peers.get());
        Placement placement = placements.getOrDefault(asked.address(), Placement.LOCAL_FIRST);
        return placement == Placement.CLUSTER
                ? go(way, way.next(asked.address()).orElse(way.peers().self()), asked)
                : go(way, way.peers().self(), asked);
    }

    /** The nodes that a request was sent to. */
    private static final class Way {

        private final Peers peers;
        private final Set<String> tried = new HashSet<>();
        private boolean silent;

        Way(Peers peers) {
            this.peers = peers;
        }

        Peers peers() {
            return peers;
        }

        void sent(String node) {
            tried.add(node);
        }

        Optional<String> next(String address) {
            return tried.size() >= MOST_NODES ? Optional.empty() : peers.next(address, tried);
        }

        /** A node said nothing; whether that is the first time. */
        boolean silence(String node) {
            peers.doubt(node);
            boolean first = !silent;
            silent = true;
            return first;
        }
    }

    private Future<Message<Object>> go(Way way, String node, Asked<?> asked) {
        way.sent(node);
        boolean here = node.equals(way.peers().self());
        Future<Message<Object>> sent = here ? sendHere(asked) : sendThere(node, asked);
        return sent.recover(cause -> {
            boolean silent = !here && unanswered(cause);
            boolean again = silent ? way.silence(node) : goesOn(cause);
            if (!again || asked.deadline().passed()) {
                return Future.failedFuture(cause);
            }
            Optional<String> next = way.next(asked.address());
            if (next.isPresent()) {
                return go(way, next.get(), asked);
            }
            // Its connection may be whole again.
            return silent ? sendThere(node, asked) : Future.failedFuture(cause);
        });
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

    private Future<Message<Object>> sendHere(Asked<?> asked) {
        return options(asked)
                .map(options -> local.send(asked.address(), asked.request(), options))
                .orElseGet(() -> late(asked));
    }

    private Future<Message<Object>> sendThere(String node, Asked<?> asked) {
        return options(asked)
                .map(options -> options.addHeader(Door.TO_HEADER, asked.address()))
                .map(options -> bus.request(Door.addressOf(node), asked.request(), options))
                .orElseGet(() -> late(asked));
    }

    private Optional<DeliveryOptions> options(Asked<?> asked) {
        long millis =
                Math.min(asked.limit().toMillis(), asked.deadline().remaining().toMillis());
        if (millis <= 0) {
            return Optional.empty();
        }
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(millis).addHeader(REMAINING_HEADER, Long.toString(millis));
        RequestIds ids = RequestIds.current();
        if (!ids.isEmpty()) {
            options.addHeader(IDS_HEADER, ids.wire());
        }
        asked.trace().ifPresent(trace -> options.addHeader(Spans.TRACEPARENT, trace));
        return Optional.of(options);
    }

    private static Future<Message<Object>> late(Asked<?> asked) {
        return Future.failedFuture(new Failure(FailureCode.DEADLINE, "no time left for " + asked.address()));
    }

    /** Whether nothing was done, so that another node may do it. */
    private static boolean goesOn(Throwable cause) {
        return LocalSend.notDelivered(cause)
                || (cause instanceof ReplyException reply
                        && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                        && (reply.failureCode() == FailureCode.UNREACHABLE.number()
                                || reply.failureCode() == FailureCode.OVERLOADED.number()));
    }

    private static boolean unanswered(Throwable cause) {
        return cause instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.TIMEOUT
                && !LocalSend.discarded(cause);
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
                new Failure(LocalSend.discarded(reply) ? FailureCode.OVERLOADED : FailureCode.DEADLINE, message, reply);
            case NO_HANDLERS -> new Failure(FailureCode.UNREACHABLE, message, reply);
            case RECIPIENT_FAILURE -> new Failure(FailureCode.of(reply.failureCode()), message, reply);
            case ERROR -> new Failure(FailureCode.INTERNAL, message, reply);
        };
    }

    /**
     * What is sent, however often.
     *
     * @param limit the longest wait for one node
     * @param trace the W3C trace context that goes along
     */
    private record Asked<I extends Record>(
            String address, I request, Deadline deadline, Duration limit, Optional<String> trace) {}
}
