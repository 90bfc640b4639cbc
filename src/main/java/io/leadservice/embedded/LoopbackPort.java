package io.leadservice.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Ports on 127.0.0.1, the only address that a development back end binds. */
public final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    private LoopbackPort() {}

    /** A port that was free a moment ago; the server that takes it still has to cope with losing the race. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address(0), 1);
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + HOST, e);
        }
    }

    /** Whether a server could listen on this port now. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address(port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** This port on 127.0.0.1, whatever the machine calls its loopback. */
    static InetSocketAddress address(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }
}
