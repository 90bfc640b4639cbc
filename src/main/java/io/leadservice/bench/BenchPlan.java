package io.leadservice.bench;

import io.leadservice.testbed.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a scenario is run.
 *
 * @param length of what is measured
 * @param rate leads a second, of the scenarios with a fixed rate
 * @param inFlight posts at once, of the scenarios without
 * @param configuration file of the nodes; they get a copy of it
 * @param mongodbUri a MongoDB to use instead of the embedded one; it gets a database for the run
 * @param credentials of the nodes
 * @param otherJavaOptions of one of two nodes, of the scenario that compares them; blank for none
 * @param tokens of the clients that post in turn: one alone would come upon its rate limit
 */
public record BenchPlan(
        Duration length,
        int rate,
        int inFlight,
        Path configuration,
        Optional<String> mongodbUri,
        Credentials credentials,
        String otherJavaOptions,
        List<String> tokens) {

    private static final int LONGEST_MINUTES = 60;
    private static final int MAX_RATE = 100_000;
    private static final int MAX_IN_FLIGHT = 1_000;

    public BenchPlan {
        tokens = List.copyOf(tokens);
        require(
                length.toSeconds() >= 1 && length.toMinutes() < LONGEST_MINUTES,
                "a measurement takes 1 s to " + LONGEST_MINUTES + " min");
        require(rate >= 1 && rate <= MAX_RATE, "the rate is 1 to " + MAX_RATE + " leads a second");
        require(inFlight >= 1 && inFlight <= MAX_IN_FLIGHT, "in flight are 1 to " + MAX_IN_FLIGHT + " posts");
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
