package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.VertxInternal;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortIT {

    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** As the service's: with Java's own sockets a closed port takes connections until its event loop goes round again. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));

    @AfterEach
    void close() {
        join(vertx.close());
    }

    @Test
    void aRequestOnItsWayIsAnsweredThoughThePortIsClosed() throws Exception {
        // Given a connection that the server has, since it was answered once
        Port port = new Port();
        HttpServer server = join(vertx.createHttpServer()
                .requestHandler(request -> request.response().end("well"))
                .connectionHandler(port::connected)
                .listen(0, "127.0.0.1"));
        port.opened();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            assertThat(answer(client)).endsWith("well");

            // When the port is closed
            CompletableFuture<Void> closed = new CompletableFuture<>();
            Future<Void> stopped = port.leave(((VertxInternal) vertx).getOrCreateContext(), false, () -> {
                closed.complete(null);
                return server.shutdown(10, TimeUnit.SECONDS);
            });
            closed.join();

            // Then nobody else comes in, and the connection goes on, for a moment also after the end of the server
            // began
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), server.actualPort()).close())
                    .isInstanceOf(ConnectException.class);
            assertThat(answer(client)).endsWith("well");
            join(stopped);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static String answer(Socket client) throws Exception {
        client.getOutputStream().write(REQUEST);
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[1024];
        int length = in.read(buffer);
        return length < 0 ? "closed" : new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
