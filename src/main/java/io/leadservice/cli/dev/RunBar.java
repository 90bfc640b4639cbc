package io.leadservice.cli.dev;

import io.leadservice.testbed.Progress;
import java.io.PrintWriter;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows on a terminal how far a run of several processes is, and prints what happens in it. Thread-safe. */
final class RunBar implements Progress, AutoCloseable {

    private static final long PERCENT = 100;

    private final PrintWriter out;
    private final ProgressBar bar;

    /** @param out for what happens; the bar goes to standard error, if that is a terminal */
    RunBar(String name, PrintWriter out, Map<String, String> env) {
        this.out = out;
        ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName(name).setInitialMax(PERCENT);
        if (!env.containsKey("LEAD_TERMINAL")) {
            builder.setConsumer(new DelegatingProgressBarConsumer(text -> {}));
        }
        bar = builder.build();
    }

    @Override
    public void tell(String step, double share) {
        bar.setExtraMessage(step).stepTo(Math.round(PERCENT * share));
    }

    @Override
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public void close() {
        bar.close();
    }
}
