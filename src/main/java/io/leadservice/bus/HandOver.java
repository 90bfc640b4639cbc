package io.leadservice.bus;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that a node does without a hop, and that goes to another one where one of the two has just started: see docs/adr/0058. Every
 * node that does it serves the channel, too. Usable from any event loop.
 *
 * @param <I> asks another node for it; it must stand being asked twice
 * @param <O> what comes of it
 */
public final class HandOver<I extends Record, O> {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
    private static final long LOOK_MILLIS = 50;
    /** Longer than it takes until the others have asked what this node would be lent. */
    private static final Duration QUIET = Duration.ofMillis(2_500);

    private final BusClient bus;
    private final Channel<I, O> channel;
    private final SlowStart start;

    public HandOver(BusClient bus, Channel<I, O> channel) {
        this.bus = bus;
        this.channel = channel;
        this.start = bus.startOf(channel);
    }

    /**
     * Has a node do it that would be lent some, or one that is further if this one has as many at work as it is used to; else does it
     * here.
     *
     * @param here does it on this node
     * @return fails with a {@link Failure}, or as the work here does
     */
    public Future<O> hereOrThere(I request, Deadline deadline, Supplier<Future<O>> here) {
        Optional<Peers> peers = bus.peers();
        if (peers.isEmpty()) {
            return here.get();
        }
        Optional<String> borrower = peers.get().borrower(channel.address(), start);
        if (borrower.isPresent() && start.lend()) {
            return Future.succeededFuture()
                    .compose(lent -> bus.askNode(channel, request, deadline, borrower.get()))
                    .onComplete(done -> start.returned());
        }
        return further()
                .map(node -> bus.askNode(channel, request, deadline, node))
                .orElseGet(() -> here(here));
    }

    /** Does what another node left to this one, or this one keeps. */
    public Future<O> here(Supplier<Future<O>> work) {
        start.begun();
        return Future.succeededFuture().compose(begun -> work.get()).onComplete(done -> start.ended(done.succeeded()));
    }

    /**
     * Has this node lent work until it is used to it, if others are further. Ends when it has answered {@link SlowStart#LENT}, when
     * nothing comes any more, or after the limit. Never fails.
     */
    public Future<Void> warmUp(Duration limit) {
        if (bus.peers()
                .flatMap(peers -> peers.further(channel.address(), start))
                .isEmpty()) {
            return Future.succeededFuture();
        }
        long begun = System.nanoTime();
        start.borrow(true);
        return borrow(Deadline.after(limit), start.answered(), Deadline.after(QUIET))
                .onComplete(done -> {
                    start.borrow(false);
                    LOG.info(
                            "warm channel={} answered={} seconds={}",
                            channel.address(),
                            start.answered(),
                            Duration.ofNanos(System.nanoTime() - begun).toSeconds());
                });
    }

    private Optional<String> further() {
        return start.hasRoom()
                ? Optional.empty()
                : bus.peers().flatMap(peers -> peers.further(channel.address(), start));
    }

    private Future<Void> borrow(Deadline end, int before, Deadline quiet) {
        return bus.vertx().timer(LOOK_MILLIS, TimeUnit.MILLISECONDS).compose(looked -> {
            int answered = start.answered();
            if (answered >= SlowStart.LENT || end.passed() || (answered == before && quiet.passed())) {
                return Future.succeededFuture();
            }
            return borrow(end, answered, answered == before ? quiet : Deadline.after(QUIET));
        });
    }
}
