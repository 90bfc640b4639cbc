package io.leadservice.testbed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A node of the service as a process of its own, always on the same ports. A start that fails, as for a database that is
 * away, is repeated: that is what the supervisor of a real node does; a node that never answered is given up soon. Its log goes to a
 * file.
 */
public final class ServiceNode implements Part {

    /** By name: the commands know the harness, so it cannot know them. */
    private static final String MAIN = "io.leadservice.cli.LeadCommand";

    /** Its configuration, in its folder: that of the checkout may change while a run lasts. */
    static final String CONF = "lead-service.yaml";

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);
    /** So often one is started that never answered yet: its ports may be another program's for a moment. */
    private static final int FIRST_STARTS = 3;

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PROBE_LIMIT)
            .build();
    private final Map<String, String> env;
    private final NodeJvm jvm;
    private final boolean clustered;
    private final Path log;
    private final Path conf;
    private final int port;
    private final int managementPort;
    private volatile @Nullable Process process;
    private volatile boolean lived;

    /** @param env all that the node is told besides its ports and data folder */
    ServiceNode(Map<String, String> env, NodeJvm jvm, boolean clustered, Path folder, int port, int managementPort) {
        this.env = Map.copyOf(env);
        this.jvm = jvm;
        this.clustered = clustered;
        this.log = folder.resolve("node-" + port + ".log");
        this.conf = folder.resolve(CONF);
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Where it takes leads, without the path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Its metrics in Prometheus' text format. */
    public String metrics() throws IOException, InterruptedException {
        return http.send(request("/metrics"), BodyHandlers.ofString()).body();
    }

    /** Rescales a stage, and waits until so many instances run. */
    public void scale(String stage, int instances) throws IOException, InterruptedException {
        HttpRequest change = HttpRequest.newBuilder(management("/admin/stages/" + stage))
                .timeout(PROBE_LIMIT)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"instances\":" + instances + "}"))
                .build();
        HttpResponse<String> answer = http.send(change, BodyHandlers.ofString());
        if (answer.statusCode() != ACCEPTED) {
            throw new IOException("a node does not rescale " + stage + ": " + answer.statusCode());
        }
        long end = System.nanoTime() + STOP_LIMIT.toNanos();
        String wanted = "stage_instances{stage=\"" + stage + "\"} " + instances;
        while (metrics().lines().noneMatch(line -> line.startsWith(wanted))) {
            if (System.nanoTime() > end) {
                throw new IOException("a node does not rescale " + stage + " in time; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
    }

    @Override
    public void start() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        Process started = launch();
        int starts = 1;
        while (!live()) {
            if (System.nanoTime() > end) {
                throw new IOException("a node does not answer; its log is " + log);
            }
            if (!started.isAlive()) {
                // What lived before waits for what is away; what never did is refused for its options.
                if (!lived && starts == FIRST_STARTS) {
                    throw new IOException("a node does not start; its log is " + log);
                }
                started = launch();
                starts++;
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        lived = true;
    }

    private Process launch() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "--conf", conf.toString()));
        if (clustered) {
            arguments.add("--cluster");
        }
        Map<String, String> told = new HashMap<>(env);
        told.put("PORT", Integer.toString(port));
        told.put("MANAGEMENT_PORT", Integer.toString(managementPort));
        Process started = ChildJvm.launch(MAIN, jvm, arguments, told, log);
        process = started;
        return started;
    }

    /** Whether it answers at all. */
    public boolean live() {
        return answers("/health/live");
    }

    /** Whether it can take leads. */
    @Override
    public boolean ready() {
        return answers("/health/ready");
    }

    private boolean answers(String path) {
        try {
            return http.send(request(path), BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(management(path)).timeout(PROBE_LIMIT).build();
    }

    private URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    @Override
    public void kill() throws IOException, InterruptedException {
        running().destroyForcibly();
        awaitEnd(running());
    }

    @Override
    public int terminate() throws IOException, InterruptedException {
        running().destroy();
        return awaitEnd(running());
    }

    private int awaitEnd(Process ending) throws IOException, InterruptedException {
        if (!ending.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("a node does not stop; its log is " + log);
        }
        return ending.exitValue();
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        ProcessSignal.STOP.send(running().toHandle());
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        ProcessSignal.CONT.send(running().toHandle());
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).filter(Process::isAlive).map(Process::toHandle);
    }

    boolean runs() {
        return process().isPresent();
    }

    private Process running() throws IOException {
        Process known = process;
        if (known == null) {
            throw new IOException("the node was never started");
        }
        return known;
    }
}
