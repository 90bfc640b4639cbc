package io.leadservice.embedded;

import java.nio.file.Path;

/** MongoDB's stand-in as a process of its own, until it is terminated. Arguments: the data directory, the port. */
public final class MongoProcess {

    private MongoProcess() {}

    /** Holds a share of the data directory's lock for as long as it runs. */
    public static void main(String[] args) throws Exception {
        Path dataDir = Path.of(args[0]);
        FolderLock lock = FolderLock.shared(dataDir);
        MongoBackEnd backEnd = MongoBackEnd.start(dataDir.resolve("mongodb"), Integer.parseInt(args[1]));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            backEnd.close();
                            lock.close();
                        },
                        "stop-mongodb"));
        Thread.currentThread().join();
    }
}
