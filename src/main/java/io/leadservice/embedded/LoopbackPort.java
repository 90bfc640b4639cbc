package io.leadservice.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports on 127.0.0.1, the only address that a development back end binds. */
public final class LoopbackPort {

    static final String HOST = "127.0.0.1";

    private static final int FIRST = 15_000;
    private static final int MANY = 15_000;
    private static final int APART = 8;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(MANY));

    private LoopbackPort() {}

    /**
     * A port that is free, and that nobody takes by chance meanwhile: it lies below those that a system gives to who connects
     * (32768 on, Linux; 49152 on, RFC 6335), and a process gives none twice. What goes on to the next ports if one is taken finds a few.
     *
     * @throws IllegalStateException if none of them is free
     */
    public static int free() {
        for (int tries = 0; tries < MANY / APART; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndAdd(APART), MANY);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no port from " + FIRST + " to " + (FIRST + MANY - 1) + " is free");
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
