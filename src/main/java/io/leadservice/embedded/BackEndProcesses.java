package io.leadservice.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The back ends of one data directory as processes of their own, that outlive the one that starts them and can be
 * shared. Every method blocks; names are mongodb, redis and kafka.
 */
public final class BackEndProcesses {

    /** A broker has little to do for a lead. */
    private static final List<String> FOR_KAFKA = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /**
     * The document store takes half as long for a lead with both compilers; at these thresholds, those of a service, the optimising
     * one is paid for within a minute. A full collection of the serial collector stops it for a quarter of a second, and with small
     * regions G1 goes over the whole heap for each large buffer that is written (ADR 61).
     */
    private static final List<String> FOR_MONGODB = List.of(
            "-XX:+UseG1GC",
            "-XX:G1HeapRegionSize=8m",
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000");

    /** Whether Linux gives larger pages of memory to who asks; other systems have no such file. */
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path dataDir;
    private final Path run;

    /** For the back ends of this data directory. */
    public BackEndProcesses(Path dataDir) {
        this.dataDir = dataDir.toAbsolutePath();
        this.run = this.dataDir.resolve("run");
    }

    /**
     * Starts those that do not run, all at once, and waits until every one answers. Two calls at the same time, from two
     * processes too, go one after the other.
     *
     * @param ports by name
     * @throws IllegalStateException naming the back end and what is wrong: a taken port, a folder in use, no answer
     */
    public void up(Map<String, Integer> ports) throws IOException, InterruptedException {
        FolderLock.shared(dataDir).close();
        Files.createDirectories(run);
        try (FileChannel channel =
                FileChannel.open(run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // until the channel is closed
            for (Map.Entry<String, Integer> wanted : ports.entrySet()) {
                check(wanted.getKey(), wanted.getValue());
            }
            for (Map.Entry<String, Integer> wanted : ports.entrySet()) {
                if (running(wanted.getKey()).isEmpty()) {
                    launch(wanted.getKey(), wanted.getValue());
                }
            }
            long end = System.nanoTime() + START_LIMIT.toNanos();
            for (Map.Entry<String, Integer> wanted : ports.entrySet()) {
                awaitAnswer(wanted.getKey(), wanted.getValue(), end);
            }
        }
    }

    private void check(String name, int port) {
        boolean runs = running(name).isPresent();
        if (runs && port(name) != port) {
            throw new IllegalStateException(name + " runs already, on port " + port(name) + " and not " + port);
        }
        if (!runs && !LoopbackPort.isFree(port)) {
            throw new IllegalStateException("port " + port + " for " + name + " is taken by another program");
        }
    }

    private void awaitAnswer(String name, int port, long end) throws IOException, InterruptedException {
        while (!probe(name).answers(port)) {
            if (running(name).isEmpty() || System.nanoTime() > end) {
                down(name);
                throw new IllegalStateException(name + " did not start; its log is " + log(name));
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** The process of this back end, if it lives. */
    public Optional<ProcessHandle> running(String name) {
        return PidFile.read(pidFile(name), name.equals("redis") ? "redis-server" : "java");
    }

    /** Whether it lives and replies to a request. */
    public boolean answers(String name) {
        return running(name).isPresent() && probe(name).answers(port(name));
    }

    /** The port that it was started on, or 0. */
    public int port(String name) {
        try {
            return Integer.parseInt(Files.readString(portFile(name)).strip());
        } catch (IOException | NumberFormatException absent) {
            return 0;
        }
    }

    /** Terminates it, by force after 20 seconds; nothing happens when it does not run. */
    public void down(String name) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = running(name);
        if (process.isPresent()) {
            process.get().destroy();
            try {
                process.get().onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                process.get().destroyForcibly();
            }
        }
        Files.deleteIfExists(pidFile(name));
        Files.deleteIfExists(portFile(name));
    }

    private void launch(String name, int port) throws IOException {
        Files.createDirectories(run);
        List<String> command = new ArrayList<>();
        // without a terminal of its own it would end with the shell's
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.addAll(command(name, port));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
                .start();
        Files.writeString(portFile(name), port + "\n");
        Files.writeString(pidFile(name), process.pid() + "\n");
    }

    private List<String> command(String name, int port) throws IOException {
        if (name.equals("redis")) {
            return RedisCommand.of(dataDir.resolve("redis"), port);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx768m", "-XX:MetaspaceSize=96m", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(name.equals("kafka") ? FOR_KAFKA : FOR_MONGODB);
        if (name.equals("mongodb") && givesHugePages()) {
            command.add("-XX:+UseTransparentHugePages");
        }
        command.addAll(ClassArchive.options());
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add((name.equals("kafka") ? KafkaProcess.class : MongoProcess.class).getName());
        command.addAll(List.of(dataDir.toString(), Integer.toString(port)));
        return command;
    }

    private static boolean givesHugePages() throws IOException {
        return Files.isReadable(HUGE_PAGES) && !Files.readString(HUGE_PAGES).contains("[never]");
    }

    private static Probe probe(String name) {
        return switch (name) {
            case "mongodb" -> Probe.MONGODB;
            case "redis" -> Probe.REDIS;
            case "kafka" -> Probe.KAFKA;
            default -> throw new IllegalArgumentException("no back end " + name + ": mongodb, redis or kafka");
        };
    }

    private Path pidFile(String name) {
        return run.resolve(name + ".pid");
    }

    private Path portFile(String name) {
        return run.resolve(name + ".port");
    }

    private Path log(String name) {
        return run.resolve(name + ".log");
    }
}
