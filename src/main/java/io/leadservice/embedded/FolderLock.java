package io.leadservice.embedded;

import io.leadservice.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a data folder. Back ends inside a process hold it alone; the separate processes of {@code bin/lead
 * backends} share it among themselves. The operating system frees it with the process, however that ends.
 */
final class FolderLock implements AutoCloseable {

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the folder for this process alone. */
    static FolderLock exclusive(Path folder) {
        return take(folder, false);
    }

    /** Takes the folder together with others that share it. */
    static FolderLock shared(Path folder) {
        return take(folder, true);
    }

    private static FolderLock take(Path folder, boolean shared) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel, shared) == null) {
                channel.close();
                throw inUse(folder);
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new ConfigException(List.of("data-dir (DATA_DIR) is '" + folder + "', but cannot be used: " + e));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** What is said when somebody else has the folder. */
    static IllegalStateException inUse(Path folder) {
        return new IllegalStateException("the data directory " + folder + " is in use by another process; set DATA_DIR,"
                + " or share one set of back ends: bin/lead backends up");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the data directory was not released", e);
        }
    }
}
