package io.leadservice.torture;

import io.leadservice.testbed.BedPlan;
import io.leadservice.testbed.NodeJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run does. Equal plans draw equal schedules and payloads.
 *
 * @param seed of all that is drawn
 * @param length for how long leads are sent
 * @param rate leads a second
 * @param nodes service nodes
 * @param faults how many, of a course that is drawn
 * @param course which kind of faults
 * @param clustered whether the nodes join each other; else each is a service of its own over the same back ends
 * @param configuration file of the nodes; they get a copy of it
 * @param mongodbUri a MongoDB to use instead of the embedded one; it is never broken, and gets a database for the run
 */
public record Plan(
        long seed,
        Duration length,
        int rate,
        int nodes,
        int faults,
        Course course,
        boolean clustered,
        Path configuration,
        Optional<String> mongodbUri) {

    private static final int MAX_NODES = 8;
    private static final int MAX_RATE = 10_000;
    private static final int MAX_FAULTS = 1_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    public Plan {
        require(length.toSeconds() >= 1 && length.compareTo(LONGEST) <= 0, "a run takes 1 s to 24 h");
        require(rate >= 1 && rate <= MAX_RATE, "the rate is 1 to " + MAX_RATE + " leads a second");
        require(nodes >= 1 && nodes <= MAX_NODES, "there are 1 to " + MAX_NODES + " nodes");
        require(faults >= 0 && faults <= MAX_FAULTS, "there are 0 to " + MAX_FAULTS + " faults");
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    /** What is started for it. */
    BedPlan bed() {
        return new BedPlan("torture", nodes, clustered, configuration, mongodbUri, NodeJvm.SHORT_LIVED, List.of());
    }

    /** The call that repeats the run. */
    String command() {
        return "bin/lead torture --seed " + seed + " --seconds " + length.toSeconds() + " --rate " + rate + " --nodes "
                + nodes + (course == Course.RANDOM ? " --faults " + faults : " --course " + course)
                + (clustered ? " --cluster" : "");
    }
}
