package io.leadservice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Bytes to the edge that no HTTP client would send, and what comes back until the connection is quiet or closed. */
final class RawHttp {

    private static final int ANSWER_MILLIS = 10_000;
    /** After the first bytes of an answer the rest follows at once. */
    private static final int QUIET_MILLIS = 2_000;

    private RawHttp() {}

    /**
     * What came back.
     *
     * @param text all of it
     * @param closed whether the server closed the connection
     */
    record Answer(String text, boolean closed) {

        /** Of the first answer; 0 if there is none. */
        int status() {
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        /** How many answers there are. */
        int count() {
            return text.split("HTTP/1\\.1 \\d{3} ", -1).length - 1;
        }
    }

    static Answer send(URI edge, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), edge.getPort())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return read(socket);
        }
    }

    static Answer read(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8_192];
        boolean closed = false;
        try {
            int length = in.read(buffer);
            socket.setSoTimeout(QUIET_MILLIS);
            while (length >= 0) {
                bytes.write(buffer, 0, length);
                length = in.read(buffer);
            }
            closed = true;
        } catch (SocketTimeoutException e) {
            // quiet: it waits for the next request
        } catch (SocketException e) {
            closed = true;
        }
        return new Answer(bytes.toString(StandardCharsets.ISO_8859_1), closed);
    }
}
