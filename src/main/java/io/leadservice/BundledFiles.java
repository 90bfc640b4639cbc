package io.leadservice;

import io.leadservice.config.ValidationConfig;
import io.leadservice.scoring.Models;
import io.leadservice.validation.Contract;
import io.leadservice.validation.Rules;

/**
 * What is part of this program and the same under every configuration: schemas, tables of public facts, models. Reading it
 * keeps a core busy for several 100 ms, so a start begins with it and reads its configuration meanwhile.
 */
public final class BundledFiles {

    private BundledFiles() {}

    /** Begins to read on a thread of its own; whoever needs a file before it is read waits for it. */
    public static void readAhead() {
        Thread reader = new Thread(BundledFiles::read, "bundled-files");
        reader.setDaemon(true);
        reader.start();
    }

    private static void read() {
        Contract.load();
        Models.bundled();
        Rules.load(ValidationConfig.standard());
    }
}
