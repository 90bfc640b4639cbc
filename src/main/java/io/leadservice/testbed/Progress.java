package io.leadservice.testbed;

/** Told how a run goes on, from several threads. */
public interface Progress {

    /** @param share of the whole run that is done, 0 to 1 */
    void tell(String step, double share);

    /** Something happened that the reader of the run's protocol wants to know. */
    void say(String line);
}
