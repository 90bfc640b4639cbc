package io.leadservice;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of HTTP/2 over TLS that keeps to no rule but the form of frames (RFC 9113, section 4.1). */
final class RawHttp2 implements AutoCloseable {

    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int READ_MILLIS = 20_000;
    private static final int RECEIVE_BYTES = 8_192;
    private static final int RECORD_BYTES = 16_384;
    private static final int STATIC_METHOD_GET = 0x82;
    private static final int STATIC_SCHEME_HTTPS = 0x87;
    private static final int STATIC_PATH_ROOT = 0x84;

    private final SSLSocket socket;
    private final OutputStream out;
    private final DataInputStream in;

    RawHttp2(SSLContext trust, int port) throws IOException {
        socket = (SSLSocket) trust.getSocketFactory().createSocket();
        socket.setReceiveBufferSize(RECEIVE_BYTES); // whoever reads nothing is noticed soon
        socket.connect(new InetSocketAddress("127.0.0.1", port), READ_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(READ_MILLIS);
        out = new BufferedOutputStream(socket.getOutputStream(), RECORD_BYTES);
        in = new DataInputStream(socket.getInputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    /** The fields of GET / in HPACK, by the static table. */
    static byte[] get() {
        return new byte[] {(byte) STATIC_METHOD_GET, (byte) STATIC_SCHEME_HTTPS, (byte) STATIC_PATH_ROOT};
    }

    /**
     * Adds a frame to what goes with the next flush. Up to 16,384 bytes go as one TLS record, which a server reads whole: ending
     * the connection then leaves nothing unread there, whose reset would take the server's last words with it.
     */
    void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(9 + payload.length)
                .putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The error code of the GOAWAY frame that comes; empty if the connection ends without one. */
    Optional<Integer> goAway() {
        try {
            while (true) {
                int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
                int type = in.readUnsignedByte();
                in.readFully(new byte[5]);
                byte[] payload = new byte[length];
                in.readFully(payload);
                if (type == GOAWAY) {
                    return Optional.of(ByteBuffer.wrap(payload).getInt(4));
                }
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection goes on", e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
