package io.leadservice.bus;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How used this node is to what an address asks for. A process that has just started works many times slower than one whose
 * code is compiled. So before it opens its port it is lent some of the work of nodes that are further, and afterwards it takes
 * few requests of its own at once and leaves the others to such nodes; with each request that it answered it takes more. Proxies
 * call it slow start: docs/adr/0058 has the measurements that the numbers follow from. Thread-safe.
 */
final class SlowStart {

    /** Answered so many, a node is warm: it takes all there is, and does not count on. */
    static final int WARM = 500;

    /** Answered so many, a node can open its port. */
    static final int LENT = 150;

    /** By so many more answers another node is further than this one. */
    private static final int AHEAD = 100;

    private static final int FIRST = 4;
    private static final int STEP = 25;
    /** So many requests a node lends at once. */
    private static final int MOST_LENT = 4;

    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger lent = new AtomicInteger();
    private volatile boolean borrowing;

    /** Whether this node would be lent requests now. */
    boolean borrows() {
        return borrowing;
    }

    void borrow(boolean now) {
        borrowing = now;
    }

    /** Whether one more may be lent; then {@link #returned} is to be called. */
    boolean lend() {
        if (lent.incrementAndGet() <= MOST_LENT) {
            return true;
        }
        lent.decrementAndGet();
        return false;
    }

    void returned() {
        lent.decrementAndGet();
    }

    void begun() {
        atWork.incrementAndGet();
    }

    void ended(boolean ok) {
        atWork.decrementAndGet();
        if (ok) {
            answered.accumulateAndGet(1, (before, one) -> Math.min(WARM, before + one));
        }
    }

    /** How many it has answered, up to {@link #WARM}. */
    int answered() {
        return answered.get();
    }

    /** Whether a node that has answered so many does it much quicker. */
    boolean isBehind(int others) {
        return others >= answered.get() + AHEAD;
    }

    /** Whether one more at work is what it is used to. */
    boolean hasRoom() {
        int done = answered.get();
        return done >= WARM || atWork.get() < FIRST + done / STEP;
    }
}
