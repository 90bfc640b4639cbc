package io.leadservice.torture;

import io.leadservice.testbed.Credentials;
import io.leadservice.testbed.Progress;
import io.leadservice.testbed.ServiceNode;
import io.leadservice.testbed.TestBed;
import io.leadservice.torture.FaultInjector.Struck;
import io.leadservice.torture.Observation.Resent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One run: starts the system under test, sends leads at a steady rate while processes are struck, lets it come to rest,
 * and verifies by the stores themselves what it said. Blocks; runs once.
 */
public final class Torture {

    private static final Duration HEAL_LIMIT = Duration.ofMinutes(5);
    private static final Duration REST_LIMIT = Duration.ofMinutes(3);
    /** What a system gets that will not come to rest anyway. */
    private static final Duration BROKEN_LIMIT = Duration.ofSeconds(10);

    /** A closed port, where a balancer would not have asked, and that the attempt before is still at work. */
    private static final Pattern BY_A_RESTART = Pattern.compile("ConnectException|409 request_in_progress");

    /** How much longer than planned leads are sent, so that the last fault heals under load. */
    private static final Duration LONGEST_EXTRA = Duration.ofSeconds(30);

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(15);
    private static final double MILLIS = 1_000.0;

    private static final int RESENT = 200;

    private final Plan plan;
    private final Credentials credentials;
    private final Progress progress;
    private final List<Fault> faults;
    private final Payloads payloads;
    private final Ledger ledger = new Ledger();
    private final long begun = System.nanoTime();

    private Torture(Plan plan, Credentials credentials, Progress progress) {
        this.plan = plan;
        this.credentials = credentials;
        this.progress = progress;
        this.faults = Schedule.of(plan);
        this.payloads = new Payloads(plan.seed());
    }

    /**
     * Runs a plan.
     *
     * @throws IOException if the system under test does not start
     */
    public static Report run(Plan plan, Credentials credentials, Progress progress)
            throws IOException, InterruptedException {
        return new Torture(plan, credentials, progress).run();
    }

    private Report run() throws IOException, InterruptedException {
        progress.say("seed " + plan.seed() + ": " + plan.command());
        faults.forEach(fault -> progress.say("  " + fault));
        TestBed bed = new TestBed(plan.bed(), credentials);
        Report report;
        try {
            report = run(bed);
        } catch (IOException | InterruptedException | RuntimeException e) {
            bed.abandon();
            progress.say("logs: " + bed.folder());
            throw e;
        }
        if (report.clean()) {
            bed.close();
        } else {
            bed.abandon();
            progress.say("logs: " + bed.folder());
        }
        return report;
    }

    private Report run(TestBed bed) throws IOException, InterruptedException {
        progress.tell("starting", 0);
        bed.start();
        bed.awaitReady(REST_LIMIT);
        LoadClient client =
                new LoadClient(bed.nodes().stream().map(ServiceNode::uri).toList(), credentials.token(), ledger);
        warmUp(client);
        List<Struck> struck = strike(bed, client);
        progress.tell("coming to rest", 0.8);
        try (StoreReader store = new StoreReader(bed.addresses().mongodbUri(), credentials.encryptionKey());
                TopicReader topics = new TopicReader(bed.addresses().kafkaBrokers())) {
            Rest rest = new Rest(bed.nodes(), store, topics);
            boolean healed = struck.stream().allMatch(fault -> fault.trouble().isEmpty());
            Duration limit = healed ? REST_LIMIT : BROKEN_LIMIT;
            awaitAnswers(limit);
            client.close();
            boolean atRest = rest.await(limit);
            progress.tell("verifying", 0.9);
            List<Resent> resent = new Resending(client, plan.seed()).of(ledger.all(), RESENT);
            atRest &= rest.await(limit);
            Verdict verdict = Verifier.verify(
                    ledger.all(),
                    new Observation(
                            store.leads(),
                            store.claims(),
                            store.answered(),
                            topics.events(),
                            topics.deadLetters(),
                            resent));
            if (!atRest) {
                verdict.add(Miss.UNSETTLED, rest.missing());
            }
            struck.forEach(fault -> fault.trouble()
                    .ifPresent(
                            trouble -> verdict.add(Miss.TROUBLE, fault.fault().name() + ": " + trouble)));
            course(struck, verdict);
            if (plan.mongodbUri().isPresent()) {
                store.drop();
            }
            progress.tell("done", 1);
            return new Report(
                    plan, faults, ledger, resent.size(), verdict, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** What the course promises of the attempts themselves. */
    private void course(List<Struck> struck, Verdict verdict) {
        long first = struck.stream().mapToLong(Struck::at).min().orElse(begun);
        if (plan.course() == Course.KILL) {
            ledger.lastSetback().ifPresent(last -> {
                Duration after = Duration.ofNanos(last - first);
                progress.say("the last attempt that failed was " + after.toMillis() / MILLIS + " s after the kill");
                if (after.compareTo(RECOVERY_LIMIT) > 0) {
                    verdict.add(Miss.SLOW, after.toSeconds() + " s");
                }
            });
        }
        if (plan.course() == Course.ROLLING) {
            ledger.setbacks().keySet().stream()
                    .filter(reason -> !BY_A_RESTART.matcher(reason).matches())
                    .forEach(reason -> verdict.add(Miss.BROKEN, reason));
        }
    }

    /** A process that just started is slow for reasons of its own; a few leads at a time bring it to its pace. */
    private void warmUp(LoadClient client) throws InterruptedException {
        progress.tell("warming up", 0.05);
        Course course = plan.course();
        for (int number = 0; number < course.warmUp(); number++) {
            client.deliver(payloads.of(number), number, System.nanoTime());
            ledger.awaitOpen(course.warmUpAtOnce() - 1, REST_LIMIT);
        }
        ledger.awaitOpen(0, REST_LIMIT);
        ledger.beginToMeasure();
    }

    /** As long as answers come: that a slow machine has a backlog is no miss. */
    private void awaitAnswers(Duration limit) throws InterruptedException {
        int before = Integer.MAX_VALUE;
        while (ledger.open() > 0 && ledger.open() < before) {
            before = ledger.open();
            ledger.awaitOpen(0, limit);
        }
    }

    /** Sends at the rate whatever the answers are, for the length of the plan and until all is healed. */
    private List<Struck> strike(TestBed bed, LoadClient client) throws InterruptedException {
        long start = System.nanoTime();
        long planned = plan.length().toNanos();
        long longest = planned + LONGEST_EXTRA.toNanos();
        try (FaultInjector injector = new FaultInjector(bed.parts(), plan.course() == Course.ROLLING, progress)) {
            injector.begin(faults);
            long due = 0;
            for (int number = 0; due < planned || (due < longest && injector.healed() < faults.size()); number++) {
                TimeUnit.NANOSECONDS.sleep(start + due - System.nanoTime());
                client.deliver(payloads.of(plan.course().warmUp() + number), number, start + due);
                due = TimeUnit.SECONDS.toNanos(number + 1L) / plan.rate();
                progress.tell("sending", 0.1 + 0.7 * Math.min(1, (double) due / planned));
            }
            return injector.awaitHealed(faults, HEAL_LIMIT);
        }
    }
}
