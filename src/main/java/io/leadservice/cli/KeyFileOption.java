package io.leadservice.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the data keys of a backup lie. */
final class KeyFileOption {

    private static final String NAME = "leads.keys";

    @Option(
            names = "--keys",
            paramLabel = "KEYFILE",
            description = "The file of the leads' data keys. Default: " + NAME + " in the folder of FILE.")
    private Optional<Path> keys = Optional.empty();

    /** @param file the backup; without one it is the working folder */
    Path path(Optional<Path> file) {
        return keys.orElseGet(
                () -> file.map(backup -> backup.resolveSibling(NAME)).orElseGet(() -> Path.of(NAME)));
    }
}
