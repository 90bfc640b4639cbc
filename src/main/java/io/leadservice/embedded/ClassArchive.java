package io.leadservice.embedded;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The archive of classes that {@code bin/lead} starts this process with: it serves every process of the same class path. */
public final class ClassArchive {

    /** An archive is taken only by a JVM with the headers and the modules that it was made with. */
    private static final List<String> OPTIONS = List.of(
            "-XX:SharedArchiveFile",
            "-Xlog:cds",
            "-XX:AOTCache=",
            "-Xlog:aot",
            "-XX:+UseCompactObjectHeaders",
            "--add-");

    private ClassArchive() {}

    /** This process's options that have a JVM use it; empty without one. */
    public static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> OPTIONS.stream().anyMatch(option::startsWith))
                .toList();
    }
}
