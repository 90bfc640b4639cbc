package io.leadservice.testbed;

import io.leadservice.embedded.ClassArchive;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** With which options nodes are started. */
public enum NodeJvm {
    /** For a process that lives for a minute, on a machine that it shares with six others. */
    SHORT_LIVED {
        @Override
        List<String> options() {
            List<String> options = new ArrayList<>(
                    List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:MetaspaceSize=128m"));
            options.addAll(ClassArchive.options());
            ownOptions().stream()
                    .filter(option -> NATIVE_ACCESS.stream().anyMatch(option::startsWith))
                    .forEach(options::add);
            return options;
        }
    },
    /** Those of this process, which {@code bin/lead} gives every service. */
    AS_THIS {
        @Override
        List<String> options() {
            return ownOptions();
        }
    };

    private static final List<String> NATIVE_ACCESS = List.of("--enable-native-access", "--sun-misc");

    abstract List<String> options();

    private static List<String> ownOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }
}
