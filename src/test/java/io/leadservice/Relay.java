package io.leadservice;

import io.leadservice.embedded.LoopbackPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Stands between a port and who connects to it, and keeps all bytes that go either way, as somebody on the network would. */
public final class Relay implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Optional<String> unlucky = Optional.empty();

    private Relay(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** A relay to a free port, which is its user's to listen on. */
    public static Relay start() throws IOException {
        return to(LoopbackPort.free());
    }

    /** A relay to a port. */
    public static Relay to(int port) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        run(relay::accept);
        return relay;
    }

    /** Where to connect. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Where that leads. */
    public int target() {
        return target;
    }

    /** What went through so far, a character a byte; each direction of each connection in one piece. */
    public String seen() {
        StringBuilder all = new StringBuilder();
        seen.forEach(bytes -> all.append(bytes.toString(StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    /**
     * From now on requests arrive as before, but a connection breaks when the answer comes to one that holds this.
     *
     * @param part a character a byte; in one piece of the stream
     */
    public void loseAnswersTo(String part) {
        unlucky = Optional.of(part);
    }

    /** From now on all answers arrive. */
    public void loseNothing() {
        unlucky = Optional.empty();
    }

    /** How many answers were lost. */
    public int lost() {
        return lost.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket from = listening.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(from);
                open.add(to);
                AtomicBoolean breaks = new AtomicBoolean();
                run(() -> copy(from, to, piece -> {
                    if (unlucky.filter(piece::contains).isPresent()) {
                        breaks.set(true);
                    }
                    return true;
                }));
                run(() -> copy(to, from, piece -> !breaks.get()));
            }
        } catch (IOException e) {
            // the test closed it
        }
    }

    /** @param passes whether a piece is passed on; where it is not the connection breaks */
    private void copy(Socket from, Socket to, Predicate<String> passes) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        seen.add(kept);
        byte[] buffer = new byte[16_384];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int length = in.read(buffer);
            while (length >= 0) {
                kept.write(buffer, 0, length);
                if (!passes.test(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))) {
                    lost.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, length);
                length = in.read(buffer);
            }
        } catch (IOException e) {
            // one of the two ended
        }
    }

    private static void run(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }
}
