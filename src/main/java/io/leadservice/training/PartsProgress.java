package io.leadservice.training;

import java.util.Arrays;

/** Sums up how far trainings of several parts are that run at the same time. */
final class PartsProgress {

    private final Progress progress;
    private final double[] shares;

    PartsProgress(Progress progress, int parts) {
        this.progress = progress;
        shares = new double[parts];
    }

    /** For the training of one part. */
    Progress of(int part) {
        return (step, share) -> tell(part, step, share);
    }

    private synchronized void tell(int part, String step, double share) {
        shares[part] = share;
        progress.tell(step, Arrays.stream(shares).average().orElse(0));
    }
}
