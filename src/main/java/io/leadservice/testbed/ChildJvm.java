package io.leadservice.testbed;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process with the class path of this one. It ends when it is closed. */
public final class ChildJvm implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /**
     * Starts a server of the development jar and waits until its port is open.
     *
     * @param main its class; its argument is the port
     * @param log what it prints goes there
     */
    public static ChildJvm server(Class<?> main, NodeJvm jvm, int port, Path log)
            throws IOException, InterruptedException {
        ChildJvm child = new ChildJvm(launch(main.getName(), jvm, List.of(Integer.toString(port)), Map.of(), log));
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isOpen(port)) {
            if (!child.process.isAlive() || System.nanoTime() > end) {
                child.close();
                throw new IOException(main.getSimpleName() + " does not start; its log is " + log);
            }
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        return child;
    }

    /**
     * Starts a main class; nothing named LEAD_ is inherited but the home of the checkout.
     *
     * @param env {@code LEAD_JAVA_OPTS} in it goes to the JVM, as with {@code bin/lead}
     */
    static Process launch(String main, NodeJvm jvm, List<String> arguments, Map<String, String> env, Path log)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm.options());
        command.addAll(options(env.getOrDefault("LEAD_JAVA_OPTS", "")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("LEAD_") && !name.equals("LEAD_HOME"));
        builder.environment().putAll(env);
        return builder.start();
    }

    private static List<String> options(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** The process, for whoever measures it. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
