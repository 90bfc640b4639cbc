package io.leadservice.backup;

/** Told how far a backup or a restore is. */
public interface Progress {

    /** @param total how many documents there are, as far as that is known */
    void tell(String step, long done, long total);
}
