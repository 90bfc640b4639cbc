package io.leadservice.embedded;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * One commit for all writes that wait: a write returns after a commit that began when it was applied already. A commit
 * never runs inside a write, so a killed process leaves no half of one. For that the store must not commit by itself:
 * {@link #manual}.
 */
final class GroupCommit implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int FILL_RATE_PERCENT = 50;
    /** The most that is aimed at, and the part of all time that is: writes wait meanwhile. */
    private static final Duration COMPACTION = Duration.ofMillis(50);

    private static final int COMPACTION_SHARE = 10;
    private static final Duration COMPACTION_INTERVAL = Duration.ofMillis(100);
    private static final int FEWEST_COMPACTED_BYTES = 16 << 10;
    private static final int MOST_COMPACTED_BYTES = 4 << 20;

    private final MVStore store;
    private final Thread committer;
    private final ReadWriteLock applying = new ReentrantReadWriteLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition done = lock.newCondition();
    private long applied;
    private long committed;
    private boolean closed;
    /** Of the committing thread. */
    private long nextCompaction = System.nanoTime();

    /** Of the committing thread. */
    private int compactedBytes = FEWEST_COMPACTED_BYTES;

    private @Nullable Throwable failure;

    GroupCommit(MVStore store) {
        this.store = store;
        this.committer = new Thread(this::commitLoop, "mongodb-group-commit");
        this.committer.setDaemon(true);
    }

    /** A store that commits and compacts when it is told, and at no other time. */
    static MVStore.Builder manual() {
        return new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
    }

    void start() {
        committer.start();
    }

    /** Applies the write and returns its result once it is in the file. */
    <T> T durably(Supplier<T> write) {
        T result = apply(write);
        awaitCommit();
        return result;
    }

    private <T> T apply(Supplier<T> write) {
        applying.readLock().lock();
        try {
            return write.get();
        } finally {
            applying.readLock().unlock();
        }
    }

    private void awaitCommit() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store is closing");
            }
            long mine = ++applied;
            asked.signal();
            long left = LIMIT.toNanos();
            while (committed < mine) {
                if (failure != null || left <= 0) {
                    throw new IllegalStateException("the write was not committed", failure);
                }
                left = done.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the write was committed", e);
        } finally {
            lock.unlock();
        }
    }

    private void commitLoop() {
        try {
            for (long upTo = nextRound(); upTo >= 0; upTo = nextRound()) {
                commit();
                finish(upTo, null);
            }
        } catch (RuntimeException | Error e) {
            finish(0, e);
        }
    }

    /** Waits for writes; answers the number of the last one applied, or -1 when there will be no more. */
    private long nextRound() {
        lock.lock();
        try {
            while (applied == committed && !closed) {
                asked.awaitUninterruptibly();
            }
            return applied == committed ? -1 : applied;
        } finally {
            lock.unlock();
        }
    }

    private void commit() {
        applying.writeLock().lock();
        try {
            store.commit();
            compact();
        } finally {
            applying.writeLock().unlock();
        }
    }

    /**
     * Each commit leaves what it replaced as holes; what lies between them is written anew, a little at a time. So many bytes
     * may be one page or thousands in as many places of the file, so the time that they took says how many to write next.
     */
    private void compact() {
        long begun = System.nanoTime();
        if (begun - nextCompaction < 0) {
            return;
        }
        boolean worked = store.compact(FILL_RATE_PERCENT, compactedBytes);
        long took = System.nanoTime() - begun;
        if (took > COMPACTION.toNanos()) {
            compactedBytes = Math.max(FEWEST_COMPACTED_BYTES, compactedBytes / 2);
        } else if (worked && took < COMPACTION.toNanos() / 2) {
            compactedBytes = Math.min(MOST_COMPACTED_BYTES, compactedBytes * 2);
        }
        nextCompaction = begun + Math.max(COMPACTION_INTERVAL.toNanos(), COMPACTION_SHARE * took);
    }

    private void finish(long upTo, @Nullable Throwable problem) {
        lock.lock();
        try {
            committed = Math.max(committed, upTo);
            failure = problem;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Commits what waits and ends the thread, within the time limit of a write. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signal();
        } finally {
            lock.unlock();
        }
        try {
            committer.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
