package io.leadservice.bench;

import io.leadservice.testbed.Progress;
import java.io.IOException;

/** Runs scenarios. Blocks. */
public final class Bench {

    private Bench() {}

    /**
     * Starts a service and its back ends, warms it up, and measures.
     *
     * @throws IOException if something does not start
     */
    public static BenchReport run(Scenario scenario, BenchPlan plan, Progress progress)
            throws IOException, InterruptedException {
        Stand stand = new Stand(plan, scenario.setting(), progress);
        Figures figures = new Figures();
        try {
            progress.tell(scenario.key() + ": starting", 0);
            stand.start();
            progress.tell(scenario.key() + ": warming up", 0.1);
            scenario.warmUp(stand);
            progress.tell(scenario.key() + ": measuring", 0.3);
            scenario.run(stand, figures);
            progress.tell(scenario.key(), 1);
        } catch (IOException | InterruptedException | RuntimeException e) {
            stand.abandon();
            progress.say("logs: " + stand.folder());
            throw e;
        }
        stand.close();
        return new BenchReport(scenario, plan, figures);
    }
}
