package io.leadservice;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A batch on a connection of its own, written and read piece by piece (HTTP/1.1, chunked both ways). */
final class RawBatch implements AutoCloseable {

    private static final int READ_LIMIT_MILLIS = 60_000;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private byte[] chunk = new byte[0];
    private int position;

    private RawBatch(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** @param piece of the body that goes with the head, in one write */
    static RawBatch open(TestNode node, String client, String type, String piece) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.uri("/").getPort());
        socket.setSoTimeout(READ_LIMIT_MILLIS);
        RawBatch batch = new RawBatch(socket);
        batch.write("POST /api/v1/leads/batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: " + type + "\r\nAuthorization: Bearer " + node.token(client, "leads:write")
                + "\r\n\r\n" + chunk(piece));
        return batch;
    }

    /** Sends a piece of the body as one chunk. */
    void send(String piece) throws IOException {
        write(chunk(piece));
    }

    private static String chunk(String piece) {
        return Integer.toHexString(piece.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + piece + "\r\n";
    }

    void sendAll(String piece, int times) {
        try {
            for (int i = 0; i < times; i++) {
                send(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() throws IOException {
        write("0\r\n\r\n");
    }

    /** The next line of the answer's body; empty at its end. Waits for it. */
    String readLine() throws IOException {
        if (chunk.length == 0) {
            String head = headerLine();
            if (!head.contains(" 200 ")) {
                throw new IOException(head);
            }
            for (String header = headerLine(); !header.isEmpty(); header = headerLine()) {}
        }
        StringBuilder line = new StringBuilder();
        for (int next = next(); next >= 0; next = next()) {
            if (next == '\n') {
                return line.toString();
            }
            line.append((char) next);
        }
        return line.toString();
    }

    /** The next byte of the body, negative at its end. */
    private int next() throws IOException {
        if (position == chunk.length) {
            int size = Integer.parseInt(headerLine(), 16);
            byte[] content = in.readNBytes(size);
            headerLine();
            if (size == 0) {
                return -1;
            }
            chunk = content;
            position = 0;
        }
        return chunk[position++];
    }

    private String headerLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
