package io.leadservice.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.embedded.RedisServer;

/**
 * A real Redis server as a child process: the machine's own {@code redis-server}, or else the one that the embedded-redis
 * library brings. It keeps an append-only file, so its data survive.
 */
final class RedisBackEnd implements BackEnd {

    private final RedisServer server;
    private final int port;

    private RedisBackEnd(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    static RedisBackEnd start(Path folder, int port) throws IOException {
        Files.createDirectories(folder);
        var builder = RedisServer.newRedisServer().port(port);
        Optional<File> installed = installed();
        if (installed.isPresent()) {
            builder.executableProvider(installed::get);
        }
        for (String setting : settings(folder)) {
            builder.setting(setting);
        }
        RedisServer server = builder.build();
        server.start();
        return new RedisBackEnd(server, port);
    }

    static List<String> settings(Path folder) {
        return List.of("bind 127.0.0.1", "dir " + folder.toAbsolutePath(), "appendonly yes", "maxmemory 64mb");
    }

    /** The machine's own server. */
    static Optional<File> installed() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, "redis-server"))
                .filter(File::canExecute)
                .findFirst();
    }

    @Override
    public String address() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (IOException e) {
            throw new IllegalStateException("Redis did not stop", e);
        }
    }
}
