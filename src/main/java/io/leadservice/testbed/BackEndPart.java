package io.leadservice.testbed;

import io.leadservice.embedded.BackEndProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A back end as a process of its own, always on the same port and data. */
final class BackEndPart implements Part {

    private static final int GONE_SECONDS = 30;
    private static final int STARTS = 2;

    private final String name;
    private final int port;
    private final BackEndProcesses processes;

    /** @param folder of its own: back ends that share one wait for each other's starts */
    BackEndPart(Target.Role role, int port, Path folder) {
        this.name = role.key();
        this.port = port;
        this.processes = new BackEndProcesses(folder);
    }

    @Override
    public void start() throws IOException, InterruptedException {
        for (int left = STARTS; ; left--) {
            try {
                processes.up(Map.of(name, port));
                return;
            } catch (IllegalStateException e) {
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    /** Its start waits for that. */
    @Override
    public boolean ready() {
        return process().isPresent();
    }

    @Override
    public void kill() throws IOException, InterruptedException {
        ProcessHandle process = running();
        process.destroyForcibly();
        try {
            process.onExit().get(GONE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(name + " survives kill -9", e);
        }
    }

    @Override
    public int terminate() throws IOException, InterruptedException {
        processes.down(name);
        return 0;
    }

    @Override
    public void pause() throws IOException, InterruptedException {
        ProcessSignal.STOP.send(running());
    }

    @Override
    public void resume() throws IOException, InterruptedException {
        ProcessSignal.CONT.send(running());
    }

    @Override
    public Optional<ProcessHandle> process() {
        return processes.running(name);
    }

    boolean runs() {
        return process().isPresent();
    }

    private ProcessHandle running() throws IOException {
        return process().orElseThrow(() -> new IOException(name + " does not run"));
    }
}
