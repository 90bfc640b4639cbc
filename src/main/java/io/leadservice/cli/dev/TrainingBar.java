package io.leadservice.cli.dev;

import io.leadservice.training.Progress;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows on a terminal how far a training is. */
final class TrainingBar implements Progress, AutoCloseable {

    private static final long PERCENT = 100;

    private final ProgressBar bar;

    TrainingBar() {
        ProgressBarBuilder builder =
                new ProgressBarBuilder().setTaskName("training").setInitialMax(PERCENT);
        if (System.getenv("LEAD_TERMINAL") == null) {
            builder.setConsumer(new DelegatingProgressBarConsumer(text -> {}));
        }
        bar = builder.build();
    }

    @Override
    public void tell(String step, double share) {
        bar.setExtraMessage(step).stepTo(Math.round(PERCENT * share));
    }

    @Override
    public void close() {
        bar.close();
    }
}
