package io.leadservice.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Sends ready-made HTTP requests over kept connections, one at a time on each, and reads no more of an answer than its status
 * and where it ends: it shares the processors with what it measures. State is confined to one event loop.
 */
final class LoadGenerator {

    private static final int MAX_CONNECTIONS = 1_024;
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** Where as many as go are sent, whoever is refused comes again a moment later. */
    private static final long PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final NetClient client;
    private final List<SocketAddress> targets;
    private final Supplier<byte[]> requests;
    private final Set<Integer> good;

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Deque<Due> waiting = new ArrayDeque<>();
    private final Set<Due> open = new HashSet<>();
    private int connections;
    private int opened;

    /**
     * @param vertx with one event loop
     * @param targets that connections go to in turn
     * @param requests whole ones, with a body
     * @param good the statuses of answers that count as work done
     */
    LoadGenerator(Vertx vertx, List<URI> targets, Supplier<byte[]> requests, Set<Integer> good) {
        this.vertx = vertx;
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
        this.targets = targets.stream()
                .map(uri -> SocketAddress.inetSocketAddress(uri.getPort(), uri.getHost()))
                .toList();
        this.requests = requests;
        this.good = Set.copyOf(good);
    }

    /** A request at its moment. Equal to itself alone. */
    private static final class Due {

        private final long nanos;
        private final Tally tally;
        private final IntConsumer then;

        /** @param then gets the status of the answer */
        private Due(long nanos, Tally tally, IntConsumer then) {
            this.nanos = nanos;
            this.tally = tally;
            this.then = then;
        }
    }

    /**
     * Sends a load and waits for the answers, at most ten seconds longer; blocks.
     *
     * @return a tally for each leg
     */
    List<Tally> run(Load load) {
        Promise<List<Tally>> done = Promise.promise();
        vertx.runOnContext(now -> (load instanceof Load.Open paced ? pace(paced) : race((Load.Closed) load))
                .compose(this::answers)
                .onComplete(done));
        return Awaiting.within(load.length().plus(GRACE).plus(GRACE), done.future());
    }

    private Future<List<Tally>> pace(Load.Open load) {
        Promise<List<Tally>> done = Promise.promise();
        List<Tally> tallies =
                load.legs().stream().map(leg -> new Tally(good, leg.length())).toList();
        Pacing pacing = new Pacing(load.legs());
        vertx.setPeriodic(1, timer -> {
            long now = System.nanoTime();
            while (!pacing.over() && pacing.due() <= now) {
                send(new Due(pacing.due(), tallies.get(pacing.leg()), status -> {}));
                pacing.advance();
            }
            if (pacing.over()) {
                vertx.cancelTimer(timer);
                done.complete(tallies);
            }
        });
        return done.future();
    }

    private Future<List<Tally>> race(Load.Closed load) {
        Tally tally = new Tally(good, load.length());
        long end = System.nanoTime() + load.length().toNanos();
        for (int i = 0; i < load.inFlight(); i++) {
            again(tally, end);
        }
        return vertx.timer(load.length().toMillis(), TimeUnit.MILLISECONDS).map(over -> List.of(tally));
    }

    private void again(Tally tally, long end) {
        long now = System.nanoTime();
        if (now < end) {
            send(new Due(now, tally, status -> {
                if (status == Scenario.REFUSED) {
                    vertx.setTimer(PAUSE_MILLIS, rested -> again(tally, end));
                } else {
                    again(tally, end);
                }
            }));
        }
    }

    /** Waits until none is open; those that are in the end have no answer. */
    private Future<List<Tally>> answers(List<Tally> tallies) {
        Promise<List<Tally>> done = Promise.promise();
        long end = System.nanoTime() + GRACE.toNanos();
        vertx.setPeriodic(10, timer -> {
            if (open.isEmpty() || System.nanoTime() > end) {
                vertx.cancelTimer(timer);
                waiting.clear();
                Set.copyOf(open).forEach(due -> settle(due, Tally.NO_ANSWER));
                done.complete(tallies);
            }
        });
        return done.future();
    }

    private void send(Due due) {
        open.add(due);
        Connection connection = idle.pollLast();
        if (connection != null) {
            connection.send(due);
        } else {
            waiting.add(due);
            if (connections < MAX_CONNECTIONS) {
                connect();
            }
        }
    }

    private void connect() {
        connections++;
        client.connect(targets.get(opened++ % targets.size()))
                .onSuccess(socket -> {
                    Connection connection = new Connection(socket);
                    take(connection);
                })
                .onFailure(cause -> {
                    connections--;
                    Due due = waiting.poll();
                    if (due != null) {
                        settle(due, Tally.NO_ANSWER);
                    }
                });
    }

    private void take(Connection connection) {
        Due due = waiting.poll();
        if (due == null) {
            idle.addLast(connection);
        } else {
            connection.send(due);
        }
    }

    private void settle(Due due, int status) {
        if (open.remove(due)) {
            due.tally.answered(status, System.nanoTime() - due.nanos);
            due.then.accept(status);
        }
    }

    /** The moments of a load. */
    private static final class Pacing {

        private final List<Load.Leg> legs;
        private final List<Long> starts = new ArrayList<>();
        private int leg;
        private long sent;

        private Pacing(List<Load.Leg> legs) {
            this.legs = legs;
            long start = System.nanoTime();
            for (Load.Leg each : legs) {
                starts.add(start);
                start += each.length().toNanos();
            }
            starts.add(start);
        }

        private boolean over() {
            return leg == legs.size();
        }

        private int leg() {
            return leg;
        }

        private long due() {
            return starts.get(leg)
                    + (long) (sent * TimeUnit.SECONDS.toNanos(1) / legs.get(leg).rate());
        }

        private void advance() {
            sent++;
            if (due() >= starts.get(leg + 1)) {
                leg++;
                sent = 0;
            }
        }
    }

    /** One kept connection with at most one request on it. */
    private final class Connection {

        private final NetSocket socket;
        private final AnswerReader reader = new AnswerReader();
        private Due current = NOTHING;

        private Connection(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::read).closeHandler(closed -> gone()).exceptionHandler(cause -> socket.close());
        }

        private void send(Due due) {
            current = due;
            socket.write(Buffer.buffer(requests.get()));
        }

        private void read(Buffer piece) {
            int status = reader.feed(piece);
            if (status == AnswerReader.MORE) {
                return;
            }
            Due answered = current;
            current = NOTHING;
            if (reader.lastOfConnection()) {
                socket.close();
            } else {
                take(this);
            }
            settle(answered, status);
        }

        private void gone() {
            connections--;
            idle.remove(this);
            settle(current, Tally.NO_ANSWER);
            if (!waiting.isEmpty()) {
                connect();
            }
        }
    }

    private static final Due NOTHING = new Due(0, new Tally(Set.of(), Duration.ofSeconds(1)), status -> {});
}
