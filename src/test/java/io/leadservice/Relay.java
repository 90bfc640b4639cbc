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
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a port and who connects to it, and keeps all bytes that go either way, as somebody on the network would. */
public final class Relay implements AutoCloseable {

    private final ServerSocket listening;
    private final int target;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> seen = new CopyOnWriteArrayList<>();

    private Relay(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /** A relay to a free port, which is its user's to listen on. */
    public static Relay start() throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), LoopbackPort.free());
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
                run(() -> copy(from, to));
                run(() -> copy(to, from));
            }
        } catch (IOException e) {
            // the test closed it
        }
    }

    private void copy(Socket from, Socket to) {
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
