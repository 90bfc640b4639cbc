package io.leadservice.intake;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How far the work on one partition has come. Records end in any order; what is committed is the part before the first one
 * that has not ended. Confined to one event loop.
 */
final class PartitionProgress {

    private final Deque<Long> begun = new ArrayDeque<>();
    private final Set<Long> ended = new HashSet<>();
    private long next = -1;
    private long committed = -1;

    /** Records begin in the order of their offsets, which may have gaps. */
    void begin(long offset) {
        begun.add(offset);
    }

    void end(long offset) {
        ended.add(offset);
        while (!begun.isEmpty() && ended.remove(begun.element())) {
            next = begun.remove() + 1;
        }
    }

    /** How many records follow the first one that has not ended, it included: what a new owner would work off again. */
    int uncommitted() {
        return begun.size();
    }

    boolean idle() {
        return begun.isEmpty();
    }

    /** There is no record before this position: offsets that are none, such as marks of transactions, are done too. */
    void skip(long position) {
        if (idle()) {
            next = Math.max(next, position);
        }
    }

    /** The offset from which work would go on elsewhere; empty if it is committed already, or nothing has ended. */
    OptionalLong toCommit() {
        return next > committed ? OptionalLong.of(next) : OptionalLong.empty();
    }

    void committed(long offset) {
        committed = offset;
    }
}
