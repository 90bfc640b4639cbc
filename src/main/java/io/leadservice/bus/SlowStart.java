package io.leadservice.bus;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How used this node is to what an address asks for. A process that has just started works many times slower than one whose
 * code is compiled, so it takes few requests of its own at once and leaves the others to nodes that are warm; with each request that it answered
 * it takes more. Proxies call it slow start. Thread-safe.
 */
final class SlowStart {

    /** Answered so many, a node is warm. */
    static final int WARM = 500;

    private static final int FIRST = 2;
    private static final int STEP = 50;

    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    void begun() {
        atWork.incrementAndGet();
    }

    void ended(boolean ok) {
        atWork.decrementAndGet();
        if (ok && answered.get() < WARM) {
            answered.incrementAndGet();
        }
    }

    boolean warm() {
        return answered.get() >= WARM;
    }

    /** Whether one more at work is what it is used to. */
    boolean hasRoom() {
        int done = answered.get();
        return done >= WARM || atWork.get() < FIRST + done / STEP;
    }
}
