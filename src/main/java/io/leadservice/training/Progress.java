package io.leadservice.training;

/** Is told how far a training is; called from several threads. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = (step, share) -> {};

    /**
     * @param step what is being done
     * @param share of all work that is done, 0 to 1
     */
    void tell(String step, double share);
}
