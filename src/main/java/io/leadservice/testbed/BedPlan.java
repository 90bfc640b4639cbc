package io.leadservice.testbed;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is started.
 *
 * @param name of the bed's folder
 * @param nodes service nodes
 * @param clustered whether the nodes join each other; else each is a service of its own over the same back ends
 * @param configuration file of the nodes; they get a copy of it
 * @param mongodbUri a MongoDB to use instead of the embedded one; it is never broken, and gets a database for the run
 * @param jvm of the nodes
 * @param env what the nodes are told besides
 */
public record BedPlan(
        String name,
        int nodes,
        boolean clustered,
        Path configuration,
        Optional<String> mongodbUri,
        NodeJvm jvm,
        Map<String, String> env) {

    public BedPlan {
        env = Map.copyOf(env);
    }
}
