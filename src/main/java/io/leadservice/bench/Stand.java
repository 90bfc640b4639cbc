package io.leadservice.bench;

import io.leadservice.embedded.LoopbackPort;
import io.leadservice.testbed.BedPlan;
import io.leadservice.testbed.ChildJvm;
import io.leadservice.testbed.NodeJvm;
import io.leadservice.testbed.Part;
import io.leadservice.testbed.Progress;
import io.leadservice.testbed.ServiceNode;
import io.leadservice.testbed.Target;
import io.leadservice.testbed.TestBed;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A service at work, the bare server beside it, and what sends and measures. Blocks; one thread. */
final class Stand implements AutoCloseable {

    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration REST_LIMIT = Duration.ofSeconds(30);
    private static final Duration REST_POLL = Duration.ofSeconds(1);
    private static final int LONGEST_STEP_SECONDS = 15;
    private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";
    static final Set<Integer> TAKEN = Set.of(201, 202);

    private final BenchPlan plan;
    private final Setting setting;
    private final Progress progress;
    private final int outsidePort;
    private final int collectorPort;
    private final LeadSource source;
    private final TestBed bed;
    private final LoadGenerator leads;
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    private final Map<String, ChildJvm> servers = new LinkedHashMap<>();

    /**
     * What is special about a scenario's service.
     *
     * @param nodes how many
     * @param clustered whether they join each other
     * @param outside the services outside that it asks
     * @param keyed whether leads come with an idempotency key
     * @param repeats how often each person comes
     * @param good statuses of answers that count as work done
     * @param comparison in what the nodes differ, which are asked by turns then
     */
    record Setting(
            int nodes,
            boolean clustered,
            Outside outside,
            boolean keyed,
            int repeats,
            Set<Integer> good,
            Comparison comparison) {

        static final Setting PLAIN = new Setting(1, false, Outside.NONE, true, 1, TAKEN);

        Setting {
            good = Set.copyOf(good);
        }

        Setting(int nodes, boolean clustered, Outside outside, boolean keyed, int repeats, Set<Integer> good) {
            this(nodes, clustered, outside, keyed, repeats, good, Comparison.NONE);
        }

        static Setting of(Comparison comparison) {
            return new Setting(2, false, Outside.NONE, true, 1, TAKEN, comparison);
        }

        /** Whether its nodes differ and are asked by turns. */
        boolean compared() {
            return comparison != Comparison.NONE;
        }

        private List<Map<String, String>> env(String service, String collector, String javaOptions) {
            return compared() ? comparison.env(collector, javaOptions) : List.of(outside.env(service));
        }
    }

    /** What is outside of the service. */
    enum Outside {
        /** Nothing. */
        NONE,
        /** A validation and an ML service on a day that is not good. */
        BAD_DAY,
        /** An ML service that takes 20 ms; an instance of scoring asks it for one lead at a time. */
        ONE_AT_A_TIME;

        private Map<String, String> env(String url) {
            return switch (this) {
                case NONE -> Map.of();
                case BAD_DAY -> Map.of("VALIDATION_SERVICE_URL", url, "ML_SERVICE_URL", url);
                case ONE_AT_A_TIME ->
                    Map.of(
                            "ML_SERVICE_URL", url,
                            "LEAD_STAGES_SCORING_WINDOW", "1",
                            "LEAD_SCORING_REMOTE_CACHE_TTL", "0s");
            };
        }

        private Class<?> server() {
            return this == ONE_AT_A_TIME ? SteadyServer.class : OutsideServer.class;
        }
    }

    /** Starts nothing yet. */
    Stand(BenchPlan plan, Setting setting, Progress progress) throws IOException {
        this.plan = plan;
        this.setting = setting;
        this.progress = progress;
        this.outsidePort = LoopbackPort.free();
        this.collectorPort = LoopbackPort.free();
        this.source = source(setting.repeats());
        String outside = "http://127.0.0.1:" + outsidePort;
        this.bed = new TestBed(
                new BedPlan(
                        "bench",
                        setting.nodes(),
                        setting.clustered(),
                        plan.configuration(),
                        plan.mongodbUri(),
                        NodeJvm.AS_THIS,
                        setting.env(outside, "http://127.0.0.1:" + collectorPort, plan.otherJavaOptions())),
                plan.credentials());
        List<URI> nodes = bed.nodes().stream().map(ServiceNode::uri).toList();
        this.leads = new LoadGenerator(vertx, nodes, source::request, setting.good());
    }

    void start() throws IOException, InterruptedException {
        if (setting.outside() != Outside.NONE) {
            servers.put(
                    "outside",
                    ChildJvm.server(setting.outside().server(), NodeJvm.AS_THIS, outsidePort, log("outside")));
        }
        if (setting.comparison() == Comparison.TELEMETRY) {
            Awaiting.within(READY_LIMIT, Comparison.collector(vertx, collectorPort));
        }
        bed.start();
        bed.awaitReady(READY_LIMIT);
    }

    /** The same service in new processes, which know nothing of what the old ones learnt to do fast, warmed up. */
    void renew() throws IOException, InterruptedException {
        bed.renewNodes();
        bed.awaitReady(READY_LIMIT);
        warmUp();
    }

    /** Rescales a stage of the running nodes, and waits until that is done. */
    void scale(String stage, int instances) throws IOException, InterruptedException {
        for (ServiceNode node : bed.nodes()) {
            node.scale(stage, instances);
        }
    }

    BenchPlan plan() {
        return plan;
    }

    /** Whom a scenario of several parts tells where it is. */
    Progress progress() {
        return progress;
    }

    /** For what is measured beside or in steps. */
    Duration shorter() {
        return Duration.ofSeconds(
                Math.max(1, Math.min(LONGEST_STEP_SECONDS, plan.length().toSeconds())));
    }

    /** The load of a scenario with a fixed rate. */
    Load atRate() {
        return Load.Open.at(plan.rate(), plan.length());
    }

    /** The load of one without. */
    Load closed(Duration length) {
        return new Load.Closed(plan.inFlight(), length);
    }

    private LeadSource source(int repeats) {
        return new LeadSource("127.0.0.1", plan.tokens(), setting.keyed(), repeats);
    }

    private LoadGenerator bare() throws IOException, InterruptedException {
        int port = LoopbackPort.free();
        servers.put("bare", ChildJvm.server(BareServer.class, NodeJvm.AS_THIS, port, log("bare")));
        LeadSource source = source(1);
        return new LoadGenerator(vertx, List.of(URI.create("http://127.0.0.1:" + port)), source::request, TAKEN);
    }

    /** Has the service work until it is as fast as it gets: see {@link WarmUp}. Nothing of that is left to publish. */
    void warmUp() throws InterruptedException {
        warmUp(plan.inFlight());
    }

    /** As {@link #warmUp()}, by fewer at once. */
    void warmUp(int inFlight) throws InterruptedException {
        WarmUp.run(leads, inFlight, new Usage(processes()));
        awaitPublished();
    }

    /**
     * After that, has leads come at the rate of the plan until nothing of that is new, nor the page that measuring reads first. What is
     * measured follows at once: the first leads after a rest of seconds are slow again.
     */
    void settle() throws IOException, InterruptedException {
        sum(ALLOCATED, "");
        WarmUp.settle(leads, plan.rate(), new Usage(processes()));
    }

    /** Sends leads and looks what that costs. */
    Measurement measure(Load load) throws IOException, InterruptedException {
        return measure(() -> leads.run(load));
    }

    /** Sends leads to one of the nodes alone and looks what that costs. */
    Measurement measureOnly(int node, Load load) throws IOException, InterruptedException {
        LoadGenerator only =
                new LoadGenerator(vertx, List.of(bed.nodes().get(node - 1).uri()), source::request, setting.good());
        return measure(() -> only.run(load));
    }

    /** What the next leads come from. */
    Supplier<byte[]> leads() {
        return source::request;
    }

    /** Sends requests one after the other for a while; the answers that have one of these statuses are good. */
    Tally oneByOne(Supplier<byte[]> requests, Set<Integer> good) {
        List<URI> nodes = bed.nodes().stream().map(ServiceNode::uri).toList();
        return new LoadGenerator(vertx, nodes, requests, good)
                .run(new Load.Closed(1, shorter()))
                .get(0);
    }

    /** The leads that are stored, past the service. */
    Stock stock() {
        return new Stock(vertx, bed.addresses().mongodbUri());
    }

    /** The same with a back end that is away from the first to the third quarter of the time. */
    Measurement measureWithout(Target.Role role, Load load) throws IOException, InterruptedException {
        Part part = bed.parts().get(Target.of(role));
        if (part == null) {
            throw new IllegalArgumentException("there is no " + role.key() + " of this run's own");
        }
        long quarter = load.length().dividedBy(4).toMillis();
        CompletableFuture<Void> outage = CompletableFuture.runAsync(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(quarter);
                part.terminate();
                TimeUnit.MILLISECONDS.sleep(2 * quarter);
                part.start();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(role.key() + " is not back", e);
            }
        });
        Measurement measured = measure(load);
        outage.join();
        return measured;
    }

    /** Uploads for so long. */
    Measurement measureBatches() throws IOException, InterruptedException {
        BatchLoad load = new BatchLoad(
                vertx, bed.nodes().get(0).uri(), plan.credentials().token(), source::body);
        return measure(() -> load.run(plan.length()));
    }

    private Measurement measure(Supplier<List<Tally>> load) throws IOException, InterruptedException {
        Usage usage = new Usage(processes());
        double allocatedBefore = sum(ALLOCATED, "");
        Map<String, Duration> cpu = usage.cpu();
        Map<String, Duration> compilers = usage.compilers();
        List<Tally> tallies = load.get();
        return new Measurement(
                tallies,
                since(cpu, usage.cpu()),
                since(compilers, usage.compilers()),
                usage.memory(),
                sum(ALLOCATED, "") - allocatedBefore);
    }

    /**
     * Asks the bare server for the same, so that the machine of this minute is known, and for as much as goes: what a request
     * costs it at a fixed rate is mostly waking, and another time half as much again.
     */
    void compareWithBare(Figures figures, double rate) throws IOException, InterruptedException {
        LoadGenerator bare = bare();
        WarmUp.run(bare, plan.inFlight(), new Usage(processes()));
        Measurement atRate = measure(() -> bare.run(Load.Open.at(rate, shorter())));
        figures.addBare(atRate, measure(() -> bare.run(closed(shorter()))));
    }

    /** Asks the store what it takes alone. */
    void compareWithInserts(Figures figures) throws InterruptedException {
        awaitPublished();
        double inserts = Store.inserts(vertx, bed.addresses().mongodbUri(), shorter());
        figures.put("inserts-per-second", inserts).put("insert-ratio", figures.get(Scenario.LEADS) / inserts);
    }

    /**
     * Waits until Kafka has all events, at most half a minute.
     *
     * @return how many leads have events that it has not
     */
    long awaitPublished() throws InterruptedException {
        long end = System.nanoTime() + REST_LIMIT.toNanos();
        long pending = Store.pending(vertx, bed.addresses().mongodbUri());
        while (pending > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(REST_POLL.toMillis());
            pending = Store.pending(vertx, bed.addresses().mongodbUri());
        }
        return pending;
    }

    /** A process that was started anew meanwhile has what it took itself. */
    private static Map<String, Duration> since(Map<String, Duration> before, Map<String, Duration> now) {
        Map<String, Duration> times = new LinkedHashMap<>();
        now.forEach((name, time) -> {
            Duration passed = time.minus(before.getOrDefault(name, Duration.ZERO));
            times.put(name, passed.isNegative() ? time : passed);
        });
        return times;
    }

    private Map<String, List<ProcessHandle>> processes() {
        Map<String, List<ProcessHandle>> processes = new LinkedHashMap<>();
        bed.parts()
                .forEach((target, part) -> processes
                        .computeIfAbsent(
                                target.role() == Target.Role.NODE
                                        ? nodeName(target.number())
                                        : target.role().key(),
                                name -> new ArrayList<>())
                        .addAll(part.process().stream().toList()));
        servers.forEach((name, server) -> processes.put(name, List.of(server.process())));
        processes.put("generator", List.of(ProcessHandle.current()));
        return processes;
    }

    private String nodeName(int number) {
        return setting.compared() ? setting.comparison().name(number) : "service";
    }

    /** The sum of a metric over all nodes. */
    double sum(String metric, String label) throws IOException, InterruptedException {
        double sum = 0;
        for (ServiceNode node : bed.nodes()) {
            sum += Metrics.sum(node.metrics(), metric, label);
        }
        return sum;
    }

    private Path log(String name) {
        return bed.folder().resolve(name + ".log");
    }

    /** Where the logs are, once {@link #abandon} was called. */
    Path folder() {
        return bed.folder();
    }

    /** Ends all and keeps the logs. */
    void abandon() {
        end();
        bed.abandon();
    }

    @Override
    public void close() {
        end();
        bed.close();
    }

    private void end() {
        if (plan.mongodbUri().isPresent()) {
            Store.drop(vertx, bed.addresses().mongodbUri());
        }
        servers.values().forEach(ChildJvm::close);
        Awaiting.within(READY_LIMIT, vertx.close());
    }
}
