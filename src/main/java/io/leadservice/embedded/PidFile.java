package io.leadservice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Files that hold a process id, read with care: the id may belong to another program by now. */
final class PidFile {

    // The start of a process is known to a hundredth of a second, that of a file to the file system's precision.
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private PidFile() {}

    /** The process in the file if it lives, runs this program and did not start after the file was written. */
    static Optional<ProcessHandle> read(Path file, String program) {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            long pid = Long.parseLong(Files.readString(file).strip());
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> runs(process, program))
                    .filter(process -> startedBefore(process, written.plus(TOLERANCE)));
        } catch (IOException | NumberFormatException absentOrForeign) {
            return Optional.empty();
        }
    }

    private static boolean runs(ProcessHandle process, String program) {
        return process.info()
                .command()
                .map(command -> String.valueOf(Path.of(command).getFileName()))
                // setsid becomes the program a moment after its start
                .filter(name -> name.startsWith(program) || name.equals("setsid"))
                .isPresent();
    }

    private static boolean startedBefore(ProcessHandle process, Instant limit) {
        return process.info().startInstant().map(limit::isAfter).orElse(true);
    }
}
