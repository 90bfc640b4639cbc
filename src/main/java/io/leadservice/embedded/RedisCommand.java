package io.leadservice.embedded;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** How a redis-server is called: the machine's own when there is one, else the one that embedded-redis brings. */
final class RedisCommand {

    private RedisCommand() {}

    /** The command line of a server that keeps every write in an append-only file in this folder. */
    static List<String> of(Path folder, int port) throws IOException {
        Path absolute = Files.createDirectories(folder).toAbsolutePath();
        return List.of(
                executable(absolute).getAbsolutePath(),
                "--bind",
                LoopbackPort.HOST,
                "--port",
                Integer.toString(port),
                "--dir",
                absolute.toString(),
                "--pidfile",
                pidFile(absolute).toString(),
                "--appendonly",
                "yes",
                "--save",
                "");
    }

    /** Where a running server writes its process id; it removes the file when it ends orderly. */
    static Path pidFile(Path folder) {
        return folder.toAbsolutePath().resolve("redis.pid");
    }

    private static File executable(Path folder) throws IOException {
        try {
            return ExecutableProvider.newExecutableInPath("redis-server").get();
        } catch (FileNotFoundException absent) {
            Path bundled = Files.createDirectories(folder.resolve("bin"));
            return ExecutableProvider.newJarResourceProvider(bundled.toFile()).get();
        }
    }
}
