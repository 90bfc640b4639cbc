package io.leadservice.torture;

import io.leadservice.testbed.Part;
import io.leadservice.testbed.Progress;
import io.leadservice.testbed.Target;
import io.leadservice.testbed.Target.Role;
import io.leadservice.torture.Fault.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Strikes at the moments of a schedule and heals what it broke. Nodes are struck one at a time, each only once the one
 * before it answers again, so that there is always somebody to ask; a back end that is down already is struck once it is
 * back. So a fault may come later than its moment, never less often.
 */
final class FaultInjector implements AutoCloseable {

    private static final int THREADS = 8;
    private static final double MILLIS = 1_000.0;
    private static final long POLL_MILLIS = 50;
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final Map<Target, Part> parts;
    private final boolean inTurn;
    private final Progress progress;
    private final Map<String, ReentrantLock> locks = new HashMap<>();
    private final List<Future<Struck>> strikes = new ArrayList<>();
    private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(THREADS);
    private long begun;

    /** @param inTurn whether what was stopped in order is to be ready before the next fault, as in a rolling update */
    FaultInjector(Map<Target, Part> parts, boolean inTurn, Progress progress) {
        this.parts = Map.copyOf(parts);
        this.inTurn = inTurn;
        this.progress = progress;
        parts.keySet().forEach(target -> locks.putIfAbsent(lock(target), new ReentrantLock(true)));
    }

    /**
     * A fault that was, and what was wrong with how it ended.
     *
     * @param at when it began, as of {@link System#nanoTime}
     */
    record Struck(Fault fault, long at, Optional<String> trouble) {}

    /** Begins to count the time of the schedule. */
    void begin(List<Fault> faults) {
        begun = System.nanoTime();
        faults.forEach(fault ->
                strikes.add(timers.schedule(() -> strike(fault), fault.at().toMillis(), TimeUnit.MILLISECONDS)));
    }

    /** How many have ended. */
    int healed() {
        return (int) strikes.stream().filter(Future::isDone).count();
    }

    /** Waits until all are healed; one that is not by then is a trouble. */
    List<Struck> awaitHealed(List<Fault> faults, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        List<Struck> struck = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            try {
                struck.add(strikes.get(i).get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException e) {
                struck.add(new Struck(faults.get(i), end, Optional.of("not healed: " + e)));
            }
        }
        return struck;
    }

    private Struck strike(Fault fault) throws InterruptedException {
        ReentrantLock lock = locks.get(lock(fault.target()));
        if (lock == null) {
            throw new IllegalArgumentException("there is no " + fault.target());
        }
        lock.lockInterruptibly();
        long at = System.nanoTime();
        try {
            say(fault.name());
            Optional<String> trouble = breakAndHeal(fault);
            say(fault.target() + trouble.map(text -> ": " + text).orElse(" is back"));
            return new Struck(fault, at, trouble);
        } catch (IOException e) {
            say(fault.target() + ": " + e.getMessage());
            return new Struck(fault, at, Optional.of(String.valueOf(e.getMessage())));
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> breakAndHeal(Fault fault) throws IOException, InterruptedException {
        Part part = parts.get(fault.target());
        if (part == null) {
            throw new IllegalArgumentException("there is no " + fault.target());
        }
        if (fault.kind() == Kind.PAUSE) {
            part.pause();
            TimeUnit.MILLISECONDS.sleep(fault.outage().toMillis());
            part.resume();
            return Optional.empty();
        }
        int code = 0;
        if (fault.kind() == Kind.TERM) {
            code = part.terminate();
        } else {
            part.kill();
        }
        TimeUnit.MILLISECONDS.sleep(fault.outage().toMillis());
        part.start();
        long end = System.nanoTime() + READY_LIMIT.toNanos();
        while (inTurn && !part.ready()) {
            if (System.nanoTime() > end) {
                return Optional.of("does not become ready");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return code == 0 ? Optional.empty() : Optional.of("ended with code " + code + " on SIGTERM");
    }

    private void say(String what) {
        double seconds = (System.nanoTime() - begun) / 1e6 / MILLIS;
        progress.say(String.format(Locale.ROOT, "%6.1f s  %s", seconds, what));
    }

    private static String lock(Target target) {
        return target.role() == Role.NODE ? target.role().key() : target.toString();
    }

    /** Ends what is under way; the processes are left as they are. */
    @Override
    public void close() {
        timers.shutdownNow();
    }
}
