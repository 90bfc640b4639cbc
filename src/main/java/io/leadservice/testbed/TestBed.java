package io.leadservice.testbed;

import io.leadservice.config.BackEndAddresses;
import io.leadservice.embedded.LoopbackPort;
import io.leadservice.testbed.Target.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The system under test: back ends and nodes as processes of their own, on free ports and in a folder of their own. All
 * of them end with it, and with the process that made it.
 */
public final class TestBed implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Path folder;
    private final Map<Target, BackEndPart> backEnds = new LinkedHashMap<>();
    private final Map<Target, ServiceNode> nodes = new LinkedHashMap<>();
    private final BackEndAddresses addresses;
    private final Thread lastResort = new Thread(this::killAll, "kill-test-bed");

    /** Makes the folder; starts nothing yet. */
    public TestBed(BedPlan plan, Credentials credentials) throws IOException {
        folder = Files.createTempDirectory("lead-service-" + plan.name());
        Files.copy(plan.configuration(), folder.resolve(ServiceNode.CONF));
        int mongodb = LoopbackPort.free();
        int redis = LoopbackPort.free();
        int kafka = LoopbackPort.free();
        if (plan.mongodbUri().isEmpty()) {
            add(Role.MONGODB, mongodb);
        }
        add(Role.REDIS, redis);
        add(Role.KAFKA, kafka);
        addresses = new BackEndAddresses(
                plan.mongodbUri()
                        .map(uri -> RunDatabase.of(uri, folder.getFileName().toString()))
                        .orElse("mongodb://127.0.0.1:" + mongodb + "/leads"),
                "redis://127.0.0.1:" + redis,
                "127.0.0.1:" + kafka);
        List<Integer> membership = new ArrayList<>();
        for (int number = 1; number <= plan.nodes(); number++) {
            membership.add(LoopbackPort.free());
        }
        // All of them: a node that knows itself alone would make a cluster of its own when it comes back.
        String members = membership.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int number = 1; number <= plan.nodes(); number++) {
            nodes.put(
                    new Target(Role.NODE, number),
                    node(plan, number, credentials, membership.get(number - 1), members));
        }
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    private void add(Role role, int port) {
        backEnds.put(Target.of(role), new BackEndPart(role, port, folder.resolve(role.key())));
    }

    private ServiceNode node(BedPlan plan, int number, Credentials credentials, int membership, String members) {
        Map<String, String> env = new HashMap<>();
        env.put("APP_ENV", "development");
        env.put("NODE_ENV", "development");
        env.put("LEAD_HTTP_HOST", "127.0.0.1");
        env.put("LEAD_MANAGEMENT_HOST", "127.0.0.1");
        env.put("MONGODB_URI", addresses.mongodbUri());
        env.put("REDIS_URL", addresses.redisUri());
        env.put("KAFKA_BROKERS", addresses.kafkaBrokers());
        env.put("ENCRYPTION_KEY", credentials.encryptionKey());
        env.put("JWT_SECRET", credentials.jwtSecret());
        env.put("DATA_DIR", folder.toString());
        env.put("LEAD_CLUSTER_NAME", folder.getFileName().toString());
        env.put("LEAD_CLUSTER_PORT", Integer.toString(membership));
        env.put("LEAD_CLUSTER_MEMBERS", members);
        env.putAll(plan.envOf(number));
        return new ServiceNode(env, plan.jvm(), plan.clustered(), folder, LoopbackPort.free(), LoopbackPort.free());
    }

    /** Starts the back ends side by side, then the nodes. */
    public void start() throws IOException, InterruptedException {
        startAll(backEnds.values());
        startAll(nodes.values());
    }

    /** Stops every node as an operator does and starts it in a new process. */
    public void renewNodes() throws IOException, InterruptedException {
        for (ServiceNode node : nodes.values()) {
            node.terminate();
        }
        startAll(nodes.values());
    }

    /** Waits until every node can take leads, at most so long. */
    public void awaitReady(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!nodes.values().stream().allMatch(ServiceNode::ready) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    private static void startAll(Iterable<? extends Part> parts) throws IOException {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        parts.forEach(part -> starts.add(CompletableFuture.runAsync(() -> start(part))));
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("the system under test does not start: " + cause.getMessage(), e);
        }
    }

    private static void start(Part part) {
        try {
            part.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** All that faults can strike. */
    public Map<Target, Part> parts() {
        Map<Target, Part> all = new LinkedHashMap<>(backEnds);
        all.putAll(nodes);
        return all;
    }

    /** In the order of their numbers. */
    public List<ServiceNode> nodes() {
        return List.copyOf(nodes.values());
    }

    /** Of the back ends, for whoever asks them directly. */
    public BackEndAddresses addresses() {
        return addresses;
    }

    /** Where logs and data are. */
    public Path folder() {
        return folder;
    }

    /** Kills every process and keeps the folder, for whoever wants to know what happened. */
    public void abandon() {
        killAll();
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    /** Kills every process and removes the folder. */
    @Override
    public void close() {
        abandon();
        delete(folder);
    }

    private void killAll() {
        nodes.values().stream().filter(ServiceNode::runs).forEach(TestBed::kill);
        backEnds.values().stream().filter(BackEndPart::runs).forEach(TestBed::kill);
    }

    private static void kill(Part part) {
        try {
            part.kill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
