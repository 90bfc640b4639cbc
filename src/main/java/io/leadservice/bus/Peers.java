package io.leadservice.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of the cluster and what each serves, by asking each of them every second over the bus; a node that does not answer
 * three times in a row is not sent anything. What is asked goes the way that requests go, so it shows also whether this node is
 * heard: if others answer but none of them asks for {@link #SILENCE}, as can be after a network was cut and is whole again, this
 * node has itself announced anew, and if that does not help {@link #LOST} times, it is no longer {@link #heard}.
 *
 * <p>{@link #further}, {@link #borrower}, {@link #next}, {@link #doubt} and {@link #heard} can be called from every thread; the rest
 * works on an event loop of its own.
 */
public final class Peers {

    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
    private static final long INTERVAL_MILLIS = 1_000;
    private static final long LIMIT_MILLIS = 3_000;
    private static final int MISSES = 3;
    /** Much longer than a pause of the garbage collector, and than it takes to drop a dead member. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    static final int LOST = 3;

    private final Vertx vertx;
    private final ClusterManager cluster;
    private final ContextInternal context;
    private final NodeCapacity capacity;
    private final String self;
    private final Door door;
    private final Map<String, Map<String, Integer>> known = new HashMap<>();
    private final Map<String, Map<String, Integer>> answered = new ConcurrentHashMap<>();
    private final Map<String, List<String>> borrowing = new ConcurrentHashMap<>();
    private final Map<String, Integer> misses = new HashMap<>();
    private final Map<String, Future<Void>> asking = new HashMap<>();
    private final Set<String> doubted = ConcurrentHashMap.newKeySet();
    private long timer;
    private long announcedAt = System.nanoTime();
    private int announcements;
    private volatile Rota rota = new Rota(Map.of());
    private volatile boolean heard = true;

    /** @param vertx clustered */
    public Peers(Vertx vertx) {
        this.vertx = vertx;
        this.cluster = ((VertxInternal) vertx).clusterManager();
        this.self = cluster.getNodeId();
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.capacity = NodeCapacity.of(vertx);
        this.door = new Door(vertx, self);
    }

    /** Opens the door and begins to ask; completes after the first round. */
    public Future<Void> start() {
        return onContext(door::open)
                .compose(open -> round())
                .onSuccess(done -> onContext(() -> {
                    timer = vertx.setPeriodic(INTERVAL_MILLIS, id -> ask(false));
                    return Future.succeededFuture();
                }));
    }

    /** Asks all once more. */
    public Future<Void> round() {
        return onContext(() -> ask(true));
    }

    /** Whether this node is heard by those that it hears, or could be made heard again. */
    public boolean heard() {
        return heard;
    }

    /** No longer asks, nor answers. */
    public Future<Void> stop() {
        return onContext(() -> {
            vertx.cancelTimer(timer);
            return door.close();
        });
    }

    String self() {
        return self;
    }

    /** The node whose turn it is for an address, but for those that were tried; one in doubt only if there is no other. */
    Optional<String> next(String address, Set<String> tried) {
        Rota now = rota;
        Optional<String> good = now.next(address, node -> !tried.contains(node) && !doubted.contains(node));
        return good.isPresent() ? good : now.next(address, node -> !tried.contains(node));
    }

    /** A node that would be lent requests of an address, and is not further than this one. */
    Optional<String> borrower(String address, SlowStart start) {
        return borrowing.entrySet().stream()
                .filter(node -> node.getValue().contains(address) && !doubted.contains(node.getKey()))
                .map(Map.Entry::getKey)
                .filter(node -> start.answered() > answered(node, address))
                .findAny();
    }

    private void borrows(String member, List<String> addresses) {
        if (addresses.isEmpty()) {
            borrowing.remove(member);
        } else {
            borrowing.put(member, addresses);
        }
    }

    private int answered(String node, String address) {
        return answered.getOrDefault(node, Map.of()).getOrDefault(address, 0);
    }

    /** Another node whose turn it is for an address and that is further than this one in its start. */
    Optional<String> further(String address, SlowStart start) {
        return rota.next(
                address,
                node -> !node.equals(self) && !doubted.contains(node) && start.isBehind(answered(node, address)));
    }

    /** A node left a request without a reply; until it is heard of again it comes last. */
    void doubt(String node) {
        doubted.add(node);
    }

    /** @param anew whether a node that is being asked already is asked once more after that */
    private Future<Void> ask(boolean anew) {
        List<String> members = cluster.getNodes();
        known.keySet().retainAll(members);
        misses.keySet().retainAll(members);
        answered.keySet().retainAll(members);
        borrowing.keySet().retainAll(members);
        doubted.retainAll(members);
        known.put(self, capacity.now());
        List<Future<?>> asked = new ArrayList<>();
        for (String member : members) {
            Future<Void> earlier = asking.get(member);
            if (!member.equals(self) && (earlier == null || anew)) {
                Future<Void> answer = earlier == null ? ask(member) : earlier.transform(done -> ask(member));
                asking.put(member, answer);
                answer.onComplete(done -> asking.remove(member, answer));
                asked.add(answer);
            }
        }
        show();
        listen(known.size() > 1);
        return Future.join(asked).transform(done -> {
            show();
            return Future.succeededFuture();
        });
    }

    private Future<Void> ask(String member) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(LIMIT_MILLIS);
        return vertx.eventBus()
                .<NodeServes>request(Door.addressOf(member), new AskNode(self), options)
                .map(Message::body)
                .onComplete(answer -> {
                    if (answer.succeeded()) {
                        misses.remove(member);
                        doubted.remove(member);
                        known.put(member, answer.result().instances());
                        answered.put(member, answer.result().answered().orElse(Map.of()));
                        borrows(member, answer.result().borrowing());
                    } else if (misses.merge(member, 1, Integer::sum) >= MISSES && known.remove(member) != null) {
                        answered.remove(member);
                        borrowing.remove(member);
                        LOG.warn(
                                "node does not answer node={} reason={}",
                                NodeName.shortened(member),
                                answer.cause().getMessage());
                    }
                })
                .mapEmpty();
    }

    private void show() {
        if (!rota.isOf(known)) {
            rota = new Rota(known);
            LOG.debug("nodes that serve count={}", known.size());
        }
    }

    /** @param others whether there are any that answer */
    private void listen(boolean others) {
        if (!others || door.silentNanos() < SILENCE.toNanos()) {
            announcements = 0;
            heard = true;
        } else if (System.nanoTime() - announcedAt >= SILENCE.toNanos()) {
            announcedAt = System.nanoTime();
            heard = ++announcements <= LOST;
            LOG.warn("no node asks this one, it is announced anew times={}", announcements);
            door.reopen().onFailure(cause -> LOG.warn("announcement failed reason={}", cause.getMessage()));
        }
    }

    private <T> Future<T> onContext(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(
                ignored -> Future.succeededFuture().compose(begun -> work.get()).onComplete(done));
        return done.future();
    }
}
