package io.leadservice.testbed;

import java.nio.file.Path;
import java.util.List;
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
 * @param env what the nodes are told besides: the first one, the second one; the last is for all further ones
 */
public record BedPlan(
        String name,
        int nodes,
        boolean clustered,
        Path configuration,
        Optional<String> mongodbUri,
        NodeJvm jvm,
        List<Map<String, String>> env) {

    public BedPlan {
        env = List.copyOf(env);
    }

    /** @param number from 1 on */
    Map<String, String> envOf(int number) {
        return env.isEmpty() ? Map.of() : env.get(Math.min(number, env.size()) - 1);
    }
}
