package io.leadservice.pipeline;

import java.util.List;

/**
 * How much of the queue is worked off, by all nodes together.
 *
 * @param ends where each partition ends, in their order
 * @param done up to where each is worked off
 */
public record Backlog(List<Long> ends, List<Long> done) {

    /** @throws IllegalArgumentException if the two are not of the same partitions */
    public Backlog {
        ends = List.copyOf(ends);
        done = List.copyOf(done);
        if (ends.size() != done.size()) {
            throw new IllegalArgumentException("a backlog has two numbers for each partition");
        }
    }

    /** How many records wait or are at work. */
    public long behind() {
        long behind = 0;
        for (int i = 0; i < ends.size(); i++) {
            behind += Math.max(0, ends.get(i) - done.get(i));
        }
        return behind;
    }

    /** Whether all is worked off that was there at an earlier look. */
    public boolean isPast(Backlog earlier) {
        for (int i = 0; i < earlier.ends.size(); i++) {
            if (i >= done.size() || done.get(i) < earlier.ends.get(i)) {
                return false;
            }
        }
        return true;
    }
}
