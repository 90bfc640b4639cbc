package io.leadservice.embedded;

import java.nio.file.Path;

/** Kafka as a process of its own, until it is terminated. Arguments: the data directory, the port. */
public final class KafkaProcess {

    private KafkaProcess() {}

    /** Holds a share of the data directory's lock for as long as it runs. */
    public static void main(String[] args) throws Exception {
        Path dataDir = Path.of(args[0]);
        FolderLock lock = FolderLock.shared(dataDir);
        KafkaBackEnd backEnd = KafkaBackEnd.start(dataDir.resolve("kafka"), Integer.parseInt(args[1]));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            backEnd.close();
                            lock.close();
                        },
                        "stop-kafka"));
        Thread.currentThread().join();
    }
}
