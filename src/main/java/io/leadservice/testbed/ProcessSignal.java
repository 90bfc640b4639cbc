package io.leadservice.testbed;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals that the JDK cannot send, by the shell's own {@code kill}. */
enum ProcessSignal {
    STOP,
    CONT;

    private static final int LIMIT_SECONDS = 10;

    /** Sends it to one process. */
    void send(ProcessHandle process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("signal " + name() + " was not sent to process " + process.pid());
        }
    }
}
