package io.leadservice;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Clients that want to wear a service out: most send the head of a request or an announced body one byte a second, one in a
 * thousand pushes bodies of 50 MB as fast as they are taken. Whatever is closed comes back within a second. Needs nothing but
 * the JDK, so that {@code bin/slow-drill} runs it from its source: port, connections, seconds; the token is in {@code TOKEN}.
 */
public final class SlowClients {

    private static final int FAST_EVERY = 1_000;
    private static final long BODY = 50_000_000;
    private static final ByteBuffer BLOCK = ByteBuffer.allocateDirect(1 << 16);

    private final int port;
    private final String token;
    private final SocketChannel[] channels;
    private long opened;
    private long closed;

    private SlowClients(int port, int connections, String token) {
        this.port = port;
        this.token = token;
        this.channels = new SocketChannel[connections];
    }

    /** Prints how many connections were opened, how many of them the service closed, and the most at once. */
    public static void main(String[] args) throws Exception {
        new SlowClients(Integer.parseInt(args[0]), Integer.parseInt(args[1]), System.getenv("TOKEN"))
                .run(Duration.ofSeconds(Integer.parseInt(args[2])));
    }

    private void run(Duration time) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        long most = 0;
        while (System.nanoTime() < end) {
            long second = System.nanoTime() + 1_000_000_000;
            for (int i = 0; i < channels.length; i++) {
                turn(i);
            }
            do {
                for (int i = 0; i < channels.length; i += FAST_EVERY) {
                    if (channels[i] != null) {
                        turn(i);
                    }
                }
                Thread.sleep(10);
            } while (System.nanoTime() < second);
            most = Math.max(most, opened - closed);
        }
        System.out.printf("%d opened, %d closed by the service, %d at once%n", opened, closed, most);
    }

    /** A connection says a little more, or begins. */
    private void turn(int index) {
        try {
            if (channels[index] == null) {
                channels[index] = open(index);
                opened++;
            } else {
                say(index);
            }
        } catch (IOException e) {
            close(index);
        }
    }

    private SocketChannel open(int index) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(beginning(index).getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private String beginning(int index) {
        String head = "POST /api/v1/leads HTTP/1.1\r\nHost: localhost\r\n";
        if (index % FAST_EVERY != 0 && index % 2 == 0) {
            return head + "X-Slow: ";
        }
        return head + "Authorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: "
                + (index % FAST_EVERY == 0 ? BODY : 60_000) + "\r\n\r\n{";
    }

    private void say(int index) throws IOException {
        SocketChannel channel = channels[index];
        // An answer is followed by the end of the connection.
        if (channel.read(ByteBuffer.allocate(1024)) < 0) {
            throw new SocketException("closed");
        }
        channel.write(index % FAST_EVERY == 0 ? BLOCK.duplicate() : ByteBuffer.wrap(new byte[] {' '}));
    }

    private void close(int index) {
        if (channels[index] == null) {
            return;
        }
        closed++;
        try {
            channels[index].close();
        } catch (IOException e) {
            // it is gone
        }
        channels[index] = null;
    }
}
