package io.leadservice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CPU time and memory of the processes that take part, and the CPU time of the whole machine where Linux tells it. */
final class Usage {

    private static final Path MACHINE = Path.of("/proc/stat");
    /** USER_HZ, which is 100 wherever Linux runs Java. */
    private static final long MILLIS_IN_TICK = 10;
    /** Of the line "cpu": name, user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final List<Integer> BUSY = List.of(1, 2, 3, 6, 7);

    /** As the kernel names the threads of HotSpot's compilers. */
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler.*");
    /** Of what stands behind a thread's name in its stat file. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;

    static final String MACHINE_NAME = "machine";

    private final Map<String, List<ProcessHandle>> processes;

    /** @param processes by what they are */
    Usage(Map<String, List<ProcessHandle>> processes) {
        this.processes = new LinkedHashMap<>(processes);
    }

    /** User and system time of each until now, by name. */
    Map<String, Duration> cpu() {
        Map<String, Duration> times = new TreeMap<>();
        processes.forEach((name, handles) -> times.put(
                name,
                handles.stream()
                        .flatMap(handle -> handle.info().totalCpuDuration().stream())
                        .reduce(Duration.ZERO, Duration::plus)));
        times.put(MACHINE_NAME, machine());
        return times;
    }

    /** What the JIT compilers of each took of that, where Linux tells it. */
    Map<String, Duration> compilers() {
        Map<String, Duration> times = new TreeMap<>();
        processes.forEach((name, handles) ->
                times.put(name, handles.stream().map(Usage::compilers).reduce(Duration.ZERO, Duration::plus)));
        return times;
    }

    /** Resident memory of each in MiB. */
    Map<String, Long> memory() {
        return processes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .mapToLong(Usage::residentMebibytes)
                                .sum(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Duration machine() {
        try {
            String[] fields = Files.readAllLines(MACHINE).get(0).split("\\s+");
            long ticks = BUSY.stream()
                    .mapToLong(field -> Long.parseLong(fields[field]))
                    .sum();
            return Duration.ofMillis(ticks * MILLIS_IN_TICK);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static Duration compilers(ProcessHandle process) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            long ticks = threads.mapToLong(Usage::ticksOfCompiler).sum();
            return Duration.ofMillis(ticks * MILLIS_IN_TICK);
        } catch (IOException e) {
            return Duration.ZERO;
        }
    }

    private static long ticksOfCompiler(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            int nameEnd = stat.lastIndexOf(')');
            if (!COMPILER.matcher(stat.substring(stat.indexOf('(') + 1, nameEnd))
                    .matches()) {
                return 0;
            }
            String[] fields = stat.substring(nameEnd + 2).split(" ");
            return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        } catch (IOException e) { // the thread has ended
            return 0;
        }
    }

    private static long residentMebibytes(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("vmrss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
